'use client';
// In: a path, and the stream above or beside it. Out: where that field stands, without its value.
// Renders when the status changes, however much the value grows in between.
// Knows nothing of values.

import { useState } from 'react';
import type { FieldSnapshot } from '../client/index.js';
import type { CheckedPath, Path, PathInput } from '../protocol/index.js';
import type { SourceAnswer, StreamSource } from './stream-context.js';
import { pathText, useStreamPart } from './use-field.js';

/** Where a field stands. The same object until the status or the issues change. */
export type FieldStateSnapshot = Omit<FieldSnapshot, 'value'>;

/**
 * Returns where one field stands: `{ path, status, issues, isPending, isStreaming, isComplete }`. The component renders
 * when the status (or what the schema complains of) changes and not while the value grows.
 *
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @throws {PathError} `invalid-path` when the path's text cannot be read.
 * @example
 * ```tsx
 * export function TitleMark() {
 *   const { isComplete } = useFieldState('title', report);
 *   return isComplete ? <span>✓</span> : null;
 * }
 * ```
 */
export function useFieldState<T, const P extends string | Path>(
  path: CheckedPath<T, P>,
  stream: StreamSource<T>,
): FieldStateSnapshot;
export function useFieldState(path: PathInput): FieldStateSnapshot;
// Of one stream or another. The last, because the last is whose complaint about a wrong path the compiler shows.
export function useFieldState<S extends StreamSource, const P extends string | Path>(
  path: CheckedPath<SourceAnswer<S>, P>,
  stream: S,
): FieldStateSnapshot;
export function useFieldState(path: PathInput, stream?: StreamSource): FieldStateSnapshot {
  const [stateOf] = useState(createStateReader);
  return useStreamPart(stream, pathText(path), stateOf)[0];
}

/** Leaves the value out; equal states are the same object. */
function createStateReader(): (field: FieldSnapshot) => FieldStateSnapshot {
  let known: FieldStateSnapshot | undefined;
  return (field) => {
    const { value: _, ...state } = field;
    const names = Object.keys(state) as (keyof FieldStateSnapshot)[];
    const isKnown = names.every((name) => Object.is(known?.[name], state[name]));
    if (!isKnown) known = state;
    return known ?? state;
  };
}
