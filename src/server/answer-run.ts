// In: a source, its schema and its limits. Out: what is known of the answer, a word at every change, and hand-overs of it.
// Reads once, from the first one who asks to the end; leaves the source when nobody can want the rest.
// Knows nothing of promises or paths.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import { FieldwiseError } from '../internal/error.js';
import {
  createSnapshot,
  reduceInstants,
  type HandOver,
  type InstantEventInput,
} from '../protocol/index.js';
import { createBatchReader, isTerminal, type Batch } from './batch-reader.js';
import { failureOf, ServerError } from './error.js';
import type { AnswerState } from './field-promises.js';
import { createFrameLog } from './frame-log.js';
import { createLifetime } from './lifetime.js';
import { openPieces, type AnswerSource } from './open-pieces.js';
import { createOpenValues, endOf } from './open-values.js';
import { createTranscript } from './transcript.js';

export interface AnswerRunOptions {
  readonly schema: StandardSchemaV1 | undefined;
  readonly signal: AbortSignal | undefined;
  readonly timeoutMs: number;
  readonly flushMs: number;
  readonly heartbeatMs: number;
  readonly onError: (error: unknown) => void;
  /** True while somebody waits for a field. */
  readonly isAwaited: () => boolean;
  readonly onChange: () => void;
}

export interface AnswerRun {
  readonly state: AnswerState;
  /** Begins to read; does nothing the second time. */
  readonly begin: () => void;
  handOver<Input>(input: Input): HandOver<unknown, Input>;
  readonly cancel: () => void;
}

/** @throws {ServerError} `invalid-source` */
export function createAnswerRun(source: AnswerSource, options: AnswerRunOptions): AnswerRun {
  const { schema, signal, timeoutMs, onChange } = options;
  const pieces = openPieces(source, schema);
  const reader = createBatchReader(pieces.events, options);
  const log = createFrameLog(() => {
    if (log.readers === 0 && !options.isAwaited()) reader.close();
  });
  let isHandedOver = false;
  // Whoever waits for a field is told by its promise; only who reads frames is told less than there is.
  const transcript = createTranscript('ndjson', (error) => isHandedOver && options.onError(error));
  const open = createOpenValues();
  let state: AnswerState = { snapshot: createSnapshot(), end: undefined };
  let isBegun = false;

  /** Takes a batch; answers with the last event, or the error, when it is over. */
  function take({ events, state: reading, error }: Batch): unknown {
    const terminal = events.findIndex(isTerminal);
    const told = terminal === -1 ? events : events.slice(0, terminal);
    open.add(told);
    state = { ...state, snapshot: reduceInstants(state.snapshot, told) };
    if (terminal !== -1) return events[terminal];
    if (reading === 'open') return undefined;
    return reading === 'failed' ? error : endOf(reading, open.paths);
  }

  async function conclude(last: unknown): Promise<void> {
    let end: AnswerState['end'];
    try {
      const isWhole = isEvent(last) && last.type === 'end' && last.outcome === 'complete';
      end = isWhole
        ? { verdict: await pieces.judge(state.snapshot.value) }
        : { failure: toFailure(last) };
    } catch (cause) {
      end = { failure: toFailure(cause) };
    }
    state = { ...state, end };
    onChange();
  }

  async function read(): Promise<void> {
    const lifetime = createLifetime(signal ?? new AbortController().signal, timeoutMs);
    const abort = () => reader.close(failureOf(lifetime.signal));
    if (lifetime.signal.aborted) abort();
    else lifetime.signal.addEventListener('abort', abort, { once: true });
    let last: unknown;
    for (let reading: Batch['state'] = 'open'; reading === 'open';) {
      const batch = await reader.read();
      reading = batch.state;
      log.add(transcript.write(batch));
      // A source may tidy up after its last event; with more to say, it is left.
      if (last !== undefined) {
        if (batch.events.length > 0) reader.close();
        continue;
      }
      try {
        last = take(batch);
      } catch (error) {
        last = error;
        reader.close();
      }
      onChange();
      if (last === undefined) continue;
      log.end();
      lifetime.settle();
      await conclude(last);
    }
  }

  function begin(): void {
    if (isBegun) return;
    isBegun = true;
    signal?.removeEventListener('abort', begin);
    void read();
  }
  // A source that nobody reads is left, too.
  if (signal?.aborted === true) begin();
  else signal?.addEventListener('abort', begin, { once: true });

  return {
    get state() {
      return state;
    },
    begin,
    handOver(input) {
      begin();
      isHandedOver = true;
      return { id: crypto.randomUUID(), input, head: log.text, rest: log.rest() };
    },
    cancel() {
      begin();
      reader.close();
    },
  };
}

function isEvent(last: unknown): last is InstantEventInput {
  return typeof last === 'object' && last !== null && !(last instanceof Error) && 'type' in last;
}

/** Why an answer that is not whole is none. What this library threw says so itself. */
function toFailure(last: unknown): FieldwiseError {
  if (last instanceof FieldwiseError) return last;
  if (isEvent(last) && last.type === 'error') {
    const { code, message } = last;
    return sourceFailed(`The source of the answer gave it up with ${code}: ${message}`);
  }
  if (isEvent(last) && last.type === 'end') {
    return last.outcome === 'stopped'
      ? new ServerError('stopped', 502, 'The answer was stopped before its end. Ask again.')
      : new ServerError(
          'truncated',
          502,
          'The answer was cut off before its end. Ask for less, or allow the model a longer answer.',
        );
  }
  return sourceFailed('The source of the answer failed; its own error is the cause.', last);
}

function sourceFailed(message: string, cause?: unknown): ServerError {
  return new ServerError('source-failed', 502, message, cause === undefined ? {} : { cause });
}
