// In: whose options count at the moment. Out: the run behind a key, and the same run as a server rendered it.
// Options are read when they are needed, so that written inline they are never stale ones.
// Knows nothing of the cache.

import { createInstantRun, createTransport } from '../client/index.js';
import type { InstantRun, KeptAnswer } from '../client/index.js';
import type { UseInstantStreamOptions } from './stream-options.js';
import type { StreamUsers } from './stream-users.js';

export function createQueryRun<T, Input>(
  users: StreamUsers<T, Input>,
  { initialValue, scheduler }: UseInstantStreamOptions<T, Input>,
): InstantRun<T, Input> {
  return createInstantRun<T, Input>({
    ...(initialValue !== undefined && { initialValue }),
    ...(scheduler && { scheduler }),
    transport: { open: (request) => createTransport(users.source.current).open(request) },
    get schema() {
      return users.source.current.schema;
    },
    get policies() {
      return users.source.current.policies;
    },
    onFinish: (result) => users.tell((options) => options.onFinish?.(result)),
    onError: (error) => users.tell((options) => options.onError?.(error)),
    onEvent: (event) => users.tell((options) => options.onEvent?.(event)),
  });
}

/** The run before anything happened to it, whatever happened to the other. */
export function createPristineRun<T, Input>(
  { initialValue }: UseInstantStreamOptions<T, Input>,
  first: KeptAnswer | undefined,
): InstantRun<T, Input> {
  const run = createInstantRun<T, Input>({
    ...(initialValue !== undefined && { initialValue }),
    transport: { open: () => Promise.reject(new Error('Nobody submits to this run.')) },
  });
  if (first) run.restore(first);
  return run;
}
