// In: events in batches. Out: the same one by one, for anyone; and in batches again for a reader that knows of them.
// A promise per event costs more than most events do: a batch is waited for once.
// Knows nothing of what the events say.

import type { InstantEvent } from '../protocol/index.js';
import { leavable } from './leavable.js';

type Batches = AsyncGenerator<readonly InstantEvent[], void, undefined>;

/** Where the batches of a stream of events are, until somebody begins to read it one by one. */
const batches = Symbol('batches');

interface Batched {
  [batches]?: Batches;
}

/**
 * The events of `source`, one by one; {@link batchesOf} finds the batches again. Once the signal is aborted there is none
 * of the rest of a batch, but the signal's reason; `return()` leaves the source, whatever it is doing.
 */
export function inBatches(
  source: Batches,
  signal?: AbortSignal,
): AsyncGenerator<InstantEvent, void, undefined> {
  const events: AsyncGenerator<InstantEvent, void, undefined> & Batched = oneByOne();
  async function* oneByOne(): AsyncGenerator<InstantEvent, void, undefined> {
    delete events[batches];
    for await (const batch of source) {
      for (const event of batch) {
        signal?.throwIfAborted();
        yield event;
      }
    }
  }
  events[batches] = source;
  return leavable(events, () => void source.return());
}

/** The events, in batches where that is how they were made. */
export function batchesOf(
  events: AsyncIterable<InstantEvent> & Batched,
): AsyncIterator<InstantEvent | readonly InstantEvent[]> {
  return events[batches] ?? events[Symbol.asyncIterator]();
}
