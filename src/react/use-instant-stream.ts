'use client';
// In: what to ask for and where. Out: a live stream that re-renders its component only for the values it reads.
// The hook connects a component to the run behind its cache key; the run does the work.
// Knows nothing of transports, events or the DOM.

import { useIsRestoring, useQueryClient } from '@tanstack/react-query';
import {
  useEffect,
  useId,
  useInsertionEffect,
  useMemo,
  useReducer,
  useState,
  useSyncExternalStore,
} from 'react';
import { beginDeclared, findStreamQuery } from './find-stream-query.js';
import { instantStream } from './instant-stream.js';
import type { InstantStream, SubmitInput } from './instant-stream.js';
import { createReadTracker } from './read-tracker.js';
import { bindStreamComponents } from './stream-components.js';
import { createShownAnswer } from './shown-answer.js';
import { createStartEffect } from './start-effect.js';
import { checkStreamOptions, streamKey } from './stream-options.js';
import type { StreamUser, UseInstantStreamOptions } from './stream-options.js';
import type { StreamQuery } from './stream-query.js';
import { useDebounced } from './use-debounced.js';
import { useLatest } from './use-latest.js';
import { useIsomorphicLayoutEffect } from './use-isomorphic-layout-effect.js';

/**
 * Streams a structured answer into the TanStack Query cache and returns it as live values, controls, and components
 * typed by the schema.
 *
 * Reading a value (`stream.status`, `stream.partial`, …) subscribes the component to that value alone; a component
 * that only calls `submit` never renders while the answer streams. Components with one key share one run and one
 * request; StrictMode starts one; when the last of them unmounts, the request is aborted. `cancelQueries`,
 * `refetchQueries`, `invalidateQueries`, `resetQueries` and `removeQueries` act on the run as on any query. A finished
 * or stopped answer that the cache has already, dehydrated or persisted, is shown as it was and not asked for again.
 * Functions keep their identity; `headers`, `fetch` and callbacks are always those of the latest render.
 *
 * @throws {Error} from TanStack Query, when there is no `QueryClientProvider`.
 * @throws {UsageError} `invalid-option`, `invalid-schema`, while rendering; how the route is asked, in `stream.error`.
 * @example
 * ```tsx
 * import { z } from 'zod';
 *
 * const Report = z.object({ title: z.string(), points: z.array(z.string()) });
 *
 * export function ReportPage() {
 *   const report = useInstantStream({ api: '/api/report', schema: Report });
 *   return (
 *     <>
 *       <button onClick={() => void report.submit({ topic: 'tides' })}>Write</button>
 *       <report.Text path="title" as="h1" pending="…" />
 *       <report.List path="points" as="ul">
 *         {(point) => <report.Text path={point.path} as="li" />}
 *       </report.List>
 *     </>
 *   );
 * }
 * ```
 */
export function useInstantStream<T, Input = unknown>(
  given: UseInstantStreamOptions<T, Input>,
): InstantStream<T, Input> {
  checkStreamOptions(given);
  const { input, enabled = true } = given;
  // Together: what is enabled now was not, perhaps, with the input of before.
  const settled = useDebounced({ input, enabled }, given.debounceMs ?? 0);
  const options = { ...given, ...settled };
  const client = useQueryClient(options.queryClient);
  const queryKey = streamKey(options, useId());
  const user = useLatest(options);
  const [shown] = useState(createShownAnswer<T>);
  const find = () => findStreamQuery(client, queryKey, user, options, shown);
  const query = find();
  const [, renderAgain] = useReducer((count: number) => count + 1, 0);
  useEffect(() => query.retain(user, renderAgain), [query, user]);

  // What is being restored may hold the answer.
  const isHeld = useIsRestoring() || !settled.enabled;
  const declared = !isHeld && settled.input !== undefined ? query.query.queryHash : undefined;
  const [effect] = useState(createStartEffect);
  const rest = effect.rest(declared, options);
  query.declared.declare(rest);
  // Run in a hidden tree, too, whose other effects wait until it is seen.
  useInsertionEffect(() => {
    shown.commit(query.run);
    if (rest) query.declared.commit();
  });
  useEffect(() => {
    // By hash, because it covers the input's content, and not by query: one that was removed from the cache does not
    // ask again until someone does.
    if (declared !== undefined) beginDeclared(client, declared, user);
    return effect.run(declared);
  }, [client, declared, user, effect]);
  return useTrackedStream(query, useControls(find, user));
}

function useControls<T, Input>(
  find: () => StreamQuery<T, Input>,
  user: StreamUser<T, Input>,
): Pick<InstantStream<T, Input>, 'submit' | 'stop' | 'reset' | 'retry'> {
  // Found at every call: the query may have been removed from the cache since the last render.
  const latest = useLatest(find);
  const [controls] = useState(() => ({
    // Without an argument it is called where `Input` allows undefined.
    submit: ((input: Input) => latest.current().submit(user, input)) as SubmitInput<T, Input>,
    retry: () => latest.current().retry(user),
    reset: () => latest.current().reset(),
    stop: () => latest.current().stop(),
  }));
  return controls;
}

/** -1 stands for "as the server rendered it": no run counts below zero. */
const SERVER_VERSION = -1;

function useTrackedStream<T, Input>(
  { run }: StreamQuery<T, Input>,
  controls: ReturnType<typeof useControls<T, Input>>,
): InstantStream<T, Input> {
  const tracker = useMemo(() => createReadTracker<T>(run), [run]);
  const [{ components, current }] = useState(() => bindStreamComponents<T>(run));
  current.render(run);
  // Before the layout effects, in which the components below ask what is on the screen.
  useInsertionEffect(() => current.commit(run));
  useIsomorphicLayoutEffect(() => current.tell(), [current, run]);
  const version = useSyncExternalStore(run.subscribe, tracker.getVersion, () => SERVER_VERSION);
  const snapshot = (version === SERVER_VERSION ? run.getServerRun() : run).getSnapshot();
  useIsomorphicLayoutEffect(() => tracker.commit(snapshot), [tracker, snapshot]);
  // A new object per rendered snapshot, so that what compares by identity (memo, the React Compiler) sees the change.
  return useMemo(
    () =>
      instantStream<T, Input>(
        { ...controls, run },
        (name) => tracker.read(name, snapshot),
        components,
        () => current.render(run),
      ),
    [controls, components, current, run, tracker, snapshot],
  );
}
