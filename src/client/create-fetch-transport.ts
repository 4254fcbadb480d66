// In: a URL and how to ask it. Out: a transport over fetch.
// The other side is a Fieldwise route.
// Knows nothing of runs or React.

import { checkRequest, postInput, type FetchTransportOptions } from './post-input.js';
import { readInstantStream } from './read-instant-stream.js';
import type { InstantTransport } from './transport.js';

/**
 * Creates a transport that posts the input as JSON to a Fieldwise route and reads the answer's events.
 *
 * @throws {UsageError} `invalid-option`
 * @example
 * const transport = createFetchTransport<{ topic: string }>({
 *   api: '/api/report',
 *   headers: async () => ({ authorization: `Bearer ${await Promise.resolve('token')}` }),
 * });
 * typeof transport.open; // 'function'
 */
export function createFetchTransport<Input = unknown>(
  options: FetchTransportOptions<Input>,
): InstantTransport<Input> {
  checkRequest(options);
  return {
    async open(request) {
      const response = await postInput(options, request, 'text/event-stream');
      return readInstantStream(response, { signal: request.signal });
    },
  };
}
