'use client';
// In: a path, and the stream above or beside it. Out: that field's value and status; renders for that field alone.
// A subscription goes to the run's path index, so an event elsewhere does not even wake the hook.
// Knows nothing of elements.

import { useCallback, useContext, useSyncExternalStore } from 'react';
import type { FieldAt, FieldSnapshot, InstantRun } from '../client/index.js';
import { check, checkNames } from '../internal/usage-error.js';
import { formatPath } from '../protocol/index.js';
import type { CheckedPath, Path, PathInput, Streaming } from '../protocol/index.js';
import type { CompleteField, CompleteFieldAt, UnfinishedField } from './field-types.js';
import { asRendered, type ReadableRun } from './hydratable-run.js';
import { useRenderWatch } from './render-watch.js';
import { runOf, StreamContext } from './stream-context.js';
import type { FollowField, SourceAnswer, StreamSource } from './stream-context.js';

/** When a field wakes its component. */
export interface UseFieldOptions {
  /** `'complete'`: neither when it begins nor while it grows. */
  readonly on: 'complete';
}

/**
 * Returns one field, live: `{ path, value, status, isPending, isStreaming, isComplete }`. The component renders when
 * that field changes (at most once per flush) and for no other field.
 *
 * With `{ on: 'complete' }` it renders when the field is complete, and neither when the field begins nor while it grows:
 * until then the field is `pending`, whatever has arrived of it, and shows what stands in for it: a placeholder, or the
 * last whole value of the answers before. It renders, too, when the field comes to another end
 * (`invalid`, `missing`, `incomplete`) and when it is asked for anew. `isComplete` narrows the value to the whole one.
 *
 * With a stream, the path is checked and the value is typed by its schema, in every notation (an array of keys and indexes
 * that only the running program knows is taken as it is, its value unknown); without one, the nearest
 * `InstantStreamProvider` is read, and the value's type is yours to give.
 *
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @throws {PathError} `invalid-path` when the path's text cannot be read.
 * @throws {UsageError} `invalid-option` when `on` is another.
 * @example
 * ```tsx
 * export function Price({ path }: { path: string }) {
 *   const { value, isComplete } = useField<number>(path);
 *   return <data aria-busy={!isComplete}>{value?.toFixed(2) ?? '…'}</data>;
 * }
 *
 * export function Chart() {
 *   const items = useField('items', report, { on: 'complete' });
 *   return items.isComplete ? <p>{items.value.map(({ title }) => title).join()}</p> : <Skeleton />;
 * }
 * ```
 */
export function useField<V = unknown>(path: PathInput): FieldSnapshot<V>;
export function useField<V = unknown>(
  path: PathInput,
  options: UseFieldOptions,
): CompleteField<V> | UnfinishedField<Streaming<V>>;
export function useField<T, const P extends string | Path>(
  path: CheckedPath<T, P>,
  stream: StreamSource<T>,
  options: UseFieldOptions,
): CompleteFieldAt<T, P>;
export function useField<T, const P extends string | Path>(
  path: CheckedPath<T, P>,
  stream: StreamSource<T>,
): FieldAt<T, P>;
// Of one stream or another. The last ones, because the last is whose complaint about a wrong path the compiler shows.
export function useField<S extends StreamSource, const P extends string | Path>(
  path: CheckedPath<SourceAnswer<S>, P>,
  stream: S,
  options: UseFieldOptions,
): CompleteFieldAt<SourceAnswer<S>, P>;
export function useField<S extends StreamSource, const P extends string | Path>(
  path: CheckedPath<SourceAnswer<S>, P>,
  stream: S,
): FieldAt<SourceAnswer<S>, P>;
export function useField(
  path: PathInput,
  given?: StreamSource | UseFieldOptions,
  options?: UseFieldOptions,
): FieldSnapshot {
  const [stream, how] = !given || 'run' in given ? [given, options] : [undefined, given];
  const isPatient = checkOptions(how);
  const surroundings = useContext(StreamContext);
  const run = runOf(stream, surroundings);
  return useFollowed(
    run,
    surroundings.follow,
    pathText(path),
    isPatient ? settledField : readField,
  );
}

/** True when the component waits for the field to be complete. */
function checkOptions(options: UseFieldOptions | undefined): boolean {
  if (options === undefined) return false;
  checkNames('options', options, ['on']);
  check(options.on === 'complete', 'on', "'complete'", options.on);
  return true;
}

const readField = (run: ReadableRun, path: string) => run.getField(path);
const settledField = (run: ReadableRun, path: string) => run.getSettledField(path);

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
  const { follow } = useContext(StreamContext);
  return useFollowed(run, follow, path, (shown) => select(shown.getField(path)));
}

/** The same of a stream, or of the one provided, with its run: for one look at what is around. */
export function useStreamPart<S>(
  stream: StreamSource | undefined,
  path: string,
  select: (field: FieldSnapshot) => S,
): readonly [part: S, run: InstantRun<unknown, never>] {
  const surroundings = useContext(StreamContext);
  const run = runOf(stream, surroundings);
  const read = (shown: ReadableRun) => select(shown.getField(path));
  return [useFollowed(run, surroundings.follow, path, read), run];
}

function useFollowed<S>(
  run: InstantRun<unknown, never>,
  follow: FollowField,
  path: string,
  read: (run: ReadableRun, path: string) => S,
): S {
  useRenderWatch(run, path);
  const subscribe = useCallback(
    (onChange: () => void) => follow(run, path, onChange),
    [follow, run, path],
  );
  return useSyncExternalStore(
    subscribe,
    () => read(run, path),
    () => read(asRendered(run), path),
  );
}

/** A path as text, because text compares by value where an array of segments would be new in every render. */
export function pathText(path: PathInput): string {
  return typeof path === 'string' ? path : formatPath(path);
}

/** Selects the field itself. */
export const wholeField = (field: FieldSnapshot): FieldSnapshot => field;
