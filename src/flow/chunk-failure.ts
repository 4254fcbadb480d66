// In: what a chunk threw. Out: a failure that names the chunk, and the scope that it ran in failed by it.
// Knows nothing of who hears of it.

import { FlowError } from './error.js';
import type { Scope } from './scope.js';

/** Fails what the chunk ran in. What is not wanted any more was ended from outside, where it is known. */
export function failIn(scope: Scope, chunk: string, error: unknown): void {
  if (scope.reason === undefined) scope.fail(asFailure(chunk, error));
}

/** A failure keeps the name of the chunk it began in, however many emitters it passes. */
export function asFailure(chunk: string, error: unknown): Error {
  if (
    error instanceof FlowError &&
    (error.code === 'chunk-failed' || error.code === 'stray-signal')
  )
    return error;
  const what = error instanceof FlowError ? ` ${error.message}` : ' See `cause`.';
  return new FlowError('chunk-failed', `The chunk ${JSON.stringify(chunk)} failed.${what}`, {
    chunk,
    cause: error,
  });
}
