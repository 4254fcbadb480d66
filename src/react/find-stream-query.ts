// In: a query cache and a key. Out: the one run behind that key.
// Runs are attached to queries from outside, because a query's data must stay plain while a run has subscribers.
// Knows nothing of what a run does.

import type { QueryClient, QueryKey } from '@tanstack/react-query';
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

/** Starts the declared input of `user`, unless the run behind this hash has no reason to. */
export function beginDeclared<T, Input>(
  client: QueryClient,
  queryHash: string,
  user: StreamUser<T, Input>,
): void {
  find<T, Input>(client, queryHash)?.begin(user);
}
