// In: what to run, and the schemas of what goes in and comes out. Out: route handlers for web-standard requests.
// A refused request starts nothing; a started run ends with its reader, its time limit or itself.
// Knows nothing of agents or frameworks.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import { turnAway, type Authorize } from './admit.js';
import {
  checkCallback,
  checkDuration,
  checkOptions,
  checkOrigins,
  checkSchema,
  checkSize,
  invalidOption,
} from './check-option.js';
import { kindOf } from '../internal/kind-of.js';
import { createBatchReader } from './batch-reader.js';
import { ServerError, toErrorResponse } from './error.js';
import { createEventBody, iterate, type EventSource } from './event-body.js';
import { toJsonAnswer } from './json-answer.js';
import { createLifetime, untilAborted, type Lifetime } from './lifetime.js';
import { negotiate } from './negotiate.js';
import { readInput } from './read-input.js';
import { readPath } from './read-path.js';
import type { InstantRoute } from './route-types.js';
import {
  pacing,
  STREAM_OPTIONS,
  streamHeaders,
  type StreamOptions,
} from './to-instant-response.js';

/** What a run is given. */
export interface RunContext<Input> {
  /** The body, as the input schema returns it. */
  readonly input: Input;
  /**
   * The one field a client asks for anew, as `items[0].title`; `undefined` when it wants the whole answer. The client takes
   * only that field, so nothing else need be made; the whole answer will do, too. It is what the client wrote: compare it
   * with the paths you know before you put it into a prompt.
   */
  readonly path: string | undefined;
  /** Aborted when the client leaves or time is up. Pass it on to whatever costs money. */
  readonly signal: AbortSignal;
  /** The request, for its headers and URL. Its body has been read. */
  readonly request: Request;
}

/** Options of {@link createInstantRoute}. */
export interface InstantRouteOptions<
  In extends StandardSchemaV1 = StandardSchemaV1,
  Out extends StandardSchemaV1 = StandardSchemaV1,
> extends StreamOptions {
  /** Schema of the body: zod, or any Standard Schema. Without it any JSON value, or no body, is accepted. */
  readonly input?: In;
  /** Schema of the answer. Types the route for its clients, and validates answers given as one JSON body. */
  readonly output?: Out;
  /** Makes the answer: an async generator of events, or anything that iterates over them. */
  readonly run: (
    context: RunContext<StandardSchemaV1.InferOutput<In>>,
  ) => EventSource | Promise<EventSource>;
  /** Who may ask. Gets the request before its body is read; clone it to read the body. */
  readonly authorize?: Authorize;
  /**
   * Origins of other sites whose pages may ask, as browsers write them (`https://app.example.com`); `'*'` for all.
   * @default [] (the same host, and clients that send no Origin)
   */
  readonly allowedOrigins?: readonly string[];
  /**
   * Longest body accepted, in bytes.
   * @default 262144
   */
  readonly maxBodyBytes?: number;
  /**
   * Longest time from request to last event, in milliseconds; `Infinity` for no limit.
   * @default 300000
   */
  readonly timeoutMs?: number;
}

/** A run that was started, and the form its answer is to have. */
interface Begun {
  readonly source: EventSource;
  readonly format: ReturnType<typeof negotiate>;
}

/**
 * Creates route handlers that run something and stream its events. `POST` takes the input as JSON and answers with
 * server-sent events; with NDJSON for `Accept: application/x-ndjson`; with one body `{ data }` for
 * `Accept: application/json`. Refusals are JSON `{ error: { code, message, issues? } }`: 400 `invalid-json`,
 * 401 `unauthorized`, 403 `forbidden-origin`, 406 `not-acceptable`, 413 `body-too-large`, 415 `unsupported-media-type`,
 * 422 `invalid-input`.
 * A failure after the first byte arrives as an `error` event; only codes and messages of Fieldwise's own errors are
 * shown, anything else is `internal` and goes to `onError`.
 *
 * @throws {ServerError} `invalid-option` at once, for whatever an option does not take.
 * @example
 * const { POST } = createInstantRoute({
 *   async *run() {
 *     yield { type: 'done', path: 'title', value: 'Hello' } as const;
 *   },
 * });
 * const request = new Request('http://localhost/api', { method: 'POST', headers: { accept: 'application/json' } });
 * const response = await POST(request);
 * await response.json(); // { data: { title: 'Hello' } }
 */
