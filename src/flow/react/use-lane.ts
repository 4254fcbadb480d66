'use client';
// In: the name of a lane. Out: a stream of the answer in it, for every component and hook that takes a stream.
// Renders nothing while the lane streams: fields of it do.
// Knows nothing of fields.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import { useEffect, useMemo } from 'react';
import { check } from '../../internal/usage-error.js';
import type { FactSource } from '../../protocol/index.js';
import { useRun, type StreamSource } from '../../react/index.js';
import { findLane, type LaneRun } from './lane-run.js';
import {
  useBeside,
  useFlowRun,
  type FlowSourceOptions,
  type FlowStreamOptions,
  type PlainOptions,
} from './use-beside.js';

export interface UseLaneOptions<T = unknown> extends FlowStreamOptions {
  /**
   * What the answer in the lane looks like: it is checked field by field, as an answer of its own would be. The first schema
   * that a lane is given counts. Default: its type is yours to give, and nothing is checked.
   */
  readonly schema?: StandardSchemaV1<unknown, T> | undefined;
}

/** A lane of a flow, to be shown like any stream. */
export interface LaneSource<T = unknown> extends StreamSource<T> {
  readonly name: string;
}

/**
 * Returns the stream of one lane: pass it to `InstantStreamProvider`, to any `<Structured… stream>`, or to `useField`. It
 * is there before the lane begins, with all its fields pending; a component that comes late sees what an early one saw.
 * It follows the flow for as long as a component that called this is mounted.
 * A lane that begins anew is shown anew. One that never began is stopped when its flow has ended.
 *
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @throws {UsageError} `invalid-option`, `invalid-schema`
 * @example
 * ```tsx
 * import { StructuredText } from 'fieldwise/react';
 *
 * export function Draft() {
 *   const draft = useLane<{ text: string }>('draft', { stream: report });
 *   return <StructuredText stream={draft} path="text" as="p" />;
 * }
 * ```
 */
export function useLane<T = unknown>(name: string, options: UseLaneOptions<T> = {}): LaneSource<T> {
  check(typeof name === 'string', 'name', 'a string', name);
  // What is in the lane is the promise of whoever gives its type.
  return useLaneRun(name, options) as unknown as LaneSource<T>;
}

/** The lane of that name; none where there is no name. */
export function useLaneRun(
  name: string | undefined,
  { stream, schema }: UseLaneOptions,
): LaneRun | undefined {
  const run = useRun(stream);
  const lane = name === undefined ? undefined : findLane(run, name, schema);
  useEffect(() => lane?.adopt(schema), [lane, schema]);
  useEffect(() => lane?.hold(), [lane]);
  return lane;
}

/** A lane there is, with the chunk that shows it and the flows within the flow that one is in. */
export interface ShownLane extends FactSource {
  readonly lane: string;
}

/**
 * Returns the names of the lanes there are, the first begun first; with `withSource` each with where it comes from. The
 * component renders when there is another one, and when an answer from elsewhere begins in one.
 *
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @throws {UsageError} `invalid-option`
 * @example
 * ```tsx
 * export function Lanes() {
 *   return <p>{useLanes({ stream: report }).join(', ')}</p>;
 * }
 * ```
 */
export function useLanes(options: FlowSourceOptions): readonly ShownLane[];
export function useLanes(options?: PlainOptions): readonly string[];
export function useLanes(
  options: FlowStreamOptions & { readonly withSource?: boolean | undefined } = {},
): readonly (string | ShownLane)[] {
  const { withSource = false } = options;
  check(typeof withSource === 'boolean', 'withSource', 'true or false', withSource);
  const known = useBeside(useFlowRun(options), ({ lanes, laneSources }) =>
    withSource ? laneSources : lanes,
  );
  return useMemo(
    () =>
      'length' in known ? known : Array.from(known, ([lane, source]) => ({ lane, ...source })),
    [known],
  );
}
