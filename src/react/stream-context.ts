'use client';
// In: nothing. Out: what the components above a field have for it: the run to read, and how it is listened to here.
// One context for both: at every render React looks at the contexts of all that stand beside what renders.
// Knows nothing of fields, or of who provides what.

import { createContext } from 'react';
import type { InstantRun, RunSnapshot } from '../client/index.js';
import { check } from '../internal/usage-error.js';
import { InstantReactError } from './error.js';

/** Calls `listener` when the field has changed; returns the function that ends it. */
export type FollowField = (
  run: InstantRun<unknown, never>,
  path: string,
  listener: () => void,
) => () => void;

/**
 * A run of an answer that has all that `T` has, and may have more. Its fields are checked where they are read, not here:
 * what checks them by the whole answer's type is a run of that answer and of no other.
 */
export interface SourceRun<T = unknown> extends Omit<
  InstantRun<unknown, never>,
  'getSnapshot' | 'onEvent'
> {
  readonly getSnapshot: () => RunSnapshot<T>;
}

/**
 * Anything with a run: what `useInstantStream` returns, or `{ run: createInstantRun(…) }`. A source of an answer is one of
 * every answer that has less: a component that takes a `StreamSource<{ title: string }>` takes any stream with a title.
 */
export interface StreamSource<T = unknown> {
  readonly run: SourceRun<T>;
}

/** The answer of a source; of one source or another, one answer or another. */
export type SourceAnswer<S extends StreamSource> = S extends StreamSource<infer T> ? T : never;

export interface StreamSurroundings {
  readonly run: InstantRun<unknown, never> | undefined;
  /** At every flush, unless someone above says later. */
  readonly follow: FollowField;
}

export const StreamContext = createContext<StreamSurroundings>({
  run: undefined,
  follow: (run, path, listener) => run.subscribeField(path, listener),
});

/**
 * Every run has events; a source's type leaves them out, because those of each answer are typed by it alone.
 *
 * @throws {UsageError} `invalid-option`
 */
export function wholeRun(stream: StreamSource): InstantRun<unknown, never> {
  const run = stream?.run as InstantRun<unknown, never> | undefined;
  // A run is handed on in its place, or a stream that is not there yet.
  if (run === undefined) check(false, 'stream', 'a stream, or { run }', stream);
  return run as InstantRun<unknown, never>;
}

/** The run of a stream, or else of what is around. */
export function runOf(
  stream: StreamSource | undefined,
  { run: provided }: StreamSurroundings,
): InstantRun<unknown, never> {
  const run = stream ? wholeRun(stream) : provided;
  if (run === undefined) {
    throw new InstantReactError(
      'missing-provider',
      'A field has no stream to read: it got no stream and there is no InstantStreamProvider above it. ' +
        'Wrap it, <InstantStreamProvider stream={…}>, or use the stream’s own components, <report.Field />.',
    );
  }
  return run;
}
