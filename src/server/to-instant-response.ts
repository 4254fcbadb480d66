// In: events. Out: a web-standard Response that streams them.
// Sets what keeps proxies from buffering, and nothing that belongs to one hop.
// Knows nothing of requests, schemas or agents.

import { kindOf } from '../internal/kind-of.js';
import { reportUncaught } from '../internal/report-error.js';
import {
  checkCallback,
  checkDuration,
  checkOptions,
  checkSignal,
  invalidOption,
  MAX_DELAY_MS,
} from './check-option.js';
import { createEventBody, type EventSource } from './event-body.js';
import { NOTATIONS, type StreamFormat } from './transcript.js';

/** How a stream is paced and watched. All durations are milliseconds. */
export interface StreamOptions {
  /**
   * Shortest time between two frames: after a pause of that length events leave with the tick they came in, sooner they
   * are collected. The last event never waits.
   * @default 10
   */
  readonly flushMs?: number;
  /**
   * After how much silence a comment is sent, so that proxies keep the connection; `Infinity` for never.
   * @default 15000
   */
  readonly heartbeatMs?: number;
  /**
   * Told the real error when a reader is told only its code, or `internal`. Its `cause` can hold prompts: see "What the
   * log gets" in the guide to the route.
   * @default reportError, or console.error where there is none
   */
  readonly onError?: (error: unknown) => void;
}

/** Options of {@link toInstantResponse}. */
export interface InstantResponseOptions extends StreamOptions {
  /** Leaves the source when aborted. Readers are told `stopped`, or `timeout` when the reason is a time limit. */
  readonly signal?: AbortSignal | undefined;
  /** Added to the response; cannot replace the content type or the headers that prevent buffering. */
  readonly headers?: HeadersInit;
  /**
   * `sse`: server-sent events; `ndjson`: a frame per line.
   * @default 'sse'
   */
  readonly format?: StreamFormat;
}

/**
 * Streams events as a `Response`: one server-sent message per flush, a comment while the source is silent, exactly one
 * last event (`end`, or `error` with a masked message). Nothing is taken from the source before the body is read, a slow
 * reader slows the source, and a reader that leaves calls the source's `return()` once.
 *
 * @throws {ServerError} `invalid-option` at once, for whatever an option does not take; `invalid-source` for events that
 * cannot be read with `for await`.
 * @example
 * async function* answer() {
 *   yield { type: 'done', path: 'title', value: 'Hello' } as const;
 * }
 * const response = toInstantResponse(answer(), { flushMs: 0 });
 * response.headers.get('content-type'); // 'text/event-stream; charset=utf-8'
 */
export function toInstantResponse(
  events: EventSource,
  options: InstantResponseOptions = {},
): Response {
  checkOptions('toInstantResponse', options, [...STREAM_OPTIONS, 'signal', 'headers', 'format']);
  const { format = 'sse', signal, headers: added } = options;
  if (!Object.hasOwn(NOTATIONS, format)) {
    throw invalidOption('format', "'sse' or 'ndjson'", kindOf(format));
  }
  checkSignal(signal);
  const headers = streamHeaders(format, added);
  return new Response(createEventBody(events, { ...pacing(options), format, signal }), { headers });
}

/** The names of {@link StreamOptions}. */
export const STREAM_OPTIONS: readonly string[] = ['flushMs', 'heartbeatMs', 'onError'];

export function streamHeaders(format: StreamFormat, added?: HeadersInit): Headers {
  const headers = new Headers(added);
  headers.set('content-type', NOTATIONS[format].contentType);
  headers.set('cache-control', 'no-cache, no-transform');
  headers.set('x-accel-buffering', 'no');
  return headers;
}

/** The stream's options with their defaults, checked. */
export function pacing(options: StreamOptions) {
  const { flushMs = 10, heartbeatMs = 15_000, onError = reportUncaught } = options;
  checkCallback('onError', onError);
  return {
    flushMs: checkDuration('flushMs', flushMs, 0, MAX_DELAY_MS),
    heartbeatMs: checkDuration('heartbeatMs', heartbeatMs, 1),
    onError: guarded(onError),
  };
}

/** An `onError` that throws must not take the answer with it. */
function guarded(onError: (error: unknown) => void): (error: unknown) => void {
  return (error) => {
    try {
      onError(error);
    } catch (thrown) {
      reportUncaught(thrown);
    }
  };
}
