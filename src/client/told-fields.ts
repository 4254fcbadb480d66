// In: fields that are complete, and what of the answer is amended. Out: a word to `onField` of those that count.
// What closes where something else is asked for waits until it is known which of the two counts.
// Knows nothing of how that is found out.

import type { DoneEvent } from '../protocol/index.js';
import type { CompletedField, InstantRunOptions } from './run-options.js';
import type { Overlay } from './overlay.js';
import { tell } from './tell.js';

export class ToldFields<T> {
  readonly #options: Pick<InstantRunOptions<T>, 'onField'>;
  readonly #overlay: Overlay<T>;
  #withheld: DoneEvent[] = [];

  constructor(options: Pick<InstantRunOptions<T>, 'onField'>, overlay: Overlay<T>) {
    this.#options = options;
    this.#overlay = overlay;
  }

  tell(completed: readonly DoneEvent[]): void {
    // What is at which path, the schema promises.
    for (const event of completed) tell(() => this.#options.onField?.(event as CompletedField<T>));
  }

  /** True of what closes where something else is asked for, or is there: it is told when it is known what counts. */
  holds(event: DoneEvent): boolean {
    const isWithheld = this.#overlay.touches(event.segments);
    if (isWithheld) this.#withheld.push(event);
    return isWithheld;
  }

  /** Tells what was withheld and counts after all: what was asked for in its place could not be had. */
  release(): void {
    const due = this.#withheld.filter(({ segments }) => !this.#overlay.touches(segments));
    this.#withheld = this.#withheld.filter((event) => !due.includes(event));
    this.tell(due);
  }

  /** Another answer follows. */
  clear(): void {
    this.#withheld = [];
  }
}
