// In: the options of a run. Out: the same, checked, and the transport they describe.
// A contradiction is refused when the run is made, not when it is submitted.
// Knows nothing of snapshots or events' meaning.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import { check, checkKinds, checkNames } from '../internal/usage-error.js';
import type {
  FieldEvent,
  FieldIssue,
  FieldPath,
  InstantEvent,
  StreamPolicies,
  Streaming,
} from '../protocol/index.js';
import { InstantClientError, type InstantError } from './error.js';
import type { FlushQueueOptions } from './flush-queue.js';
import { schedulerOf, urgentBeside, type FlushTiming } from './flush-scheduler.js';
import { fetchTransport } from './fetch-transport.js';
import { FETCH_OPTIONS, type FetchTransportOptions } from './post-input.js';
import type { RunSnapshot } from './run-snapshot.js';
import type { InstantTransport } from './transport.js';

/** Why a run is over; `superseded` when a later submit took its place. */
export type FinishReason = 'complete' | 'error' | 'stopped' | 'superseded';

/** What `onFinish` gets: the run's last snapshot, and why it is the last. */
export interface RunFinish<T = unknown> extends RunSnapshot<T> {
  readonly reason: FinishReason;
}

/** Told of a run. A callback that throws is reported like an uncaught error and changes nothing. */
export interface RunCallbacks<T = unknown> {
  /** Called exactly once per submit, after the last publication, whatever the reason. */
  readonly onFinish?: (finish: RunFinish<T>) => void;
  /** Called once when a run fails, before `onFinish`. */
  readonly onError?: (error: InstantError) => void;
  /** Called for every event, in order, as received (not per flush). */
  readonly onEvent?: (event: InstantEvent<T>) => void;
  /** Called when a field is complete, children before their parents; not for what was restored. */
  readonly onField?: (field: CompletedField<T>) => void;
}

/** What is to become of a field that does not fit its schema; see {@link InvalidFieldOptions.onInvalid}. */
export type InvalidAnswer = 'keep' | 'drop' | 'retry' | 'stop';

/** A field that is not what its schema asks for. */
export interface InvalidField<T = unknown> {
  readonly path: FieldPath<T>;
  /** As it was written; `undefined` of a field that was left out and must not be. */
  readonly value: unknown;
  readonly issues: readonly FieldIssue[];
}

/** What to do about fields that do not fit the schema. */
export interface InvalidFieldOptions<T = unknown> {
  /**
   * Called once for every field that ends invalid, where the fault is: a container is asked about for what is wrong with
   * itself, not for what is wrong in it. The answer decides, also as a promise: `keep` leaves it as it was written;
   * `drop` takes it out as if it had never been sent; `retry` asks for it anew, see `maxFieldRetries`; `stop` ends the
   * run as `stop()` does. The run is not over before it is decided and done. What is thrown is reported, and counts as
   * `keep`. `signal` is aborted when the run is stopped or another begins.
   * @default 'keep'
   */
  readonly onInvalid?:
    | ((
        field: InvalidField<T>,
        context: { readonly signal: AbortSignal },
      ) => InvalidAnswer | undefined | Promise<InvalidAnswer | undefined>)
    | undefined;
  /**
   * How often at most `retry` of `onInvalid` asks for one field, until it fits. Four requests are under way at a time.
   * @default 1
   */
  readonly maxFieldRetries?: number | undefined;
}

/** A field that closed as its schema wants it: `path` and `value` are typed together, as in `done` events. */
export type CompletedField<T = unknown> = Extract<FieldEvent<T>, { readonly type: 'done' }>;

/** What is shown before an answer arrives. */
export interface RunSeedOptions<T = unknown> {
  /** Shown in `partial` and in fields that are still pending; no substitute for data. */
  readonly initialValue?: Streaming<T> | undefined;
  /**
   * Like `initialValue`, but marked with `isPlaceholder` and of one run each: a value, or a function of what the run
   * showed last. `(previous) => previous` keeps the answer before until the new one begins. Read when something is
   * submitted, and at a reset.
   */
  readonly placeholder?: Streaming<T> | PlaceholderFunction<T> | undefined;
  /**
   * What becomes of the answer before, when something is submitted: `reset` forgets it, `replace` shows each of its
   * fields, marked with `isStale`, until the new answer has that field. What is not sent again is gone when its parent
   * closes, or with the end of a complete answer. Read when something is submitted.
   * @default 'reset'
   */
  readonly refetchMode?: RefetchMode | undefined;
}

/** Makes a placeholder of what was shown before, without a text in the middle of which that was cut off. */
export type PlaceholderFunction<T> = (
  previous: Streaming<T> | undefined,
) => Streaming<T> | undefined;

/** See {@link RunSeedOptions.refetchMode}. */
export type RefetchMode = 'reset' | 'replace';

