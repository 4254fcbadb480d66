// In: signals on their way to a step that takes only so many. Out: whether there is room for one more, and a turn for those who wait for it.
// Knows nothing of who sends.

import { FlowError } from './error.js';
import type { Gate } from './gate.js';
import { Queue } from './queue.js';

/** What is on its way to one step, and waits for it. */
export class Backlog {
  readonly #gate: Gate;
  readonly #limit: number;
  #underWay = 0;

  constructor(gate: Gate, limit: number) {
    this.#gate = gate;
    this.#limit = limit;
  }

  /** What has a free place to go to does not wait. */
  get hasRoom(): boolean {
    return this.#underWay + this.#gate.backlog < this.#limit;
  }

  send(): void {
    this.#underWay++;
  }

  arrive(): void {
    this.#underWay--;
  }
}

/** Senders that wait for room, in their order for each event. */
export class Senders {
  readonly #hasRoom: (key: string) => boolean;
  readonly #waiting = new Map<string, Queue<() => void>>();

  constructor(hasRoom: (key: string) => boolean) {
    this.#hasRoom = hasRoom;
  }

  get areWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  /** True if nobody waits before a new one and there is room for it. */
  isFree(key: string): boolean {
    return !this.#waiting.has(key) && this.#hasRoom(key);
  }

  wait(key: string, send: () => void): void {
    const queue = this.#waiting.get(key) ?? new Queue();
    this.#waiting.set(key, queue);
    queue.push(send);
  }

  /** Lets those send for whom there is room now. */
  feed(): void {
    for (const [key, queue] of this.#waiting) {
      while (queue.size > 0 && this.#hasRoom(key)) queue.shift()?.();
      if (queue.size === 0) this.#waiting.delete(key);
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
