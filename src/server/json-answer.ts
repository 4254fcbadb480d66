// In: events. Out: one JSON body with the finished value, for clients that do not stream.
// The value is what a streaming reader would have in the end, validated when there is a schema for it.
// Knows nothing of requests or Accept headers.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import {
  asWritten,
  createSnapshot,
  reduceInstant,
  reduceInstants,
  type InstantSnapshot,
} from '../protocol/index.js';
import { createBatchReader } from './batch-reader.js';
import { failureOf, ServerError, statusOfCode, toErrorResponse, toJsonResponse } from './error.js';
import { iterate, type EventSource } from './event-body.js';
import { createOpenValues, endOf } from './open-values.js';

export interface JsonAnswerOptions {
  readonly schema: StandardSchemaV1 | undefined;
  readonly signal: AbortSignal;
  readonly onError: (error: unknown) => void;
}

export async function toJsonAnswer(
  source: EventSource,
  options: JsonAnswerOptions,
): Promise<Response> {
  try {
    const snapshot = await readToEnd(source, options);
    if (snapshot.error) {
      return toJsonResponse({ error: snapshot.error }, statusOfCode(snapshot.error.code));
    }
    // Whoever stopped it knows, so it is nobody's news.
    if (snapshot.outcome === 'stopped') return toErrorResponse(stopped());
    if (snapshot.outcome !== 'complete') throw truncated();
    return toJsonResponse({ data: await validate(snapshot.value, options.schema) }, 200);
  } catch (error) {
    options.onError(error);
    return toErrorResponse(error);
  }
}

async function readToEnd(
  source: EventSource,
  { signal, schema, onError }: JsonAnswerOptions,
): Promise<InstantSnapshot> {
  const reader = createBatchReader(iterate(source), { flushMs: 0, heartbeatMs: Infinity });
  const abort = () => reader.close(failureOf(signal));
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  try {
    let snapshot = createSnapshot();
    const open = createOpenValues();
    for (;;) {
      const { events, state, error } = await reader.read();
      const isOver = hasEnded(snapshot);
      if (!isOver) {
        // This route's schema is asked about what was written, not about what another made of it.
        snapshot = reduceInstants(snapshot, schema === undefined ? events : asWritten(events));
        open.add(events);
      } else if (events.length > 0) reader.close();
      if (state === 'open') continue;
      if (state !== 'failed') {
        return hasEnded(snapshot) ? snapshot : reduceInstant(snapshot, endOf(state, open.paths));
      }
      if (!isOver) throw error;
      onError(error);
      return snapshot;
    }
  } finally {
    signal.removeEventListener('abort', abort);
    reader.close();
  }
}

function hasEnded({ outcome, error }: InstantSnapshot): boolean {
  return outcome !== undefined || error !== undefined;
}

async function validate(value: unknown, schema: StandardSchemaV1 | undefined): Promise<unknown> {
  if (schema === undefined && value !== undefined) return value;
  if (schema === undefined) {
    throw new ServerError(
      'invalid-output',
      502,
      "The run ended without a value to answer with. Yield one, if only { type: 'done', path: '', value: null }.",
    );
  }
  const result = await schema['~standard'].validate(value);
  if (result.issues === undefined) return result.value;
  throw new ServerError(
    'invalid-output',
    502,
    'The answer does not fit the output schema of this route. The issues say where.',
    {
      issues: result.issues,
    },
  );
}

function truncated(): ServerError {
  return new ServerError(
    'truncated',
    502,
    'The answer was cut off before its end. Ask for less, or allow the model a longer answer.',
  );
}

function stopped(): ServerError {
  return new ServerError('stopped', 502, 'The answer was stopped before its end. Ask again.');
}
