'use client';
// In: nothing. Out: what the components above a field have for it: the run to read, and how it is listened to here.
// One context for both: at every render React looks at the contexts of all that stand beside what renders.
// Knows nothing of fields, or of who provides what.

import { createContext } from 'react';
import type { InstantRun } from '../client/index.js';
import { InstantReactError } from './error.js';

/** Calls `listener` when the field has changed; returns the function that ends it. */
export type FollowField = (
  run: InstantRun<unknown, never>,
  path: string,
  listener: () => void,
) => () => void;

/** Anything with a run: what `useInstantStream` returns, or `{ run: createInstantRun(…) }`. */
export interface StreamSource<T = unknown> {
  readonly run: InstantRun<T, never>;
}

export interface StreamSurroundings {
  readonly run: InstantRun<unknown, never> | undefined;
  /** At every flush, unless someone above says later. */
  readonly follow: FollowField;
}

export const StreamContext = createContext<StreamSurroundings>({
  run: undefined,
  follow: (run, path, listener) => run.subscribeField(path, listener),
});

/** The run of a stream, or else of what is around. */
export function runOf(
  stream: StreamSource | undefined,
  { run: provided }: StreamSurroundings,
): InstantRun<unknown, never> {
  const run = stream?.run ?? provided;
  if (run === undefined) {
    throw new InstantReactError(
      'missing-provider',
      'A field has no stream to read: it got no stream and there is no InstantStreamProvider above it. ' +
        'Wrap it, <InstantStreamProvider stream={…}>, or use the stream’s own components, <report.Field />.',
    );
  }
  return run;
}