export function createInstantRoute<
  In extends StandardSchemaV1 = StandardSchemaV1,
  Out extends StandardSchemaV1 = StandardSchemaV1,
>(options: InstantRouteOptions<In, Out>): InstantRoute<In, Out> {
  checkRoute(options);
  const { authorize, allowedOrigins = [], input: schema, run } = options;
  const { maxBodyBytes = 262_144, timeoutMs = 300_000 } = options;
  checkOrigins('allowedOrigins', allowedOrigins);
  checkSize('maxBodyBytes', maxBodyBytes);
  checkDuration('timeoutMs', timeoutMs, 1);
  const pace = pacing(options);

  async function begin(request: Request, signal: AbortSignal): Promise<Response | Begun> {
    const refusal = await turnAway(request, { authorize, allowedOrigins });
    if (refusal !== undefined) return refusal;
    const format = negotiate(request.headers.get('accept'));
    const path = readPath(request.headers);
    const input = await readInput(request, { schema, maxBodyBytes, signal });
    signal.throwIfAborted();
    return { source: await run({ input, path, signal, request }), format };
  }

  function stream({ source, format }: Begun, lifetime: Lifetime) {
    const { signal, leave, release, settle } = lifetime;
    if (format === 'json') {
      return toJsonAnswer(source, { ...pace, signal, schema: options.output }).finally(settle);
    }
    const hooks = { signal, onLeave: leave, onOver: release, onSettled: settle };
    const body = createEventBody(source, { ...pace, ...hooks, format });
    return new Response(body, { headers: streamHeaders(format) });
  }

  const POST = async (request: Request): Promise<Response> => {
    const lifetime = createLifetime(request.signal, timeoutMs);
    const beginning = begin(request, lifetime.signal);
    let isOpened = false;
    try {
      const begun = await untilAborted(lifetime.signal, beginning);
      if (!(begun instanceof Response)) {
        isOpened = true;
        return await stream(begun, lifetime);
      }
      lifetime.settle();
      return begun;
    } catch (error) {
      lifetime.settle();
      // What failed is told once, below; a source that came too late is left, however it takes that.
      if (!isOpened) void beginning.then(abandon).catch(() => {});
      if (!lifetime.isLeft && !isRefusal(error)) pace.onError(error);
      return toErrorResponse(error);
    }
  };
  return { POST };
}

const ROUTE_OPTIONS = [
  ...STREAM_OPTIONS,
  'input',
  'output',
  'run',
  'authorize',
  'allowedOrigins',
  'maxBodyBytes',
  'timeoutMs',
];

/** Types promise all this, but plain JavaScript may pass anything. */
function checkRoute(
  options: Readonly<Partial<Record<'run' | 'authorize' | 'input' | 'output', unknown>>>,
): void {
  checkOptions('createInstantRoute', options, ROUTE_OPTIONS);
  const { run, authorize, input, output } = options;
  if (run === undefined) throw invalidOption('run', 'a function that returns events', kindOf(run));
  checkCallback('run', run);
  checkCallback('authorize', authorize);
  checkSchema('input', input);
  checkSchema('output', output);
}

/** A source that came after the request was given up. */
function abandon(begun: Response | Begun): void {
  if (begun instanceof Response) return;
  createBatchReader(iterate(begun.source), { flushMs: 0, heartbeatMs: Infinity }).close();
}

/** The client's mistake, which it is told in full; nobody else needs to hear of it. */
function isRefusal(error: unknown): boolean {
  return error instanceof ServerError && error.status < 500;
}
