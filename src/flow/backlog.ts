// In: signals on their way to steps that take only so many. Out: whether there is room for one more, and a turn for those who wait for it.
// Knows nothing of who sends.

import { FlowError } from './error.js';
import type { Gate } from './gate.js';
import { Queue } from './queue.js';
import type { Step } from './step.js';
import type { Trigger } from './trigger.js';

/** What is on its way to one step, and waits for it. */
class Backlog {
  readonly #gate: Gate;
  readonly #limit: number;
  /** The events whose senders wait for room here. */
  readonly awaited = new Set<string>();
  /** How many are on their way to the gate. */
  underWay = 0;

  constructor(gate: Gate, limit: number) {
    this.#gate = gate;
    this.#limit = limit;
  }

  /** What has a free place to go to does not wait. */
  get hasRoom(): boolean {
    return this.underWay + this.#gate.backlog < this.#limit;
  }
}

export interface BacklogsOptions {
  readonly listeners: ReadonlyMap<string, readonly Step[]>;
  readonly gateOf: (step: Step, concurrency: number) => Gate;
  readonly later: (job: () => void) => void;
}

/** What waits for steps that say how much may, and senders that wait for room, in their order for each event. */
export class Backlogs {
  readonly #options: BacklogsOptions;
  readonly #backlogs = new Map<Step, Backlog>();
  /** Each key is among what one backlog that is full is awaited for: only that one's room can help it. */
  readonly #senders = new Map<string, Queue<() => void>>();

  constructor(options: BacklogsOptions) {
    this.#options = options;
  }

  send(step: Step): void {
    const backlog = this.#of(step);
    if (backlog !== undefined) backlog.underWay++;
  }

  /** `isGone` says that it came, and does not go on to wait. */
  arrive(step: Step, isGone: boolean): void {
    const backlog = this.#of(step);
    if (backlog === undefined) return;
    backlog.underWay--;
    if (isGone) this.#free(backlog);
  }

  /** True if nobody waits before a new one and there is room for it. */
  hasRoom({ key }: Trigger): boolean {
    return !this.#senders.has(key) && this.#fullFor(key) === undefined;
  }

  /** Sends at once, or when there is room for it. */
  whenRoom(trigger: Trigger, send: () => void): void {
    if (this.hasRoom(trigger)) return send();
    const { key } = trigger;
    let queue = this.#senders.get(key);
    if (queue === undefined) {
      this.#senders.set(key, (queue = new Queue()));
      this.#fullFor(key)?.awaited.add(key);
    }
    queue.push(send);
  }

  /** Keeps room for one that is sent later, until the function returned is called. */
  book({ key }: Trigger): () => void {
    const booked = this.#for(key).flatMap((step) => this.#of(step) ?? []);
    for (const each of booked) each.underWay++;
    return () => {
      for (const each of booked) {
        each.underWay--;
        this.#free(each);
      }
    };
  }

  #for(key: string): readonly Step[] {
    return this.#options.listeners.get(key) ?? [];
  }

  /** Of a step that says how many may wait for it. */
  #of(step: Step): Backlog | undefined {
    const { maxQueued = Infinity, concurrency = Infinity } = step;
    if (maxQueued === Infinity) return undefined;
    let backlog = this.#backlogs.get(step);
    if (backlog === undefined) {
      const gate = this.#options.gateOf(step, concurrency);
      const made = new Backlog(gate, maxQueued);
      gate.onLeave = () => this.#free(made);
      this.#backlogs.set(step, (backlog = made));
    }
    return backlog;
  }

  #fullFor(key: string): Backlog | undefined {
    for (const step of this.#for(key)) {
      const backlog = this.#of(step);
      if (backlog?.hasRoom === false) return backlog;
    }
    return undefined;
  }

  #free(backlog: Backlog): void {
    if (backlog.awaited.size > 0) this.#options.later(() => this.#feed(backlog));
  }

  /** Lets those send for whom there is room now: as many as there is room for, whatever else waits. */
  #feed(backlog: Backlog): void {
    for (const key of backlog.awaited) {
      if (!backlog.hasRoom) return;
      backlog.awaited.delete(key);
      const queue = this.#senders.get(key) ?? new Queue();
      let full = this.#fullFor(key);
      for (; full === undefined && queue.size > 0; full = this.#fullFor(key)) queue.shift()?.();
      if (queue.size === 0) this.#senders.delete(key);
      else full?.awaited.add(key);
    }
  }
}

/** There is no room for one more. */
export function fullQueue(name: string, chunk: string): FlowError {
  const what =
    `As many wait for the event ${JSON.stringify(name)} as its \`maxQueued\` says. ` +
    'Await emit(), which waits for room, or send less.';
  return new FlowError('queue-full', what, { chunk });
}
