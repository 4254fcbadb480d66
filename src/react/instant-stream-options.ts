// In: the options of a stream. Out: the same run as a query: for prefetching, suspending and reading without the hook.
// Whoever fetches it fetches through the run of the key, so a component that shows it shares the request.
// Knows nothing of React.

import { queryOptions } from '@tanstack/react-query';
import type { DataTag, QueryKey, UnusedSkipTokenOptions } from '@tanstack/react-query';
import type { InstantError } from '../client/index.js';
import { findStreamQuery } from './find-stream-query.js';
import type { InstantQueryData } from './query-data.js';
import { sharedKey, type SharedStreamOptions } from './shared-key.js';
import { quietOptions } from './stream-options.js';
import { checkServerTimeout } from './time-limit.js';
import { timedTransport } from './timed-transport.js';

/** What {@link instantStreamOptions} returns: query options whose key knows the type of the data. */
export type InstantStreamQueryOptions<T> = UnusedSkipTokenOptions<
  InstantQueryData<T>,
  InstantError
> & { queryKey: DataTag<QueryKey, InstantQueryData<T>, InstantError> };

/** Options of {@link instantStreamOptions}. */
export interface InstantStreamOptions<T, Input = unknown> extends SharedStreamOptions<T, Input> {
  /**
   * How long a server waits for the whole answer where it is asked for there (`prefetchQuery`, `useSuspenseQuery`), in
   * milliseconds; `Infinity` for no limit. Then the run fails with `timeout`, and its request is aborted. A browser waits
   * without a limit.
   * @default 60_000
   */
  readonly serverTimeoutMs?: number;
}

/**
 * Makes query options of a stream, for `useQuery`, `useSuspenseQuery`, `prefetchQuery`, `ensureQueryData`, `fetchQuery`
 * and, by their `queryKey`, `getQueryData`. They mean the same run as `useInstantStream` with the same options: who
 * mounts while it is prefetched joins it, and no second request is sent.
 *
 * The data is an {@link InstantQueryData}: the answer as it grows for `useQuery`, the finished one for whoever waits.
 * As for the hook, nothing is asked again by itself. A run that failed before anything arrived leaves no data and throws
 * its error, as any query does, and whoever asks next sends again; one that failed in the middle leaves what arrived,
 * with the `status` `error`, beside the error.
 *
 * @throws {UsageError} `invalid-option`, at once
 * @throws {InstantReactError} `missing-key` when nothing names the run: no `queryKey`, no `id`, no `api` with an `input`.
 * @example
 * ```tsx
 * import { QueryClient, useQuery } from '@tanstack/react-query';
 * import { z } from 'zod';
 *
 * const Report = z.object({ title: z.string() });
 * const report = (topic: string) =>
 *   instantStreamOptions({ api: '/api/report', schema: Report, input: { topic } });
 *
 * export const prefetch = (client: QueryClient) => client.prefetchQuery(report('tides'));
 *
 * export function Title() {
 *   const { data } = useQuery(report('tides'));
 *   return <h1>{data?.partial?.title}</h1>;
 * }
 * ```
 */
export function instantStreamOptions<T, Input = unknown>({
  serverTimeoutMs = 60_000,
  ...options
}: InstantStreamOptions<T, Input>): InstantStreamQueryOptions<T> {
  checkServerTimeout(serverTimeoutMs);
  const queryKey = sharedKey(options);
  return queryOptions<InstantQueryData<T>, InstantError>({
    ...quietOptions(options),
    queryKey,
    queryFn: async ({ client, signal }) => {
      // In StrictMode an observer comes, goes and comes again in one task: the request it left is not sent.
      await Promise.resolve();
      signal.throwIfAborted();
      const user = { current: isServer() ? inTime(options, serverTimeoutMs) : options };
      return findStreamQuery(client, queryKey, user, options).fetch(user, { signal });
    },
    enabled: options.enabled ?? options.input !== undefined,
  });
}

/** By the window, which a native app has and a document not. */
const isServer = () => typeof window === 'undefined';

/** The same options, asked through a transport that takes no longer. */
function inTime<T, Input>(
  options: SharedStreamOptions<T, Input>,
  timeoutMs: number,
): SharedStreamOptions<T, Input> {
  const { api: _api, ...rest } = options;
  return { ...rest, transport: timedTransport(options, timeoutMs) };
}
