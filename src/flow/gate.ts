// In: who wants to work, and how many may at once. Out: each let in when there is room.
// Who gave its place back to wait for others comes in before those who have not begun: only so can what was begun end.
// Knows nothing of handlers.

import { Queue } from './queue.js';

export class Gate {
  readonly #post: (job: () => void) => void;
  readonly #returning = new Queue<() => void>();
  readonly #waiting = new Queue<() => void>();
  #free: number;
  /** Called whenever a place was given back. */
  onLeave: (() => void) | undefined;

  /** `post` runs who is let in later, so that a leaving one never runs it on its own stack. */
  constructor(limit: number, post: (job: () => void) => void) {
    this.#free = limit;
    this.#post = post;
  }

  /** How many more wait than there are places; below 0 where there are places left. */
  get backlog(): number {
    return this.#waiting.size - this.#free;
  }

  enter(go: () => void): void {
    if (this.#free > 0) {
      this.#free--;
      go();
    } else this.#waiting.push(go);
  }

  /** Comes in again, before all who never were inside. */
  reenter(go: () => void): void {
    if (this.#free > 0) {
      this.#free--;
      go();
    } else this.#returning.push(go);
  }

  leave(): void {
    const next = this.#returning.shift() ?? this.#waiting.shift();
    if (next === undefined) this.#free++;
    else this.#post(next);
    this.onLeave?.();
  }
}
