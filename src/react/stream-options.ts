// In: nothing. Out: the options of `useInstantStream`, and the cache key they describe.
// Two components mean one run when, and only when, their keys are equal.
// Knows nothing of React and nothing of runs.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type {
  CompletedField,
  FetchTransportOptions,
  FlushTiming,
  InstantError,
  InstantTransport,
  InvalidFieldOptions,
  RunFinish,
  RunRetryOptions,
  RunSeedOptions,
} from '../client/index.js';
import { checkKinds, checkNames } from '../internal/usage-error.js';
import type { InstantEvent, StreamPolicies } from '../protocol/index.js';
import { inputKey } from './input-key.js';

/** Where the answer comes from, what it is, and what to do when it is there. */
export interface UseInstantStreamOptions<T, Input = unknown>
  extends
    Partial<FetchTransportOptions<Input>>,
    RunSeedOptions<T>,
    RunRetryOptions,
    InvalidFieldOptions<T> {
  /**
   * The answer's schema. Types every field. A zod 4 schema checks each field when it closes, any other Standard Schema
   * (valibot, …) the finished answer. Read when something is submitted.
   */
  readonly schema?: StandardSchemaV1<unknown, T> | undefined;
  /** When which field may be shown, by path or pattern: `{ 'items[*].title': 'sentence' }`. Read like `schema`. */
  readonly policies?: NoInfer<StreamPolicies<T>> | undefined;
  /** Instead of `api`: anything that opens a stream of events for an input. */
  readonly transport?: InstantTransport<Input>;
  /**
   * Declarative use: the run starts by itself when the component mounts and when the input's content changes. The
   * input is part of the cache key, so an answer already there is shown and nothing is sent. What JSON has of it counts,
   * and of a file or blob which one it is; what JSON has nothing of (a `Map`, `FormData`, an `ArrayBuffer`) is refused with
   * `invalid-option`. Leave it out and call `submit(input)` instead, which takes anything.
   */
  readonly input?: Input | undefined;
  /**
   * Waits until `input` has not changed for so many milliseconds before it asks: of a burst of inputs only the last is
   * sent, and what is shown until then stays. A component's first input does not wait, unless the component is suspended
   * before it is mounted; `enabled` waits with its input.
   * @default 0
   */
  readonly debounceMs?: number;
  /**
   * Names the run: components with one id share one run.
   * @default the `api` for a declarative run, the component itself for an imperative one
   */
  readonly id?: string;
  /** The whole cache key, instead of `id`; a declarative `input` is appended to it. */
  readonly queryKey?: QueryKey;
  /**
   * False holds a declarative run back.
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * When growing text reaches the screen: `frame`, `idle`, `sync`, or a function that decides; completions wait for the
   * next frame at most, ends and errors for nothing. Read once per key.
   * @default 'frame'
   */
  readonly scheduler?: FlushTiming | undefined;
  /**
   * How long growing text rests after each flush, in milliseconds; completions, ends and errors do not wait for it. Read
   * once per key.
   * @default 0
   */
  readonly throttleMs?: number | undefined;
  /**
   * How long the answer stays in the cache after its last component left, in milliseconds.
   * @default 300_000
   */
  readonly gcTime?: number;
  /**
   * How old a complete answer may be, in milliseconds, for a declared run to be content with it when it is mounted.
   * @default Infinity
   */
  readonly staleTime?: number;
  /**
   * What TanStack Query means by it; asks the model again. With `true`, once the answer is older than `staleTime`.
   * @default false
   */
  readonly refetchOnWindowFocus?: boolean | 'always';
  /** Like `refetchOnWindowFocus`, when the network is back. @default false */
  readonly refetchOnReconnect?: boolean | 'always';
  /** The cache to live in. @default the one of the nearest `QueryClientProvider` */
  readonly queryClient?: QueryClient;
  /**
   * Called exactly once per submit, whatever ended it: `reason` is `complete`, `error`, `stopped` or `superseded`. Also
   * after the last component unmounted, which ends the run: it is told of that end, and then of nothing more.
   */
  readonly onFinish?: (finish: RunFinish<T>) => void;
  /** Called once when a run fails, before `onFinish`; what had arrived stays in `partial`. */
  readonly onError?: (error: InstantError) => void;
  /** Called for every event, in order, as received (not per frame). */
  readonly onEvent?: (event: InstantEvent<T>) => void;
  /**
   * Called when a field is complete, children before their parents, as received; `path` and `value` are typed together.
   * Not for an answer that the cache had.
   */
  readonly onField?: (field: CompletedField<T>) => void;
}

/** The names of {@link UseInstantStreamOptions}. */
const NAMES: readonly (keyof UseInstantStreamOptions<unknown>)[] = [
  'api',
  'headers',
  'credentials',
  'fetch',
  'body',
  'transport',
  'schema',
  'policies',
  'onFinish',
  'onError',
  'onEvent',
  'onField',
  'onInvalid',
  'maxFieldRetries',
  'initialValue',
  'placeholder',
  'refetchMode',
  'retry',
  'retryDelay',
  'scheduler',
  'throttleMs',
  'input',
  'debounceMs',
  'id',
  'queryKey',
  'enabled',
  'gcTime',
  'staleTime',
  'refetchOnWindowFocus',
  'refetchOnReconnect',
  'queryClient',
];

/**
 * Of their kinds only what no other check would tell: the run checks the rest.
 *
 * @throws {UsageError} `invalid-option`
 */
export function checkStreamOptions(options: object, more: readonly string[] = []): void {
  checkKinds({ options }, 'object');
  checkNames('options', options, [...NAMES, ...more]);
  const { onFinish, onError, onEvent, onField, queryKey, debounceMs }: Loose = options;
  checkKinds({ onFinish, onError, onEvent, onField }, 'function', 'undefined');
  checkKinds({ queryKey }, 'list', 'undefined');
  checkKinds({ debounceMs }, 'number', 'undefined');
}

/** As a caller without types has them. */
type Loose = { readonly [K in keyof UseInstantStreamOptions<unknown>]?: unknown };

/** Those of the options that a query takes, which does nothing without being told to. */
export function quietOptions<T, Input>({
  gcTime,
  staleTime = Number.POSITIVE_INFINITY,
  refetchOnWindowFocus = false,
  refetchOnReconnect = false,
}: UseInstantStreamOptions<T, Input>) {
  return {
    // Given as undefined it would hide the default of the client.
    ...(gcTime !== undefined && { gcTime }),
    staleTime,
    refetchOnMount: false,
    refetchOnWindowFocus,
    refetchOnReconnect,
    retryOnMount: false,
    retry: false,
    networkMode: 'always',
    structuralSharing: false,
  } as const;
}

/** The options of one mounted component, always those of its latest committed render. */
export interface StreamUser<T, Input> {
  readonly current: UseInstantStreamOptions<T, Input>;
}

/** True where a component that React renders from scratch finds the run of its input again. */
export function isNamed<T, Input>(options: UseInstantStreamOptions<T, Input>): boolean {
  return (options.queryKey ?? options.id ?? options.api) !== undefined;
}

/**
 * The cache key of a run; `ownId` stands in where the options name nothing that could be shared.
 *
 * @throws {UsageError} `invalid-option` for an `input` that cannot be told from another
 */
export function streamKey<T, Input>(
  options: UseInstantStreamOptions<T, Input>,
  ownId: string,
): QueryKey {
  const { queryKey, id, api, input } = options;
  const isDeclared = input !== undefined;
  const base = queryKey ?? ['fieldwise', id ?? (isDeclared ? api : undefined) ?? ownId];
  return isDeclared ? [...base, inputKey(input)] : base;
}
