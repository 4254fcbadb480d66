// In: the body of a response, and a reader of its bytes. Out: the events it makes of them, in batches, until the last.
// A body that breaks or closes too early is a lost connection; leaving early cancels it.
// Knows nothing of formats.

import type { InstantEvent } from '../protocol/index.js';
import { connectionLost } from './error.js';
import { leavable } from './leavable.js';
import { tell } from './tell.js';
import type { WireCallbacks } from './wire-fact.js';

type Batch = readonly InstantEvent[];

/** Makes events of the next bytes of a body, split anywhere; `undefined` says that the body is over. */
export type ReadBytes = (bytes: Uint8Array | undefined) => Iterable<Batch>;

/** A body, and what makes events of its bytes. */
export interface Reading {
  readonly body: ReadableStream<Uint8Array>;
  readonly read: ReadBytes;
}

/** Until when to read, and who hears how much arrived. */
interface BodyOptions extends Pick<WireCallbacks, 'onBytes'> {
  readonly signal: AbortSignal | undefined;
}

/**
 * Ends after the last event, `end` or `error`. Nothing is opened before the first event is asked for; one generator does
 * it all, since each one around it would cost every batch three more turns. `return()` ends a read that is under way.
 *
 * @throws {InstantClientError} `connection-lost`; `invalid-source` for a body that is in use or was; the signal's reason;
 * and whatever opening and reading the bytes throw.
 */
export function readBody(
  open: () => Reading | Promise<Reading>,
  options: BodyOptions,
): AsyncGenerator<Batch, void, undefined> {
  const left = new AbortController();
  return leavable(readBatches(open, options, left.signal), () => left.abort());
}

async function* readBatches(
  open: () => Reading | Promise<Reading>,
  { signal, onBytes }: BodyOptions,
  left: AbortSignal,
): AsyncGenerator<Batch, void, undefined> {
  const { body, read } = await open();
  const bytes = body.getReader();
  let isOver = false;
  let isAborted = false;
  const cancel = (reason?: unknown) => void bytes.cancel(reason).catch(() => {});
  const abort = () => {
    isAborted = true;
    cancel(signal?.reason);
  };
  // After the last event the body may close by itself.
  const leave = () => isOver || cancel();
  if (signal?.aborted === true) abort();
  else if (left.aborted) leave();
  signal?.addEventListener('abort', abort, { once: true });
  left.addEventListener('abort', leave, { once: true });
  try {
    for (;;) {
      if (isAborted) signal?.throwIfAborted();
      let chunk;
      try {
        chunk = await bytes.read();
      } catch (cause) {
        signal?.throwIfAborted();
        throw connectionLost(cause);
      }
      const { done, value } = chunk;
      if (isAborted) signal?.throwIfAborted();
      if (left.aborted) return;
      if (value && onBytes) tell(() => onBytes(value.byteLength));
      for (const batch of read(value)) {
        const last = batch.findIndex(({ type }) => type === 'end' || type === 'error');
        isOver = last !== -1;
        yield isOver ? batch.slice(0, last + 1) : batch;
        if (isOver) return;
        if (isAborted) signal?.throwIfAborted();
      }
      if (done) throw connectionLost();
    }
  } finally {
    signal?.removeEventListener('abort', abort);
    if (isOver) void linger(bytes);
    else cancel();
  }
}

/** Long enough for a server that closes after its last event, too short to keep one that does not. */
const LINGER_MS = 1000;

/** Lets the body close by itself: cancelling at once would tear down a connection that could be used again. */
async function linger(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const timer = setTimeout(() => void reader.cancel().catch(() => {}), LINGER_MS);
  try {
    while (!(await reader.read()).done);
  } catch {
    // The last event has arrived; how the connection ends no longer matters.
  } finally {
    clearTimeout(timer);
  }
}
