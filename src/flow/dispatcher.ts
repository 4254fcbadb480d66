// In: jobs, from anywhere and at any time. Out: each of them run once, in the order they came, never inside one another.
// A signal that leads to another signal adds to the queue instead of to the stack, so a loop of any length stays flat.
// Knows nothing of signals or handlers.

import { Queue } from './queue.js';

/** What is to be done, in a form that costs little while it waits. It must not throw. */
export interface Job {
  run(): void;
}

/** After so many jobs timers and I/O get their turn: a loop of quick handlers must not keep a timeout from firing. */
const JOBS_PER_TURN = 1_000;

export class Dispatcher {
  readonly #jobs = new Queue<Job | (() => void)>();
  readonly #onIdle: () => void;
  #isBusy = false;
  #sinceTurn = 0;
  #count = 0;

  /** `onIdle` is called whenever the last job has been run. */
  constructor(onIdle: () => void) {
    this.#onIdle = onIdle;
  }

  get isIdle(): boolean {
    return !this.#isBusy;
  }

  /** How many jobs have been run. */
  get count(): number {
    return this.#count;
  }

  /** Runs `job` after those that wait already. A job must not throw. */
  post(job: Job | (() => void)): void {
    this.#jobs.push(job);
    if (!this.#isBusy) this.#wakeUp();
  }

  /** Forgets what has not been run. */
  clear(): void {
    this.#jobs.clear();
  }

  #wakeUp(): void {
    this.#isBusy = true;
    if (this.#sinceTurn < JOBS_PER_TURN) queueMicrotask(this.#work);
    else setTimeout(this.#takeTurn, 0);
  }

  /** Counts what is done beside the queue; a promise where it is time for timers and I/O. */
  takeTurn(): Promise<void> | undefined {
    if (++this.#sinceTurn < JOBS_PER_TURN) return undefined;
    return new Promise((resolve) => {
      setTimeout(() => {
        this.#sinceTurn = 0;
        resolve();
      }, 0);
    });
  }

  readonly #takeTurn = (): void => {
    this.#sinceTurn = 0;
    this.#work();
  };

  readonly #work = (): void => {
    while (this.#sinceTurn < JOBS_PER_TURN) {
      const job = this.#jobs.shift();
      if (job === undefined) break;
      this.#count++;
      this.#sinceTurn++;
      if (typeof job === 'function') job();
      else job.run();
    }
    if (this.#jobs.size > 0) this.#wakeUp();
    else {
      this.#isBusy = false;
      this.#onIdle();
    }
  };
}
