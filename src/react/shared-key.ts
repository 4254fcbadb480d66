// In: options that stand outside a component. Out: the cache key they name.
// Without a component there is nothing that could stand in for a name.
// Knows nothing of runs.

import type { QueryKey } from '@tanstack/react-query';
import { InstantReactError } from './error.js';
import { checkStreamOptions, streamKey } from './stream-options.js';
import type { UseInstantStreamOptions } from './stream-options.js';

/** Options of a run that no component holds: callbacks and the cache are those of whoever asks for it. */
export type SharedStreamOptions<T, Input = unknown> = Omit<
  UseInstantStreamOptions<T, Input>,
  'debounceMs' | 'onError' | 'onEvent' | 'onField' | 'onFinish' | 'queryClient'
>;

/** What TanStack Query knows beside that: such an option may stand among those of a stream, which has no use for it. */
const QUERY_OPTIONS = [
  'behavior',
  'initialData',
  'initialDataUpdatedAt',
  'maxPages',
  'meta',
  'mutationFn',
  'mutationKey',
  'networkMode',
  'notifyOnChangeProps',
  'onMutate',
  'onSettled',
  'onSuccess',
  'persister',
  'placeholderData',
  'queryFn',
  'queryHash',
  'queryKeyHashFn',
  'refetchInterval',
  'refetchIntervalInBackground',
  'refetchOnMount',
  'retryOnMount',
  'scope',
  'select',
  'structuralSharing',
  'subscribed',
  'suspense',
  'throwOnError',
];

/**
 * The same key as that of `useInstantStream` with these options.
 *
 * @throws {UsageError} `invalid-option`
 * @throws {InstantReactError} `missing-key`
 */
export function sharedKey<T, Input>(options: SharedStreamOptions<T, Input>): QueryKey {
  checkStreamOptions(options, QUERY_OPTIONS);
  const { queryKey, id, api, input } = options;
  if (queryKey ?? id ?? (input === undefined ? undefined : api)) return streamKey(options, '');
  throw new InstantReactError(
    'missing-key',
    'Options of a stream that no component holds need a name: got neither id nor queryKey' +
      ', nor an api together with an input. Pass the id that useInstantStream has.',
  );
}
