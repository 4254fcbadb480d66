// In: a URL and how to ask it. Out: a transport over fetch.
// Headers and body are worked out anew for every request, so nothing in them can be stale.
// Knows nothing of runs or React.

import { isContainer } from '../internal/own.js';
import { checkKinds } from '../internal/usage-error.js';
import { toClientError } from './error.js';
import { readInstantStream } from './read-instant-stream.js';
import type { InstantTransport, TransportRequest } from './transport.js';

/** Options of {@link createFetchTransport}. */
export interface FetchTransportOptions<Input = unknown> {
  /** The route's URL. */
  readonly api: string | URL;
  /** Added to the request's own `content-type` and `accept`; a function is called for every request. */
  readonly headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>);
  readonly credentials?: RequestCredentials;
  /**
   * Used instead of the global `fetch`: React Native, an instrumented client, a route called in process.
   * @default globalThis.fetch, looked up at every request
   */
  readonly fetch?: typeof globalThis.fetch;
  /** Properties sent beside those of the input, or a function that makes the whole JSON body of it. */
  readonly body?: Readonly<Record<string, unknown>> | ((input: Input) => unknown);
}

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
  checkKinds({ options }, 'object');
  const { api, headers, body, fetch, credentials } = options;
  // Passed on, they would fail as if the network had.
  checkKinds({ api }, 'string', 'object');
  checkKinds({ headers, body }, 'object', 'function', 'undefined');
  checkKinds({ fetch }, 'function', 'undefined');
  checkKinds({ credentials }, 'string', 'undefined');
  return {
    async open(request) {
      const [headers, body] = await Promise.all([headersOf(options), bodyOf(options, request)]);
      request.signal.throwIfAborted();
      const response = await ask(options, {
        method: 'POST',
        headers,
        body,
        signal: request.signal,
      });
      return readInstantStream(response, { signal: request.signal });
    },
  };
}

async function ask<Input>(
  { api, credentials, fetch = globalThis.fetch }: FetchTransportOptions<Input>,
  init: RequestInit & { readonly signal: AbortSignal },
): Promise<Response> {
  try {
    return await fetch(api, credentials === undefined ? init : { ...init, credentials });
  } catch (error) {
    init.signal.throwIfAborted();
    throw toClientError(error);
  }
}

async function headersOf<Input>({ headers }: FetchTransportOptions<Input>): Promise<Headers> {
  const all = new Headers({ 'content-type': 'application/json', accept: 'text/event-stream' });
  const added = new Headers(typeof headers === 'function' ? await headers() : headers);
  for (const [name, value] of added) all.set(name, value);
  return all;
}

async function bodyOf<Input>(
  { body }: FetchTransportOptions<Input>,
  { input }: TransportRequest<Input>,
): Promise<string | null> {
  const value = typeof body === 'function' ? await body(input) : withExtras(input, body);
  return JSON.stringify(value) ?? null;
}

/** Only an object has room for properties beside its own; any other input is sent alone. */
function withExtras(
  input: unknown,
  extras: Readonly<Record<string, unknown>> | undefined,
): unknown {
  const hasRoom = isContainer(input) && !Array.isArray(input);
  return extras !== undefined && hasRoom ? { ...extras, ...input } : input;
}
