// In: complete fields, as fast as a source has them. Out: each sent on when there is room, in the order they came.
// So many are worked on, so many wait, and then the source waits.
// Knows nothing of sources or events.

import type { FieldNews } from './completed-fields.js';
import { Queue } from './queue.js';

export interface FieldQueueOptions {
  readonly concurrency: number;
  readonly maxQueued: number;
  /** Sends a field on; `done` is called when all it set going is over, perhaps at once. */
  start(news: FieldNews, done: () => void): void;
}

export class FieldQueue {
  readonly #options: FieldQueueOptions;
  readonly #waiting = new Queue<FieldNews>();
  #active = 0;
  #isFeeding = false;
  #wake: (() => void) | undefined;

  constructor(options: FieldQueueOptions) {
    this.#options = options;
  }

  /** Resolves when there is room for another. */
  add(news: FieldNews): Promise<void> | void {
    this.#waiting.push(news);
    this.#feed();
    if (this.#isFull()) return new Promise((resolve) => (this.#wake = resolve));
  }

  #isFull(): boolean {
    return this.#waiting.size > this.#options.maxQueued;
  }

  /** What is over at once comes back here, and must not start the next inside itself. */
  #feed(): void {
    if (this.#isFeeding) return;
    this.#isFeeding = true;
    while (this.#active < this.#options.concurrency) {
      const news = this.#waiting.shift();
      if (news === undefined) break;
      this.#active++;
      this.#options.start(news, this.#onDone);
    }
    this.#isFeeding = false;
    if (this.#isFull()) return;
    this.#wake?.();
    this.#wake = undefined;
  }

  readonly #onDone = (): void => {
    this.#active--;
    this.#feed();
  };
}
