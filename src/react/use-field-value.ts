'use client';
// In: a path, and the stream above or beside it. Out: its value, whole; until it is there, the component is suspended.
// What was shown is React state, so that a transition keeps it while the next run is under way.
// Knows nothing of how the waiting is done.

import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { check, checkNames } from '../internal/usage-error.js';
import type { CheckedPath, Path, PathInput } from '../protocol/index.js';
import { readableInTime } from './field-deadline.js';
import { readField, unstartedRun, watchField, whenReadable } from './field-reading.js';
import type { FieldReading, FieldWait } from './field-reading.js';
import type { AwaitedAt, FieldUntil } from './field-types.js';
import { asRendered, isAboutToAsk, startDeclared } from './hydratable-run.js';
import { useRenderWatch } from './render-watch.js';
import { useRun } from './run-context.js';
import type { SourceAnswer, StreamSource } from './stream-context.js';
import { checkServerTimeout } from './time-limit.js';
import { pathText } from './use-field.js';

/** How much of a field is waited for. */
export interface UseFieldValueOptions<Until extends FieldUntil = FieldUntil> {
  /**
   * `'complete'`: all of it. `'start'`: its first byte; then the component renders as the value grows.
   * @default 'complete'
   */
  readonly until?: Until;
  /**
   * How long a server's HTML waits for the field of a run that is under way there, in milliseconds; `Infinity` for as long
   * as the run. Then the boundary is left to the browser, which waits without a limit.
   * @default 10_000
   */
  readonly serverTimeoutMs?: number;
}

/**
 * Returns the value of one field once it is there; until then the component is suspended, and the nearest `<Suspense>`
 * shows its fallback. Nested boundaries are revealed as their fields arrive, in whatever order.
 *
 * - A field that was left out (`missing`) is `undefined`.
 * - What was cut off by a reload, or because its components left, is waited for where a declared input asks for it anew.
 * - A new submit suspends again; inside a transition what is on the screen stays until the new value is there.
 * - Before anything was submitted it waits. What a component above declares begins meanwhile, also where that component
 *   is below the same boundary and so not mounted yet. On a server it waits for a run that is under way there, for
 *   `serverTimeoutMs`, and where none is it throws `unstarted-run`; React leaves the boundary to the browser then.
 *
 * @throws {InstantReactError} `invalid-field` when the field is not what the schema asks for; `stopped-field` when the
 * run was stopped before the field was there; `unstarted-run` and `timeout` on a server; `missing-provider` when there is neither a
 * stream nor a provider.
 * @throws {InstantClientError} the run's own, when the run failed before the field was there.
 * @throws {PathError} `invalid-path` when the path's text cannot be read.
 * @throws {UsageError} `invalid-option`
 * @example
 * ```tsx
 * import { Suspense } from 'react';
 *
 * function Score() {
 *   return <output>{useFieldValue('score', report)?.toFixed(1)}</output>;
 * }
 * export const Card = () => (
 *   <Suspense fallback={<Skeleton />}>
 *     <Score />
 *   </Suspense>
 * );
 * ```
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the value's type is the caller's to give
export function useFieldValue<V = unknown>(
  path: PathInput,
  stream?: undefined,
  options?: UseFieldValueOptions,
): V | undefined;
export function useFieldValue<
  T,
  const P extends string | Path,
  Until extends FieldUntil = 'complete',
>(
  path: CheckedPath<T, P>,
  stream: StreamSource<T>,
  options?: UseFieldValueOptions<Until>,
): AwaitedAt<T, P, Until>;
// Of one stream or another. The last, because the last is whose complaint about a wrong path the compiler shows.
export function useFieldValue<
  S extends StreamSource,
  const P extends string | Path,
  Until extends FieldUntil = 'complete',
>(
  path: CheckedPath<SourceAnswer<S>, P>,
  stream: S,
  options?: UseFieldValueOptions<Until>,
): AwaitedAt<SourceAnswer<S>, P, Until>;
export function useFieldValue(
  path: PathInput,
  stream?: StreamSource,
  options: UseFieldValueOptions = {},
): unknown {
  checkNames('options', options, ['until', 'serverTimeoutMs']);
  const { until = 'complete', serverTimeoutMs = 10_000 } = options;
  check(until === 'start' || until === 'complete', 'until', 'start or complete', until);
  checkServerTimeout(serverTimeoutMs);
  const run = useRun(stream);
  const text = pathText(path);
  useRenderWatch(run, text);
  const wait = useMemo(() => ({ run, path: text, until }), [run, text, until]);
  const isPrerendered = useSyncExternalStore(neverChanges, isFalse, isTrue);
  // Not while React takes over HTML in a browser, nor in a native app, which has no document either.
  const isOnServer = isPrerendered && typeof document === 'undefined';
  const reading = useReading(wait, isPrerendered);
  if (reading.status === 'ready') return reading.value;
  // The component that declares what is to be asked for may be above this one and below the same <Suspense>.
  if (!isOnServer) startDeclared(run);
  const isAwaited = !isOnServer && isAboutToAsk(run);
  if (reading.status === 'failed' && !isAwaited) throw reading.error;
  // oxlint-disable-next-line typescript/only-throw-error -- a thrown promise is how React 18 is told to wait
  throw isOnServer ? readableInTime(wait, serverTimeoutMs) : whenReadable(wait);
}

function useReading(wait: FieldWait, isPrerendered: boolean): FieldReading {
  const [held, hold] = useState(() => ({ wait, reading: firstReading(wait, isPrerendered) }));
  let { reading } = held;
  // What was waited for may be there by now, and nothing says so before this is rendered again.
  if (held.wait !== wait || reading.status === 'waiting') reading = readField(wait);
  if (held.wait !== wait) hold({ wait, reading });
  const shown = useRef(reading);
  useEffect(() => {
    shown.current = reading;
  });
  useEffect(() => {
    let known = shown.current;
    const check = () => {
      const next = readField(wait);
      if (isSameReading(known, next)) return;
      known = next;
      // Called by whoever submitted, within their transition if there is one: what is held stays until it is over.
      hold({ wait, reading: next });
    };
    check();
    return watchField(wait, check);
  }, [wait]);
  return reading;
}

/** While React takes over the server's HTML, the value is the one in there. */
function firstReading(wait: FieldWait, isPrerendered: boolean): FieldReading {
  if (!isPrerendered) return readField(wait);
  if (typeof document !== 'undefined') {
    const rendered = readField(wait, asRendered(wait.run));
    return rendered.status === 'ready' ? rendered : readField(wait);
  }
  if (wait.run.getSnapshot().status === 'idle') throw unstartedRun(wait.run.getField(wait.path));
  return readField(wait);
}

function isSameReading(one: FieldReading, other: FieldReading): boolean {
  if (one.status !== 'ready' || other.status !== 'ready') return one.status === other.status;
  return Object.is(one.value, other.value);
}

const neverChanges = () => () => {};
const isTrue = () => true;
const isFalse = () => false;
