// In: the Response of a Fieldwise route. Out: its events, as they arrive.
// A refusal, a foreign body or a body that closes too early is an error; an error event is an event.
// Knows nothing of runs, listeners or retries.

import { createFrameDecoder, type InstantEvent } from '../protocol/index.js';
import { checkKinds } from '../internal/usage-error.js';
import { InstantClientError } from './error.js';
import { inBatches } from './event-batches.js';
import { frameSplitterFor } from './frame-splitter.js';
import { toHttpError } from './http-error.js';
import { readBody, type ReadBytes, type Reading } from './read-body.js';
import type { WireCallbacks } from './wire-fact.js';

/** Options of {@link readInstantStream}. */
export interface ReadInstantStreamOptions extends Pick<WireCallbacks, 'onBytes'> {
  /** Stops reading and cancels the body; the generator throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads the events of a response, SSE or NDJSON, however its bytes are split. Ends after the last event (`end` or
 * `error`); leaving the loop earlier, or `return()` at any time, cancels the body. Needs nothing but `Response`, so it works in any runtime.
 *
 * @throws {InstantClientError} kind `http` (the server's code, or `http-error`) for a status that is not 2xx;
 * `not-a-stream` for a body of another type; `connection-lost` when the body closes without a last event.
 * @throws {FrameError} `invalid-frame`
 * @throws {InstantClientError} kind `usage`, `invalid-source`, for a response whose body was read already
 * @throws {UsageError} `invalid-option` for what is no response, such as the promise of one
 * @example
 * const response = new Response('data:[[""],"Hello",0,{"type":"end","outcome":"complete","incomplete":[]}]\n\n', {
 *   headers: { 'content-type': 'text/event-stream' },
 * });
 * for await (const event of readInstantStream(response)) {
 *   if (event.type === 'end') event.outcome; // 'complete'
 * }
 */
export function readInstantStream(
  response: Response,
  { signal, onBytes }: ReadInstantStreamOptions = {},
): AsyncGenerator<InstantEvent, void, undefined> {
  return inBatches(
    readBody(() => open(response, signal), { signal, onBytes }),
    signal,
  );
}

/** The events of one frame at a time. */
async function open(response: Response, signal: AbortSignal | undefined): Promise<Reading> {
  checkKinds({ response, 'response.headers': response?.headers }, 'object');
  checkKinds({ signal }, 'object', 'undefined');
  if (!response.ok) throw await toHttpError(response);
  const split = frameSplitterFor(response.headers.get('content-type'));
  const { body } = response;
  if (split === undefined || body === null) throw notAStream(response);
  checkUnread(response);
  const frames = createFrameDecoder();
  // Lazily, so that a bad frame keeps nothing back of those before it.
  const read: ReadBytes = function* (bytes) {
    if (bytes) for (const frame of split(bytes)) yield frames.decode(frame);
  };
  return { body, read };
}

/** @throws {InstantClientError} `invalid-source` */
export function checkUnread({ body, bodyUsed }: Response): void {
  if (!bodyUsed && body?.locked !== true) return;
  throw new InstantClientError(
    'usage',
    'invalid-source',
    'The body of the response was read already, or is being read. Read a response once, or `response.clone()` before.',
  );
}

export function notAStream(response: Response): InstantClientError {
  const type = response.headers.get('content-type') ?? 'no content type';
  void response.body?.cancel().catch(() => {});
  return new InstantClientError(
    'protocol',
    'not-a-stream',
    `The response is not a Fieldwise stream: got ${type.slice(0, 80)} with status ${response.status}. ` +
      'Check that the URL is a route made with createInstantRoute or toInstantResponse.',
    { status: response.status },
  );
}
