// In: events, and a signal that says to leave them. Out: the bytes of a response body, made as they are asked for.
// A slow reader slows the source; a reader that leaves ends it; nothing is waited for that ignores being ended.
// Knows nothing of requests, headers or what the events mean.

import { kindOf } from '../internal/kind-of.js';
import type { InstantEventInput } from '../protocol/index.js';
import { createBatchReader, isTerminal, type Batch, type EventIterator } from './batch-reader.js';
import { failureOf, ServerError } from './error.js';
import { createTranscript, type StreamFormat } from './transcript.js';

/** Events from anything that can be iterated: an async generator, an agent's response, an array. */
export type EventSource = AsyncIterable<InstantEventInput> | Iterable<InstantEventInput>;

export interface EventBodyOptions {
  readonly format: StreamFormat;
  readonly flushMs: number;
  readonly heartbeatMs: number;
  readonly signal: AbortSignal | undefined;
  readonly onError: (error: unknown) => void;
  /** The last event was written; the source may still be tidying up. */
  readonly onOver?: (() => void) | undefined;
  /** The reader left before the last event was written. */
  readonly onLeave?: (() => void) | undefined;
  /** The body is over, however it ended. Called once. */
  readonly onSettled?: (() => void) | undefined;
}

export function createEventBody(
  source: EventSource,
  options: EventBodyOptions,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { signal, onError } = options;
  const reader = createBatchReader(iterate(source), options);
  const transcript = createTranscript(options.format, onError);
  const bytes = new TextEncoder();
  let isSettled = false;

  const abort = () => reader.close(failureOf(signal));
  function settle(): void {
    if (isSettled) return;
    isSettled = true;
    signal?.removeEventListener('abort', abort);
    options.onSettled?.();
  }
  if (signal?.aborted) abort();
  else signal?.addEventListener('abort', abort, { once: true });

  type Controller = ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;
  function send(controller: Controller, batch: Batch): void | Promise<void> {
    if (isSettled) return;
    const wasOver = transcript.isOver;
    const text = transcript.write(batch);
    if (text !== '') controller.enqueue(bytes.encode(text));
    if (!wasOver && transcript.isOver) options.onOver?.();
    if (hasLostItsReader(batch, wasOver, transcript.isOver)) reader.close();
    if (batch.state !== 'open') {
      settle();
      return controller.close();
    }
    // Without an enqueue the stream would not ask again, so silence after the last event is waited out here.
    if (text === '') return pull(controller);
  }
  const pull = (controller: Controller): Promise<void> =>
    reader.read().then((batch) => send(controller, batch));

  return new ReadableStream(
    {
      pull,
      cancel() {
        const hasLeft = !transcript.isOver;
        settle();
        if (hasLeft) options.onLeave?.();
        reader.close();
      },
    },
    { highWaterMark: 0 },
  );
}

/** A source may tidy up after its last event, but has nothing more to say, nor after an event that cannot be sent. */
function hasLostItsReader({ events }: Batch, wasOver: boolean, isOver: boolean): boolean {
  return wasOver ? events.length > 0 : isOver && !events.some(isTerminal);
}

/**
 * Opens a source. Types promise that it is one, but a `run` in plain JavaScript may forget to return.
 * @throws {ServerError} `invalid-source`
 */
export function iterate(source: EventSource): EventIterator {
  if (typeof source === 'object' && source !== null) {
    if (Symbol.asyncIterator in source && typeof source[Symbol.asyncIterator] === 'function') {
      return source[Symbol.asyncIterator]();
    }
    if (Symbol.iterator in source && typeof source[Symbol.iterator] === 'function') {
      return source[Symbol.iterator]();
    }
  }
  throw new ServerError(
    'invalid-source',
    500,
    `The source of a stream is ${kindOf(source)}, which \`for await\` cannot read. Give it an async generator of events ` +
      "or an agent's response: call a generator function, await a promise, return from run.",
  );
}
