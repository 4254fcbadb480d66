// In: whose options count at the moment. Out: the run behind a key, and the same run as a server rendered it.
// Options are read when they are needed, so that written inline they are never stale ones.
// Knows nothing of the cache.

import { createInstantRun, createTransport } from '../client/index.js';
import type {
  BegunAnswer,
  InstantRun,
  InstantRunOptions,
  KeptAnswer,
  PlaceholderFunction,
} from '../client/index.js';
import type { Streaming } from '../protocol/index.js';
import type { UseInstantStreamOptions } from './stream-options.js';
import type { StreamUsers } from './stream-users.js';

/** `shown` is what a component showed when it asked for this key: a placeholder may be made of it. */
export function createQueryRun<T, Input>(
  users: StreamUsers<T, Input>,
  { initialValue, placeholder, scheduler, throttleMs }: UseInstantStreamOptions<T, Input>,
  shown: Streaming<T> | undefined,
): InstantRun<T, Input> {
  // Read for the first time while the run is made, and then never again: an answer of another key is not to be kept.
  let first: typeof placeholder =
    typeof placeholder === 'function'
      ? (previous) => (placeholder as PlaceholderFunction<T>)(shown ?? previous)
      : placeholder;
  const options: InstantRunOptions<T, Input> = {
    initialValue,
    scheduler,
    throttleMs,
    get placeholder() {
      const given = first ?? users.source.current.placeholder;
      first = undefined;
      return given;
    },
    transport: {
      open(request) {
        const { current } = users.source;
        const { path, input } = request;
        // Of an answer that came with the cache nobody may have kept the input: a field of it is of the declared one.
        const isUnknown = path !== undefined && input === undefined;
        const known = isUnknown ? (current.input as Input) : input;
        return createTransport(current).open({ ...request, input: known });
      },
      get answer() {
        const transport = createTransport(users.source.current);
        return transport.answer?.bind(transport);
      },
    },
    onFinish: (result) => users.tell((options) => options.onFinish?.(result)),
    onError: (error) => users.tell((options) => options.onError?.(error)),
    onEvent: (event) => users.tell((options) => options.onEvent?.(event)),
    onField: (field) => users.tell((options) => options.onField?.(field)),
  };
  for (const name of LIVE) {
    Object.defineProperty(options, name, { get: () => users.source.current[name] });
  }
  return createInstantRun(options);
}

/** Those of whoever serves the request. */
const LIVE = [
  'schema',
  'policies',
  'refetchMode',
  'retry',
  'retryDelay',
  'onInvalid',
  'maxFieldRetries',
] as const;

/** The run before anything happened to it, whatever happened to the other. */
export function createPristineRun<T, Input>(
  options: UseInstantStreamOptions<T, Input>,
  first: KeptAnswer | undefined,
  begun?: BegunAnswer,
): InstantRun<T, Input> {
  const { initialValue, placeholder, schema, policies, input } = options;
  // Nothing happens to it.
  const transport = { open: () => new Promise<never>(() => {}) };
  const run = createInstantRun<T, Input>({
    initialValue,
    placeholder,
    schema,
    policies,
    transport,
  });
  if (first) run.restore(first);
  // What was handed over says what it answers.
  else if (begun) void run.submit(input as Input, { ...transport, events: begun.events });
  return run;
}
