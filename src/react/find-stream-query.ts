// In: a query cache and a key. Out: the one run behind that key, or every run there is in the cache.
// Runs are attached to queries from outside, because a query's data must stay plain while a run has subscribers.
// Knows nothing of what a run does.

import type { Query, QueryClient, QueryKey } from '@tanstack/react-query';
import type { InstantRun } from '../client/index.js';
import type { ShownAnswer } from './shown-answer.js';
import type { StreamUser, UseInstantStreamOptions } from './stream-options.js';
import { StreamQuery } from './stream-query.js';

/**
 * Of the module, and harmless: nothing can be found in it without the very query that is the key, so caches, requests
 * and tests share nothing, and an entry is collected with its query. On the query there is no place for a run: `meta` is
 * the application's and is set anew with every observer's options, `data` is dehydrated and compared.
 */
const attached = new WeakMap<object, StreamQuery<never, never>>();

function find<T, Input>(client: QueryClient, queryHash: string): StreamQuery<T, Input> | undefined {
  const query = client.getQueryCache().get(queryHash);
  const found = query && attached.get(query);
  // The cache knows no types: that one key means one schema is the promise of whoever chose the key.
  return found as unknown as StreamQuery<T, Input> | undefined;
}

/** Finds the run of a key in this cache, or puts an idle one there. Sends nothing. */
export function findStreamQuery<T, Input>(
  client: QueryClient,
  queryKey: QueryKey,
  user: StreamUser<T, Input>,
  options: UseInstantStreamOptions<T, Input>,
  shown?: ShownAnswer<T>,
): StreamQuery<T, Input> {
  const { queryHash } = client.defaultQueryOptions({ queryKey });
  const found = find<T, Input>(client, queryHash);
  if (found) return found;
  const made = new StreamQuery(client, queryKey, user, options, shown?.read());
  attached.set(made.query, made as unknown as StreamQuery<never, never>);
  return made;
}

/** A run of the query cache, and the query it lives as. */
export interface CachedRun {
  readonly query: Pick<Query, 'queryKey' | 'queryHash'>;
  readonly run: InstantRun<unknown, never>;
}

/**
 * Lists the runs in a query cache, the first made first: those of `useInstantStream` and of all that shares a run with
 * it. For tools that watch every answer of a page; the cache tells them when to look again.
 *
 * @example
 * import { QueryClient } from '@tanstack/react-query';
 *
 * const client = new QueryClient();
 * client.getQueryCache().subscribe(({ type }) => {
 *   if (type === 'added') queueMicrotask(() => getInstantRuns(client));
 * });
 * getInstantRuns(client).map(({ run }) => run.getSnapshot().status); // []
 */
export function getInstantRuns(client: QueryClient): readonly CachedRun[] {
  const queries = client.getQueryCache().getAll();
  return queries.flatMap((query): CachedRun | readonly [] => attached.get(query) ?? []);
}

/** Starts the declared input of `user`, unless the run behind this hash has no reason to. */
export function beginDeclared<T, Input>(
  client: QueryClient,
  queryHash: string,
  user: StreamUser<T, Input>,
): void {
  find<T, Input>(client, queryHash)?.begin(user);
}
