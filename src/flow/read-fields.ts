// In: a source of events, and the fields that matter. Out: each of them handed on once it is complete, one at a time.
// The source is left at once when nobody wants the fields any more, even while it is silent.
// Knows nothing of what becomes of a field.

import { reportUncaught } from '../internal/report-error.js';
import { tagOf } from '../internal/usage-error.js';
import type { InstantEvent } from '../protocol/index.js';
import { CompletedFields, type FieldNews } from './completed-fields.js';
import { FlowError } from './error.js';
import type { FieldSource } from './field-types.js';

export interface ReadFieldsOptions {
  readonly source: FieldSource<InstantEvent>;
  /** Paths and patterns. */
  readonly patterns: readonly string[];
  readonly signal: AbortSignal;
  /** The source is read on when this is done. */
  readonly take: (news: FieldNews) => Promise<void> | void;
}

/** @throws {FlowError} `invalid-source` for what has no events, `source-failed` */
export async function readFields(options: ReadFieldsOptions): Promise<void> {
  const { source, patterns, signal, take } = options;
  const fields = new CompletedFields(patterns);
  const iterator = open(source);
  let isOver = false;
  try {
    while (!isOver) {
      signal.throwIfAborted();
      const step = await unlessAborted(pull(iterator), signal);
      isOver = step.done === true;
      for (const news of fields.read(step.done === true ? null : step.value)) await take(news);
    }
  } finally {
    if (!isOver) leave(iterator);
  }
}

function open(source: FieldSource<InstantEvent>): AsyncIterator<InstantEvent> {
  if (typeof source === 'object' && source !== null) {
    if (Symbol.asyncIterator in source) return source[Symbol.asyncIterator]();
    if ('getAsyncGenerator' in source) {
      return source.getAsyncGenerator({ type: 'instant' })[Symbol.asyncIterator]();
    }
  }
  throw new FlowError(
    'invalid-source',
    `Fields are read from the events of an answer or a response that has them: got ${tagOf(source)}. ` +
      'Pass what getResponse() returned, or any async iterable of events.',
  );
}

async function pull(
  iterator: AsyncIterator<InstantEvent>,
): Promise<IteratorResult<InstantEvent, unknown>> {
  let step;
  try {
    step = await iterator.next();
  } catch (error) {
    throw new FlowError('source-failed', 'The source of the fields failed. See `cause`.', {
      cause: error,
    });
  }
  if (step.done !== true && step.value.type === 'error') {
    const { code, message } = step.value;
    throw new FlowError(
      'source-failed',
      `The source of the fields failed with ${code}: ${message}`,
    );
  }
  return step;
}

/** A race whose loser leaves nothing behind: a signal may outlive a million events. */
function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    const settle = <Given>(go: (given: Given) => void) => {
      return (given: Given) => {
        signal.removeEventListener('abort', onAbort);
        go(given);
      };
    };
    promise.then(settle(resolve), settle(reject));
  });
}

/** A source that fails while it is left has nobody to tell but the platform. */
function leave(iterator: AsyncIterator<InstantEvent>): void {
  Promise.resolve(iterator.return?.()).catch(reportUncaught);
}
