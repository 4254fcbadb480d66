// In: a query. Out: its one observer, which keeps it alive and within reach, and never fetches unless it is told to.
// Mounting, focus, a reconnect or a failure must not pay for another answer.
// Knows nothing of runs.

import { QueryObserver } from '@tanstack/react-query';
import type { QueryClient, QueryObserverOptions } from '@tanstack/react-query';

/**
 * The observer that stands for all components of a key. It makes the query active, so that invalidateQueries and
 * refetchQueries reach it and collection does not.
 */
export function createQuietObserver<Data>(
  client: QueryClient,
  options: QueryObserverOptions<Data> & { readonly queryKey: readonly unknown[] },
): QueryObserver<Data> {
  return new QueryObserver<Data>(client, {
    ...options,
    notifyOnChangeProps: [],
    throwOnError: false,
  });
}
