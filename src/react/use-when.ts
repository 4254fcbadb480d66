'use client';
// In: paths, and what to do once those fields are complete. Out: where that work stands.
// The work is done once per set of values of a run, by the function of the latest render, and aborted when they do not count.
// Knows nothing of what the work is.

import { useMemo, useSyncExternalStore } from 'react';
import { checkKinds } from '../internal/usage-error.js';
import type { Path, PathInput } from '../protocol/index.js';
import { createDependentWork, WAITING } from './dependent-work.js';
import type { DoWork, WorkContext, WorkState } from './dependent-work.js';
import type { CheckedPaths, PathPerValue, WholesAt } from './field-types.js';
import { useRun } from './run-context.js';
import type { SourceAnswer, StreamSource } from './stream-context.js';
import { pathTexts, readTexts } from './use-fields.js';
import { useLatest } from './use-latest.js';

/**
 * Starts work as soon as some fields are complete, while the rest of the answer still streams, and returns where the
 * work stands: `{ status: 'waiting' | 'running' | 'success' | 'error', data, error }`.
 *
 * `fn` is called with the fields' values once all of them are complete, once per set of values of a run, also in
 * StrictMode. Another run, or another value of one of the fields, calls it again: its `signal` aborts then, and when a
 * field is left without a complete value, at a reset, and when the component unmounts; what it returns after that counts
 * no more. A field that is asked for anew, written again or restored goes on counting while it may come to an equal
 * value, and does when it has; where its value is withdrawn, the status is `waiting` till then. A run that stops or fails
 * later does not undo fields that are complete, so the
 * work goes on; a field that is `invalid` or `missing` never starts it. `fn` and the paths may be written inline: the
 * function of the latest render is called, and a new one does not start the work again.
 *
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @throws {PathError} `invalid-path` when a path's text cannot be read.
 * @throws {UsageError} `invalid-option`
 * @example
 * ```tsx
 * export function Cover() {
 *   const cover = useWhen(
 *     ['title'],
 *     async ([title], { signal }) => {
 *       const response = await fetch(`/api/cover?title=${encodeURIComponent(title)}`, { signal });
 *       return response.text();
 *     },
 *     report,
 *   );
 *   return cover.status === 'success' ? <img src={cover.data} alt="" /> : <Skeleton />;
 * }
 * ```
 */
export function useWhen<T, const Paths extends readonly (string | Path)[], Data>(
  paths: CheckedPaths<T, Paths>,
  fn: (values: WholesAt<T, Paths>, context: WorkContext) => Data,
  stream: StreamSource<T>,
): WorkState<Awaited<Data>>;
export function useWhen<Values extends readonly unknown[] | [], Data>(
  paths: PathPerValue<Values>,
  fn: (values: Values, context: WorkContext) => Data,
): WorkState<Awaited<Data>>;
// Of one stream or another. The last, because the last is whose complaint about a wrong path the compiler shows.
export function useWhen<
  S extends StreamSource,
  const Paths extends readonly (string | Path)[],
  Data,
>(
  paths: CheckedPaths<SourceAnswer<S>, Paths>,
  fn: (values: WholesAt<SourceAnswer<S>, Paths>, context: WorkContext) => Data,
  stream: S,
): WorkState<Awaited<Data>>;
export function useWhen(
  paths: readonly PathInput[],
  fn: (values: never, context: WorkContext) => unknown,
  stream?: StreamSource,
): WorkState<unknown> {
  checkKinds({ fn }, 'function');
  const run = useRun(stream);
  const texts = pathTexts(paths);
  // What is at which path, the schema promises.
  const latest = useLatest(fn as DoWork);
  const work = useMemo(
    () =>
      createDependentWork(run, readTexts(texts), (values, context) =>
        latest.current(values, context),
      ),
    [run, texts, latest],
  );
  return useSyncExternalStore(work.subscribe, work.getState, stillWaiting);
}

const stillWaiting = () => WAITING;
