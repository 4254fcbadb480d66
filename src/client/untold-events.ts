// In: what a reader said last. Out: it, one event at a time; and the rest, where whoever is told ends the run.
// Knows nothing of runs, or of who is told.

import { isFieldEvent, type InstantEvent } from '../protocol/index.js';

const NO_EVENTS: readonly InstantEvent[] = [];

/** Events that are being told. */
export class UntoldEvents {
  #events = NO_EVENTS;
  #told = 0;

  /** In the place of whatever was left. */
  begin(events: readonly InstantEvent[]): void {
    this.#events = events;
    this.#told = 0;
  }

  /** Counts as told from now on. */
  next(): InstantEvent | undefined {
    return this.#events[this.#told++];
  }

  /** What was not told of fields; nothing is left then. */
  take(): readonly InstantEvent[] {
    const untold = this.#events.slice(this.#told).filter((event) => isFieldEvent(event));
    this.clear();
    return untold;
  }

  clear(): void {
    this.#events = NO_EVENTS;
  }
}