/** Whether and when to ask again by itself. Only before the first event: what was shown is not asked for anew. */
export interface RunRetryOptions {
  /**
   * How many times to ask again when no answer could be had: the network failed, or the server was busy (HTTP 408, 425,
   * 429 and 5xx); `true` means until it works. A function decides of every failure that came before the first event.
   * @default false
   */
  readonly retry?:
    | boolean
    | number
    | ((failureCount: number, error: InstantError) => boolean)
    | undefined;
  /**
   * Milliseconds to wait before asking again.
   * @default 1000, doubled with each failure, at most 30_000
   */
  readonly retryDelay?:
    | number
    | ((failureCount: number, error: InstantError) => number)
    | undefined;
}

/** Where events come from: either `transport`, or `api` and how to ask it. */
export interface TransportOptions<Input = unknown> extends Partial<FetchTransportOptions<Input>> {
  /** Instead of `api` and its options: `createTextTransport`, `createSourceTransport`, or anything that opens events. */
  readonly transport?: InstantTransport<Input>;
}

/**
 * Options of {@link createInstantRun}: either `transport` or `api`. Callbacks, schema and request options are read when
 * they are needed, so an object with getters keeps them fresh without making a new run.
 */
export interface InstantRunOptions<T = unknown, Input = unknown>
  extends
    TransportOptions<Input>,
    RunCallbacks<T>,
    RunSeedOptions<T>,
    RunRetryOptions,
    InvalidFieldOptions<T> {
  /**
   * What the answer looks like. A zod 4 schema checks each field when it closes; any other Standard Schema, and an
   * asynchronous one, the finished answer. Read when something is submitted.
   */
  readonly schema?: StandardSchemaV1<unknown, T> | undefined;
  /** When which field may be shown, by path or pattern: `{ 'items[*].title': 'sentence' }`. Read like `schema`. */
  readonly policies?: NoInfer<StreamPolicies<T>> | undefined;
  /**
   * When growing text is shown: `frame`, `idle`, `sync`, or a function that decides. Completions wait for the next frame
   * at most.
   * @default 'frame'
   */
  readonly scheduler?: FlushTiming | undefined;
  /**
   * How long growing text rests after each flush, in milliseconds; the scheduler then says when it goes on. Completions,
   * errors and the end do not wait for it.
   * @default 0
   */
  readonly throttleMs?: number | undefined;
}

/** The names of {@link InstantRunOptions}. */
export const RUN_OPTIONS: readonly (keyof InstantRunOptions)[] = [
  ...FETCH_OPTIONS,
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
];

/**
 * Refuses options that make no sense, but for those that say how events are read and when they are shown.
 *
 * @throws {InstantClientError} `invalid-option`
 * @throws {UsageError} `invalid-option`
 */
export function checkRunOptions<T, Input>(options: InstantRunOptions<T, Input>): void {
  createTransport(options);
  checkNames('options', options, RUN_OPTIONS);
  const { onFinish, onError, onEvent, onField, onInvalid, maxFieldRetries = 1 } = options;
  checkKinds({ onFinish, onError, onEvent, onField, onInvalid }, 'function', 'undefined');
  const { refetchMode = 'reset' } = options;
  check(/^re(set|place)$/.test(refetchMode), 'refetchMode', 'reset or replace', refetchMode);
  check(maxFieldRetries >= 0, 'maxFieldRetries', 'a number from 0', maxFieldRetries);
}

/**
 * When a run flushes, as its options have it.
 *
 * @throws {UsageError} `invalid-option` for a scheduler that is none, and for a time that is none
 */
export function flushOptions({
  scheduler = 'frame',
  throttleMs = 0,
}: Pick<InstantRunOptions, 'scheduler' | 'throttleMs'>): FlushQueueOptions {
  const growth = schedulerOf(scheduler);
  check(typeof growth === 'function', 'scheduler', 'frame, idle, sync or a function', scheduler);
  check(throttleMs >= 0, 'throttleMs', 'milliseconds', throttleMs);
  return { growth, urgent: urgentBeside(growth), throttleMs };
}

/**
 * Creates the transport that options describe: the one they have, or one over fetch.
 *
 * @throws {InstantClientError} `invalid-option` unless there is exactly one of `transport` and `api`
 * @throws {UsageError} `invalid-option` for an option of another kind
 * @example
 * const transport = createTransport({ api: '/api/report', credentials: 'include' });
 * typeof transport.open; // 'function'
 */
export function createTransport<Input = unknown>(
  options: TransportOptions<Input>,
): InstantTransport<Input> {
  checkKinds({ options }, 'object');
  const { transport, api } = options;
  checkKinds({ transport }, 'object', 'undefined');
  if (transport !== undefined && api === undefined) {
    check(typeof transport.open === 'function', 'transport', 'a function `open`', transport);
    return transport;
  }
  if (transport === undefined && api !== undefined) return fetchTransport({ ...options, api });
  throw new InstantClientError(
    'usage',
    'invalid-option',
    `A run needs either api or transport: got ${api === undefined ? 'neither' : 'both'}. ` +
      "Pass { api: '/api/report' } for a Fieldwise route, or { transport } for anything else.",
  );
}
