'use client';
// In: the name of a lane. Out: its answer provided to every field inside, as another stream's provider does.
// Renders no element, and not again while the lane streams.
// Knows nothing of fields.

import type { ReactNode } from 'react';
import { InstantStreamProvider } from '../../react/index.js';
import { useLane, type UseLaneOptions } from './use-lane.js';

export interface LaneProps<T = unknown> extends UseLaneOptions<T> {
  readonly name: string;
  readonly children?: ReactNode;
}

/**
 * Gives every field inside the answer of one lane to read. Hooks about the flow work inside as they do outside.
 *
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @example
 * ```tsx
 * import { InstantStreamProvider, StructuredField } from 'fieldwise/react';
 *
 * export function Page() {
 *   return (
 *     <InstantStreamProvider stream={report}>
 *       <Lane name="plan">
 *         <StructuredField path="title" as="h2" pending="…" />
 *       </Lane>
 *     </InstantStreamProvider>
 *   );
 * }
 * ```
 */
export function Lane<T>({ name, children, ...options }: LaneProps<T>): ReactNode {
  return <InstantStreamProvider stream={useLane(name, options)}>{children}</InstantStreamProvider>;
}
