'use client';
// In: a stream. Out: its run, for every field below, without a prop on each.
// What it provides never changes while the run streams: providing renders nothing again.
// Knows nothing of fields.

import { useContext, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { InstantRun } from '../client/index.js';
import { runOf, StreamContext, wholeRun, type StreamSource } from './stream-context.js';

export type { SourceRun, StreamSource } from './stream-context.js';

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
  const run = wholeRun(stream);
  const { follow } = useContext(StreamContext);
  const surroundings = useMemo(() => ({ run, follow }), [run, follow]);
  // `.Provider`, because React 18 cannot render a context itself.
  return <StreamContext.Provider value={surroundings}>{children}</StreamContext.Provider>;
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
  return runOf(stream, useContext(StreamContext));
}
