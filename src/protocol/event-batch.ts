// In: events, one by one. Out: those since the last time, in a list for the taker to keep.
// What it gathers in is reused from flush to flush, so that a flush allocates only what it hands out.
// Knows nothing of what the events say.

import type { InstantEvent } from './event.js';

/** Events a flush may have whose room is reused; it keeps the last ones alive, so it must not be large. */
const MAX_REUSED = 32;

/** Gathers the events of one flush. */
export class EventBatch {
  #events: InstantEvent[] = [];
  #count = 0;

  add(event: InstantEvent): void {
    this.#events[this.#count++] = event;
  }

  /** The events since the last call, oldest first: `given` itself, where it is a short list of just these. */
  take(given?: readonly InstantEvent[]): readonly InstantEvent[] {
    const events = this.#events;
    const count = this.#count;
    this.#count = 0;
    if (count === given?.length && count <= MAX_REUSED) {
      if (given.every((event, index) => event === events[index])) return given;
    }
    // A literal takes exactly the room it needs, and no list is made faster; most flushes have one event.
    if (count === 0) return [];
    if (count === 1) return [events[0] as InstantEvent];
    if (count === 2) return [events[0] as InstantEvent, events[1] as InstantEvent];
    if (count <= MAX_REUSED) return events.slice(0, count);
    this.#events = [];
    events.length = count;
    return events;
  }
}
