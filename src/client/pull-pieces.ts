// In: a source of pieces that someone else owns, and a signal. Out: its pieces, one at a time, none before it is asked for.
// Leaving the source ends it, also while it is silent and whether or not it heeds the signal.
// Knows nothing of what a piece is.

import { kindOf } from '../internal/kind-of.js';
import { InstantClientError } from './error.js';

/** Anything that gives pieces one after the other. */
export type Pieces<Piece> = AsyncIterable<Piece> | Iterable<Piece> | ReadableStream<Piece>;

interface Puller<Piece> {
  readonly next: () => MaybePromise<IteratorResult<Piece, unknown>>;
  readonly leave: () => MaybePromise<unknown>;
}

type MaybePromise<V> = V | PromiseLike<V>;

/**
 * @throws {InstantClientError} `invalid-source`; the signal's reason; and what `toError` makes of what the source throws.
 */
export async function* pullPieces<Piece>(
  source: Pieces<Piece>,
  signal: AbortSignal,
  toError: (cause: unknown) => unknown,
): AsyncGenerator<Piece, void, undefined> {
  const puller = openPuller(source, toError);
  let isOver = false;
  let giveUp = () => {};
  const abort = () => {
    // In this order: a cancelled stream would end the pending read as if it were over.
    giveUp();
    void leave(puller);
  };
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await new Promise<IteratorResult<Piece, unknown>>(
        (resolve, reject) => {
          giveUp = () => reject(signal.reason);
          // Not resolved with the promise itself: that would bind it to a source that may never answer.
          void ask(puller).then(resolve, reject);
        },
      );
      if (done === true) {
        isOver = true;
        return;
      }
      yield value;
    }
  } catch (cause) {
    isOver = true;
    signal.throwIfAborted();
    throw toError(cause);
  } finally {
    signal.removeEventListener('abort', abort);
    if (!isOver) void leave(puller);
  }
}

/** What is thrown at once and what is rejected later are the same here. */
async function ask<Piece>({ next }: Puller<Piece>): Promise<IteratorResult<Piece, unknown>> {
  return next();
}

async function leave<Piece>(puller: Puller<Piece>): Promise<void> {
  try {
    await puller.leave();
  } catch {
    // Nobody waits for this source any more.
  }
}

function openPuller<Piece>(
  source: Pieces<Piece>,
  toError: (cause: unknown) => unknown,
): Puller<Piece> {
  try {
    return pullerOf(source);
  } catch (cause) {
    throw toError(cause);
  }
}

function pullerOf<Piece>(source: Pieces<Piece>): Puller<Piece> {
  // A stream is cancelled by its reader even while a read is pending; its iterator would wait for that read.
  if (isStream(source)) {
    const reader = source.getReader();
    return { next: () => reader.read(), leave: () => reader.cancel() };
  }
  const iterator = iteratorOf(source);
  return { next: () => iterator.next(), leave: () => iterator.return?.() };
}

function isStream<Piece>(source: Pieces<Piece>): source is ReadableStream<Piece> {
  return 'getReader' in Object(source);
}

/** Types promise a source, but a function in plain JavaScript may forget to return one. */
function iteratorOf<Piece>(
  source: AsyncIterable<Piece> | Iterable<Piece>,
): AsyncIterator<Piece, unknown> | Iterator<Piece, unknown> {
  // An object of its own for what is none, so that it can be asked.
  const owner = Object(source) as Partial<AsyncIterable<Piece> & Iterable<Piece>>;
  const iterator = owner[Symbol.asyncIterator]?.() ?? owner[Symbol.iterator]?.();
  if (iterator !== undefined) return iterator;
  throw new InstantClientError(
    'usage',
    'invalid-source',
    `The source of an answer is ${kindOf(source)}, which \`for await\` cannot read. Return an async generator, a ` +
      'stream, a list or a Response: call a generator function, return from an arrow function with braces.',
  );
}
