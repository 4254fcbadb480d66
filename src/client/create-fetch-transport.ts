// In: a URL and how to ask it. Out: a transport over fetch.
// The other side is a Fieldwise route.
// Knows nothing of runs or React.

import { checkNames } from '../internal/usage-error.js';
import { fetchTransport } from './fetch-transport.js';
import { FETCH_OPTIONS, type FetchTransportOptions } from './post-input.js';
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
  const transport = fetchTransport(options);
  checkNames('options', options, FETCH_OPTIONS);
  return transport;
}
