// In: complete fields, as fast as a source has them. Out: each sent on when there is room, in the order they came.
// So many are worked on, so many wait, and then the source waits.
// Knows nothing of sources or events.

import type { FieldNews } from './completed-fields.js';
import { Queue } from './queue.js';
import { Seats, type Seat } from './seats.js';

export interface FieldQueueOptions {
  readonly concurrency: number;
  readonly maxQueued: number;
  /** The place of what the fields are part of. */
  readonly outer: Seat | undefined;
  /** Sends a field on; `done` is called when all it set going is over, perhaps at once. */
  start(news: FieldNews, seat: Seat, done: () => void): void;
}

export class FieldQueue {
  readonly #options: FieldQueueOptions;
  readonly #seats: Seats;
  readonly #waiting = new Queue<FieldNews>();
  /** How many of a kind are waiting or at work. */
  readonly #left = { complete: 0, withdrawn: 0 };
  #isFeeding = false;
  #wake: (() => void) | undefined;

  constructor(options: FieldQueueOptions) {
    this.#options = options;
    this.#seats = new Seats(options.concurrency, () => this.#feed());
  }

  /** Called when something is over. */
  onDone: (() => void) | undefined;

  /** Whether all fields that were withdrawn have been told, and with `all` every field been worked on. */
  isDone({ all }: { readonly all: boolean }): boolean {
    return this.#left.withdrawn === 0 && (!all || this.#left.complete === 0);
  }

  /** Resolves when there is room for another. */
  add(news: FieldNews): Promise<void> | void {
    this.#left[news.type]++;
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
    while (this.#seats.hasRoom) {
      const news = this.#waiting.shift();
      if (news === undefined) break;
      const seat = this.#seats.take(this.#options.outer);
      this.#options.start(news, seat, () => {
        seat.end();
        this.#left[news.type]--;
        this.#feed();
        this.onDone?.();
      });
    }
    this.#isFeeding = false;
    if (this.#isFull()) return;
    this.#wake?.();
    this.#wake = undefined;
  }
}
