'use client';
// In: a path, and the stream above or beside it. Out: that field's value and status; renders for that field alone.
// A subscription goes to the run's path index, so an event elsewhere does not even wake the hook.
// Knows nothing of elements.

import { useCallback, useContext, useSyncExternalStore } from 'react';
import type { FieldAt, FieldSnapshot, InstantRun } from '../client/index.js';
import { formatPath } from '../protocol/index.js';
import type { CheckedPath, Path, PathInput } from '../protocol/index.js';
import { serverField } from './hydratable-run.js';
import { runOf, StreamContext, type FollowField, type StreamSource } from './stream-context.js';

/**
 * Returns one field, live: `{ path, value, status, isPending, isStreaming, isComplete }`. The component renders when
 * that field changes (at most once per flush) and for no other field.
 *
 * With a stream, a written path is checked and the value is typed by its schema (an array of keys and indexes is taken
 * as it is, its value unknown); without one, the nearest
 * `InstantStreamProvider` is read, and the value's type is yours to give.
 *
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @throws {PathError} `invalid-path` when the path's text cannot be read.
 * @example
 * ```tsx
 * export function Price({ path }: { path: string }) {
 *   const { value, isComplete } = useField<number>(path);
 *   return <data aria-busy={!isComplete}>{value?.toFixed(2) ?? '…'}</data>;
 * }
 * ```
 */
export function useField<T, P extends string | Path>(
  path: CheckedPath<T, P>,
  stream: StreamSource<T>,
): FieldAt<T, P>;
export function useField<V = unknown>(path: PathInput): FieldSnapshot<V>;
export function useField(path: PathInput, stream?: StreamSource): FieldSnapshot {
  return useStreamPart(stream, pathText(path), wholeField)[0];
}

/**
 * Returns a part of a field; the component renders only when the part changes. `select` returns something comparable by
 * identity: a string, a number, or the field itself. It is called whenever the field or something in it changes.
 *
 * @throws {PathError} `invalid-path` when the path's text cannot be read.
 * @example
 * ```tsx
 * import { useRun } from 'fieldwise/react';
 *
 * export function Words() {
 *   const count = useFieldPart(useRun(report), 'title', ({ value }) => String(value).split(' ').length);
 *   return <p>{count} words</p>;
 * }
 * ```
 */
export function useFieldPart<S>(
  run: InstantRun<unknown, never>,
  path: string,
  select: (field: FieldSnapshot) => S,
): S {
  return useFollowed(run, useContext(StreamContext).follow, path, select);
}

/** The same of a stream, or of the one provided, with its run: for one look at what is around. */
export function useStreamPart<S>(
  stream: StreamSource | undefined,
  path: string,
  select: (field: FieldSnapshot) => S,
): readonly [part: S, run: InstantRun<unknown, never>] {
  const surroundings = useContext(StreamContext);
  const run = runOf(stream, surroundings);
  return [useFollowed(run, surroundings.follow, path, select), run];
}

function useFollowed<S>(
  run: InstantRun<unknown, never>,
  follow: FollowField,
  path: string,
  select: (field: FieldSnapshot) => S,
): S {
  const subscribe = useCallback(
    (onChange: () => void) => follow(run, path, onChange),
    [follow, run, path],
  );
  return useSyncExternalStore(
    subscribe,
    () => select(run.getField(path)),
    () => select(serverField(run, path)),
  );
}

/** A path as text, because text compares by value where an array of segments would be new in every render. */
export function pathText(path: PathInput): string {
  return typeof path === 'string' ? path : formatPath(path);
}

/** Selects the field itself. */
export const wholeField = (field: FieldSnapshot): FieldSnapshot => field;
