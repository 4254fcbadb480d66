// In: a URL that streams JSON, and how to ask it. Out: a transport over fetch.
// The other side need not know Fieldwise: an AI SDK route, a proxy in front of a model, any endpoint that writes JSON.
// Knows nothing of runs or React.

import { checkNames } from '../internal/usage-error.js';
import {
  checkRequest,
  FETCH_OPTIONS,
  postInput,
  type FetchTransportOptions,
} from './post-input.js';
import { READING_OPTIONS, readTextStream, type ReadTextStreamOptions } from './read-text-stream.js';
import type { InstantTransport } from './transport.js';
import { wireCallbacks } from './wire-fact.js';

/** Options of {@link createTextTransport}: how to ask, and how to read what comes. */
export interface TextTransportOptions<Input = unknown>
  extends FetchTransportOptions<Input>, Omit<ReadTextStreamOptions, 'signal'> {}

/**
 * Creates a transport that posts the input as JSON to any endpoint that streams one JSON answer: one that AI SDK's
 * `useObject` asks, as it is; an AI SDK UI message stream; a Fieldwise route. The response says which it is. The text is
 * parsed here, in the client.
 *
 * @throws {UsageError} `invalid-option`
 * @example
 * const transport = createTextTransport<{ topic: string }>({ api: '/api/object', credentials: 'include' });
 * typeof transport.open; // 'function'
 */
export function createTextTransport<Input = unknown>(
  options: TextTransportOptions<Input>,
): InstantTransport<Input> {
  checkRequest(options);
  checkNames('options', options, [...FETCH_OPTIONS, ...READING_OPTIONS]);
  return {
    async open(request) {
      const response = await postInput(options, request, 'text/event-stream, */*');
      const { signal, onWire } = request;
      return readTextStream(response, { ...options, ...wireCallbacks(options, onWire), signal });
    },
  };
}
