// In: complete fields, as fast as a source has them. Out: each sent on when there is room, in the order they came.
// So many are worked on, so many wait, and then the source waits. What is no more before its turn was never there.
// Knows nothing of sources or events.

import type { FieldNews } from './completed-fields.js';
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
  readonly #waiting = new Set<FieldNews>();
  /** Goes on to what is added later; a new one would pass over all that was there before. */
  readonly #next = this.#waiting.values();
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
  async add(all: readonly FieldNews[]): Promise<void> {
    // All of it is known at once: what waits and is no more does not begin while the rest has no room.
    const left = all.filter(({ of }) => of === undefined || !this.#drop(of));
    for (const news of left) await this.#push(news);
  }

  #push(news: FieldNews): Promise<void> | void {
    this.#left[news.type]++;
    this.#waiting.add(news);
    this.#feed();
    if (this.#isFull()) return new Promise((resolve) => (this.#wake = resolve));
  }

  /** True if it had not been sent on, and so never will be. */
  #drop(news: FieldNews): boolean {
    const isWaiting = this.#waiting.delete(news);
    if (isWaiting) this.#left[news.type]--;
    return isWaiting;
  }

  #isFull(): boolean {
    return this.#waiting.size > this.#options.maxQueued;
  }

  #shift(): FieldNews | undefined {
    // At its end it would go on no more.
    if (this.#waiting.size === 0) return undefined;
    const news: FieldNews | undefined = this.#next.next().value;
    if (news !== undefined) this.#waiting.delete(news);
    return news;
  }

  /** What is over at once comes back here, and must not start the next inside itself. */
  #feed(): void {
    if (this.#isFeeding) return;
    this.#isFeeding = true;
    while (this.#seats.hasRoom) {
      const news = this.#shift();
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
