// In: a URL, how to ask it, and an input. Out: the response.
// Headers and body are worked out anew for every request, so nothing in them can be stale.
// Knows nothing of what the response says.

import { isContainer } from '../internal/own.js';
import { hasJson } from '../internal/kind-of.js';
import { checkKinds, tagOf, UsageError } from '../internal/usage-error.js';
import { toClientError } from './error.js';
import type { TransportRequest } from './transport.js';

/** How to ask a URL: options of {@link createFetchTransport} and {@link createTextTransport}. */
export interface FetchTransportOptions<Input = unknown> {
  /** The URL to post to. */
  readonly api: string | URL;
  /** Added to the request's own `content-type` and `accept`; a function is called for every request. */
  readonly headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>);
  readonly credentials?: RequestCredentials;
  /**
   * Used instead of the global `fetch`: React Native, an instrumented client, a route called in process.
   * @default globalThis.fetch, looked up at every request
   */
  readonly fetch?: typeof globalThis.fetch;
  /**
   * Properties sent beside those of the input, alone where that is `null` or left out; or a function that makes the whole
   * JSON body of it.
   */
  readonly body?: Readonly<Record<string, unknown>> | ((input: Input) => unknown);
}

/** The names of {@link FetchTransportOptions}. */
export const FETCH_OPTIONS: readonly (keyof FetchTransportOptions)[] = [
  'api',
  'headers',
  'credentials',
  'fetch',
  'body',
];

/** @throws {UsageError} `invalid-option` */
export function checkRequest<Input>(options: FetchTransportOptions<Input>): void {
  checkKinds({ options }, 'object');
  const { api, headers, body, fetch, credentials } = options;
  // Passed on, they would fail as if the network had.
  checkKinds({ api }, 'string', 'object');
  checkKinds({ headers }, 'object', 'list', 'function', 'undefined');
  checkKinds({ body }, 'object', 'function', 'undefined');
  checkKinds({ fetch }, 'function', 'undefined');
  checkKinds({ credentials }, 'string', 'undefined');
}

/**
 * @throws {InstantClientError} `connection-failed`; and the signal's reason
 * @throws {UsageError} `invalid-option` for an input that JSON has nothing of
 */
export async function postInput<Input>(
  options: FetchTransportOptions<Input>,
  request: TransportRequest<Input>,
  accept: string,
  method = 'POST',
): Promise<Response> {
  const { path, signal } = request;
  const [headers, body] = await Promise.all([headersOf(options, accept), bodyOf(options, request)]);
  // Beside the input and not in it: a schema of the route may be strict. Keys may be of any script, headers not.
  if (path) headers.set('fieldwise-path', encodeURIComponent(path));
  signal.throwIfAborted();
  const { api, credentials, fetch = globalThis.fetch } = options;
  const init = { method, headers, body, signal };
  try {
    return await fetch(api, credentials === undefined ? init : { ...init, credentials });
  } catch (error) {
    signal.throwIfAborted();
    throw toClientError(error);
  }
}

async function headersOf<Input>(
  { headers }: FetchTransportOptions<Input>,
  accept: string,
): Promise<Headers> {
  const all = new Headers({ 'content-type': 'application/json', accept });
  const added = new Headers(typeof headers === 'function' ? await headers() : headers);
  for (const [name, value] of added) all.set(name, value);
  return all;
}

async function bodyOf<Input>(
  { body }: FetchTransportOptions<Input>,
  { input }: TransportRequest<Input>,
): Promise<string | null> {
  const value = typeof body === 'function' ? await body(input) : withExtras(input, body);
  try {
    return JSON.stringify(value, refuseLost) ?? null;
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(
      'invalid-option',
      'The input cannot be sent: it cannot be written as JSON, as an object that is inside itself cannot. ' +
        'The cause says why. Leave that part out by `body`, as a function.',
      { cause },
    );
  }
}

/** Leaves every value as it is; one that would be lost on the way without a word is refused. */
function refuseLost(_: string, value: unknown): unknown {
  if (hasJson(value)) return value;
  throw new UsageError(
    'invalid-option',
    `The input cannot be sent: JSON has nothing of a ${tagOf(value)}. ` +
      'Make something of it by `body`, as a function, or send it by a `transport` of your own.',
  );
}

/** An object, and where there is no input, has room for properties beside it; any other input is sent alone. */
function withExtras(
  input: unknown,
  extras: Readonly<Record<string, unknown>> | undefined,
): unknown {
  const given = input ?? {};
  const hasRoom = isContainer(given) && !Array.isArray(given);
  return extras !== undefined && hasRoom ? { ...extras, ...given } : input;
}
