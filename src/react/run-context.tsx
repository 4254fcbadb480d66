'use client';
// In: a stream. Out: its run, for every field below, without a prop on each.
// The context's value is the run, which never changes while it streams: providing renders nothing again.
// Knows nothing of fields.

import { createContext, useContext } from 'react';
import type { ReactNode } from 'react';
import type { InstantRun } from '../client/index.js';
import { InstantReactError } from './error.js';

/** Anything with a run: what `useInstantStream` returns, or `{ run: createInstantRun(…) }`. */
export interface StreamSource<T = unknown> {
  readonly run: InstantRun<T, never>;
}

const RunContext = createContext<InstantRun<unknown, never> | undefined>(undefined);

export interface InstantStreamProviderProps {
  /** What `useInstantStream` returned. */
  readonly stream: StreamSource;
  readonly children?: ReactNode;
}

/**
 * Gives every field below it the stream to read. Renders no element, and does not render again while fields arrive.
 *
 * @example
 * ```tsx
 * export function Answer() {
 *   const answer = useInstantStream({ api: '/api/answer' });
 *   return (
 *     <InstantStreamProvider stream={answer}>
 *       <StructuredField path="title" as="h1" />
 *     </InstantStreamProvider>
 *   );
 * }
 * ```
 */
export function InstantStreamProvider({ stream, children }: InstantStreamProviderProps): ReactNode {
  // `.Provider`, because React 18 cannot render a context itself.
  return <RunContext.Provider value={stream.run}>{children}</RunContext.Provider>;
}

/**
 * Returns the run of a stream, or else of the nearest `InstantStreamProvider`: for components of your own that take a
 * `stream` as the ones here do. Reading the run subscribes to nothing; `useFieldPart` does.
 *
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @example
 * ```tsx
 * import type { StreamSource } from 'fieldwise/react';
 *
 * export function Stop({ stream }: { stream?: StreamSource }) {
 *   return <button onClick={useRun(stream).stop}>Stop</button>;
 * }
 * ```
 */
export function useRun(stream?: StreamSource): InstantRun<unknown, never> {
  const provided = useContext(RunContext);
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
