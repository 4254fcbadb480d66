// In: the options of a stream. Out: submitting to it as a mutation: pending, then the answer or an error.
// The run is that of the key, so fields and other components show it while it streams.
// Knows nothing of React.

import { CancelledError, mutationOptions } from '@tanstack/react-query';
import type { QueryKey, UseMutationOptions } from '@tanstack/react-query';
import type { InstantError } from '../client/index.js';
import { findStreamQuery } from './find-stream-query.js';
import { sharedKey, type SharedStreamOptions } from './shared-key.js';

/** What {@link instantMutationOptions} returns. */
export type InstantMutationOptions<T, Input> = Omit<
  UseMutationOptions<T, InstantError | CancelledError, Input>,
  'mutationKey'
> & { mutationKey: QueryKey };

/**
 * Makes mutation options of a stream, for `useMutation`: `mutate(input)` submits to the run that `useInstantStream`
 * shows under the same `id` or `queryKey`, and succeeds with the validated answer. An answer that was stopped, or whose
 * place a later submit took, fails with TanStack's `CancelledError`.
 *
 * @throws {UsageError} `invalid-option`, at once
 * @throws {InstantReactError} `missing-key` when there is neither an `id` nor a `queryKey`.
 * @example
 * ```tsx
 * import { useMutation } from '@tanstack/react-query';
 * import { z } from 'zod';
 *
 * const Report = z.object({ title: z.string() });
 *
 * export function Write({ topic }: { topic: string }) {
 *   const write = useMutation(
 *     instantMutationOptions<z.infer<typeof Report>, { topic: string }>({
 *       api: '/api/report',
 *       schema: Report,
 *       id: 'report',
 *     }),
 *   );
 *   return <button onClick={() => write.mutate({ topic })}>{write.data?.title ?? 'Write'}</button>;
 * }
 * ```
 */
export function instantMutationOptions<T, Input = unknown>(
  options: Omit<SharedStreamOptions<T, Input>, 'input' | 'enabled' | 'staleTime'>,
): InstantMutationOptions<T, Input> {
  const queryKey = sharedKey(options);
  const user = { current: options };
  return mutationOptions<T, InstantError | CancelledError, Input>({
    mutationKey: queryKey,
    async mutationFn(input, { client }) {
      const run = await findStreamQuery(client, queryKey, user, options).submit(user, input);
      if (run.error) throw run.error;
      if (run.status !== 'complete') throw new CancelledError();
      return run.data as T;
    },
  });
}
