// In: who wants to work, and how many may at once. Out: each let in when there is room.
// Who gave its place back to wait for others comes in before those who have not begun: only so can what was begun end.
// Knows nothing of handlers.

import { checkCount } from './option-checks.js';
import { Queue } from './queue.js';

export class Gate {
  readonly #post: (job: () => void) => void;
  readonly #returning = new Queue<() => void>();
  readonly #waiting = new Queue<() => void>();
  #limit: number;
  #inside = 0;
  /** Called whenever a place was given back. */
  onLeave: (() => void) | undefined;

  /** `post` runs who is let in later, so that a leaving one never runs it on its own stack. */
  constructor(limit: number, post: (job: () => void) => void) {
    this.#limit = limit;
    this.#post = post;
  }

  /** How many more wait than there are places; below 0 where there are places left. */
  get backlog(): number {
    return this.#waiting.size + this.#inside - this.#limit;
  }

  /** Who is inside stays, also where there are fewer places now. */
  resize(limit: number): void {
    checkCount('concurrency', limit);
    this.#limit = limit;
    this.#letIn();
  }

  enter(go: () => void): void {
    this.#take(go, this.#waiting);
  }

  /** Comes in again, before all who never were inside. */
  reenter(go: () => void): void {
    this.#take(go, this.#returning);
  }

  leave(): void {
    this.#inside--;
    this.#letIn();
    this.onLeave?.();
  }

  #take(go: () => void, queue: Queue<() => void>): void {
    if (this.#inside < this.#limit) {
      this.#inside++;
      go();
    } else queue.push(go);
  }

  #letIn(): void {
    while (this.#inside < this.#limit) {
      const next = this.#returning.shift() ?? this.#waiting.shift();
      if (next === undefined) return;
      this.#inside++;
      this.#post(next);
    }
  }
}
