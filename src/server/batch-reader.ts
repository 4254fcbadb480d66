// In: an iterator of events. Out: batches, one per read; an empty one when the source has been silent for a while.
// Nothing is taken before it is asked for; a next() still pending at a flush keeps its place and opens the next batch.
// Knows nothing of frames, responses or what an error means to a reader.

import type { InstantEventInput } from '../protocol/index.js';
import { assertEvent } from './check-event.js';
import { createPace, type PaceOptions } from './pace.js';

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

/** Bounds of one batch, so that a source that never waits still yields the thread. */
const MAX_EVENTS = 256;
const MAX_TEXT = 16_384;

/** What an iterable's iterator looks like when both kinds are welcome. */
export type EventIterator = AsyncIterator<InstantEventInput> | Iterator<InstantEventInput>;

export function isTerminal(event: InstantEventInput): boolean {
  return event.type === 'end' || event.type === 'error';
}

/** What tools were asked and said is the server's own: a source that wants it shown says it by other events. */
function isOwn(event: InstantEventInput): boolean {
  return event.type === 'lane' ? isOwn(event.event) : event.type === 'tool';
}

function textOf(event: InstantEventInput): number {
  if (event.type === 'lane') return textOf(event.event);
  return event.type === 'delta' ? event.delta.length : 0;
}

export function createBatchReader(iterator: EventIterator, options: PaceOptions): BatchReader {
  let events: InstantEventInput[] = [];
  let textLength = 0;
  let state: Batch['state'] = 'open';
  let failure: unknown;
  let isPulling = false;
  let waiting: ((batch: Batch) => void) | undefined;
  const pace = createPace(options, flush);

  function flush(): void {
    if (state !== 'open') pace.stop();
    const resolve = waiting;
    if (resolve === undefined) return;
    const batch: Batch = { events, state, error: failure };
    waiting = undefined;
    events = [];
    textLength = 0;
    pace.sent();
    resolve(batch);
  }

  /** Goes on until the source pauses, the window closes, the batch is full, or the run is over. */
  function collect(): void {
    const last = events.at(-1);
    if (last !== undefined) {
      if (isTerminal(last) || events.length >= MAX_EVENTS || textLength >= MAX_TEXT) return flush();
      pace.schedule();
    }
    if (!isPulling) pull();
  }

  /** No async function: each activation costs most of a kilobyte of garbage, and there is one for every few characters. */
  function pull(): void {
    isPulling = true;
    try {
      void Promise.resolve(iterator.next()).then(take, fail);
    } catch (error) {
      fail(error);
    }
  }

  function take(result: IteratorResult<InstantEventInput>): void {
    isPulling = false;
    if (state !== 'open') return;
    try {
      if (result.done === true) return settle('done');
      add(result.value);
    } catch (error) {
      // It gives what is no event, or no result at all: the source is not over, and must be left.
      settle('failed', error);
      return void leave();
    }
    if (waiting !== undefined) collect();
  }

  function add(event: InstantEventInput): void {
    assertEvent(event);
    if (isOwn(event)) return;
    // Most batches hold one event, and an empty array that grows takes the room of 17.
    if (events.length === 0) events = [event];
    else events.push(event);
    textLength += textOf(event);
  }

  function fail(error: unknown): void {
    isPulling = false;
    settle('failed', error);
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
        pace.listen();
        collect();
      }),
    close(error) {
      if (state !== 'open') return;
      settle(error === undefined ? 'stopped' : 'failed', error);
      void leave();
    },
  };
}
