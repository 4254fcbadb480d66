// In: a source of events. Out: each of them handed on, and no sooner the next.
// The source is left at once when nobody wants it any more, even while it is silent.
// Knows nothing of what becomes of an event.

import { reportUncaught } from '../internal/report-error.js';
import { tagOf } from '../internal/usage-error.js';
import type { EndEvent, InstantEvent } from '../protocol/index.js';
import { FlowError } from './error.js';
import type { FieldSource } from './field-types.js';
import type { Engine } from './engine.js';
import type { Scope } from './scope.js';

export interface ReadSourceOptions {
  readonly engine: Pick<Engine, 'takeTurn' | 'iterators'>;
  readonly source: FieldSource<InstantEvent>;
  /** What it is read as a part of. */
  readonly scope: Pick<Scope, 'reason' | 'whenAborted'>;
  /** An answer that was cut off, or stopped, is as good as a whole one. */
  readonly acceptPartial: boolean;
  /** Takes an event, or `null` when the source is over. The source is read on when this is done. */
  readonly take: (event: InstantEvent | null) => Promise<void> | void;
}

/** @throws {FlowError} `invalid-source` for what has no events, or gave them before, `source-failed`, `truncated-output`, `stopped` */
export async function readSource({
  engine,
  source,
  scope,
  acceptPartial,
  take,
}: ReadSourceOptions): Promise<void> {
  const iterator = openOnce(source, engine.iterators);
  let isOver = false;
  let end: EndEvent | undefined;
  try {
    while (!isOver) {
      if (scope.reason !== undefined) throw scope.reason;
      const step = await unlessAborted(pull(iterator), scope);
      isOver = step.done === true;
      const event = step.done === true ? null : step.value;
      const busy = take(event);
      if (busy !== undefined) await unlessAborted(busy, scope);
      // What always has more to read must not keep a timeout from firing.
      const turn = engine.takeTurn();
      if (turn !== undefined) await turn;
      if (event?.type === 'error') throw toldFailure(event);
      if (event?.type === 'end') end = event;
      else if (event?.type === 'attempt') end = undefined;
    }
    if (end !== undefined && end.outcome !== 'complete' && !acceptPartial) throw cutOff(end);
  } finally {
    if (!isOver) leave(iterator);
  }
}

/** Two readers of one iterator would each get a part of the events, and the later one nothing, without a word. */
function openOnce(
  source: FieldSource<InstantEvent>,
  known: WeakSet<object>,
): AsyncIterator<InstantEvent> {
  const iterator = open(source);
  if (known.has(iterator)) {
    throw new FlowError(
      'invalid-source',
      `Fields are read from a source that was read before: got ${tagOf(source)}, which gives its events once. ` +
        'Pass what getResponse() returned, which has them for every reader.',
    );
  }
  known.add(iterator);
  return iterator;
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
  try {
    return await iterator.next();
  } catch (error) {
    throw new FlowError('source-failed', 'The source of the fields failed. See `cause`.', {
      cause: error,
    });
  }
}

function toldFailure({
  code,
  message,
}: Extract<InstantEvent, { readonly type: 'error' }>): FlowError {
  return new FlowError('source-failed', `The source of the fields failed with ${code}: ${message}`);
}

function cutOff({ outcome, incomplete }: EndEvent): FlowError {
  const open = incomplete.at(-1);
  const where = open === undefined || open === '' ? '' : ` inside ${open}`;
  const next =
    'What was complete has been sent. Pass { acceptPartial: true } where that is enough.';
  return outcome === 'stopped'
    ? new FlowError('stopped', `The answer was stopped${where}. ${next}`)
    : new FlowError('truncated-output', `The answer was cut off${where}. ${next}`);
}

/** A race whose loser leaves nothing behind: a scope may outlive a million events. */
export function unlessAborted<Value>(
  promise: Promise<Value>,
  scope: ReadSourceOptions['scope'],
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const forget = scope.whenAborted(() => reject(scope.reason));
    const settle = <Given>(go: (given: Given) => void) => {
      return (given: Given) => {
        forget();
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
