// In: an iterator of events. Out: batches, one per read; an empty one when the source has been silent for a while.
// Nothing is taken before it is asked for; a next() still pending at a flush keeps its place and opens the next batch.
// Knows nothing of frames, responses or what an error means to a reader.

import type { InstantEventInput } from '../protocol/index.js';
import { assertEvent } from './check-event.js';

/** Events that came together. `open` with no events means silence; any other state is the last. */
export interface Batch {
  readonly events: readonly InstantEventInput[];
  readonly state: 'open' | 'done' | 'stopped' | 'failed';
  /** The reason of `failed`. */
  readonly error?: unknown;
}

export interface BatchReader {
  /** Waits for the first event, then for what follows within the flush window. One read at a time. */
  read(): Promise<Batch>;
  /** Leaves the source: `return()` is called once and not waited for. With an error the batch state is `failed`. */
  close(error?: unknown): void;
}

export interface BatchReaderOptions {
  readonly flushMs: number;
  readonly heartbeatMs: number;
}

/** Bounds of one batch, so that a source that never waits still yields the thread. */
const MAX_EVENTS = 256;
const MAX_TEXT = 16_384;

/** What an iterable's iterator looks like when both kinds are welcome. */
export type EventIterator = AsyncIterator<InstantEventInput> | Iterator<InstantEventInput>;

export function isTerminal(event: InstantEventInput): boolean {
  return event.type === 'end' || event.type === 'error';
}

export function createBatchReader(
  iterator: EventIterator,
  options: BatchReaderOptions,
): BatchReader {
  let events: InstantEventInput[] = [];
  let textLength = 0;
  let state: Batch['state'] = 'open';
  let failure: unknown;
  let isPulling = false;
  let waiting: ((batch: Batch) => void) | undefined;
  let window: ReturnType<typeof setTimeout> | undefined;
  let heartbeat: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    clearTimeout(window);
    clearTimeout(heartbeat);
    window = heartbeat = undefined;
    const resolve = waiting;
    if (resolve === undefined) return;
    const batch: Batch = { events, state, error: failure };
    waiting = undefined;
    events = [];
    textLength = 0;
    resolve(batch);
  }

  /** Goes on until the window closes, the batch is full, or the run is over. */
  function collect(): void {
    const last = events.at(-1);
    if (last !== undefined) {
      if (isTerminal(last) || events.length >= MAX_EVENTS || textLength >= MAX_TEXT) return flush();
      window ??= setTimeout(flush, options.flushMs);
    }
    if (!isPulling) void pull();
  }

  async function pull(): Promise<void> {
    isPulling = true;
    try {
      const result = await iterator.next();
      isPulling = false;
      if (state !== 'open') return;
      if (result.done) return settle('done');
      assertEvent(result.value);
      events.push(result.value);
      textLength += result.value.type === 'delta' ? result.value.delta.length : 0;
      if (waiting !== undefined) collect();
    } catch (error) {
      // Thrown by the source, which is over then; or by a value that is no event, and the source must be left.
      const isOver = isPulling;
      isPulling = false;
      settle('failed', error);
      if (!isOver) void leave();
    }
  }

  function settle(next: Batch['state'], error?: unknown): void {
    if (state !== 'open') return;
    state = next;
    failure = error;
    flush();
  }

  async function leave(): Promise<void> {
    try {
      await iterator.return?.();
    } catch {
      // The source was already given up: how it takes that is nobody's news.
    }
  }

  return {
    read: () =>
      new Promise((resolve) => {
        waiting = resolve;
        if (state !== 'open') return flush();
        if (Number.isFinite(options.heartbeatMs))
          heartbeat = setTimeout(flush, options.heartbeatMs);
        collect();
      }),
    close(error) {
      if (state !== 'open') return;
      settle(error === undefined ? 'stopped' : 'failed', error);
      void leave();
    },
  };
}
