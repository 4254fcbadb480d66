// In: nothing. Out: the types of what a run shows of itself and of one field.
// All of it is immutable, so that identity tells whether anything changed.
// Knows nothing of how they come about.

import type {
  FieldIssue,
  FieldStatus,
  FieldValue,
  InstantMeta,
  InstantSnapshot,
  InvalidFields,
  Path,
  PathInput,
  Streaming,
} from '../protocol/index.js';
import type { InstantClientError, InstantError } from './error.js';

/** Where a run stands: `idle → connecting → streaming → complete | stopped | error`. */
export type RunStatus = 'idle' | 'connecting' | 'streaming' | 'complete' | 'stopped' | 'error';

/** What is known of a run. Immutable; the same object until something changed. */
export interface RunSnapshot<T = unknown> {
  readonly status: RunStatus;
  /**
   * The answer so far; where nothing has arrived yet, the initial value, the placeholder, or the answer before. Kept
   * after a stop or an error.
   */
  readonly partial: Streaming<T> | undefined;
  /** The whole answer as the schema returns it, when `status` is `complete`; while `isStale`, the one before. */
  readonly data: T | undefined;
  /** Why `status` is `error`. */
  readonly error: InstantError | undefined;
  /** What the model thought aloud so far. */
  readonly reasoning: string;
  readonly meta: InstantMeta;
  /** How many times something was submitted; `0` before the first. */
  readonly runId: number;
  /** What was submitted last. */
  readonly input: unknown;
  /**
   * How many times the answer was asked for: 1, and one more per automatic retry, of this run or of whoever answers it
   * (an `attempt` event); `0` before something was submitted.
   */
  readonly attempt: number;
  readonly progress: RunProgress;
  /** Where nothing new has arrived, the answer before is shown: a run with `refetchMode: 'replace'`, until it is complete. */
  readonly isStale: boolean;
  /** Where nothing has arrived, a placeholder is shown. */
  readonly isPlaceholder: boolean;
  /** The protocol's view, without seeds: for `fieldState` and for saving. */
  readonly snapshot: InstantSnapshot<T>;
}

/** How far a run is. Counts what arrived, and never goes back within a run. */
export interface RunProgress {
  /** Values without children that are closed: texts, numbers, booleans, nulls. */
  readonly fields: number;
  /** The length of the texts that grew, so far. */
  readonly characters: number;
}

/** Why a run failed, as it was kept: plain data. */
export type KeptError = Pick<
  InstantClientError,
  'kind' | 'code' | 'message' | 'path' | 'status' | 'issues'
>;

/**
 * An answer as it was kept from a {@link RunSnapshot}: plain data, to go on from in another process. Its type is the
 * promise of whoever kept it.
 */
export interface KeptAnswer {
  /** The whole answer; of one that was cut off there is none. */
  readonly data?: unknown;
  /** @default `data` */
  readonly partial?: unknown;
  /**
   * Anything but `complete` is shown as `stopped`, unless there is an `error`.
   * @default 'complete'
   */
  readonly status?: RunStatus | undefined;
  /** Why it failed, as plain data: the answer is shown as failed. */
  readonly error?: KeptError | undefined;
  /** `snapshot.open` of an answer that was cut off. @default the root alone: what is in it counts as complete */
  readonly open?: Path | undefined;
  /** `snapshot.invalid` of an answer that was cut off. */
  readonly invalid?: InvalidFields | undefined;
  readonly input?: unknown;
  readonly reasoning?: string | undefined;
  readonly meta?: InstantMeta | undefined;
  readonly runId?: number | undefined;
}

/** What is known of one field. Immutable; the same object until that field changed. */
export interface FieldSnapshot<V = unknown> {
  /** The path as {@link formatPath} writes it. */
  readonly path: string;
  readonly value: V | undefined;
  readonly status: FieldStatus;
  /** What is wrong with an `invalid` field, or with what is in it; otherwise empty. */
  readonly issues: readonly FieldIssue[];
  /** Closed and as the schema wants it: the value will not change any more. */
  readonly isComplete: boolean;
  /** Begun and growing. */
  readonly isStreaming: boolean;
  /** Nothing has arrived; `value` is the initial one, if there is any. */
  readonly isPending: boolean;
  /** Of this answer there is nothing here (yet); `value` is what the answer before had. */
  readonly isStale: boolean;
  /** Nothing has arrived; `value` is the placeholder's. */
  readonly isPlaceholder: boolean;
  /** Asked for anew, or in something that is. Until it arrives the field is `pending`, and `value` the one it had. */
  readonly isRetrying: boolean;
  /** `onInvalid` took it out of the answer; `status` is `missing`. */
  readonly isDropped: boolean;
  /** Why the last retry of this field failed; it has kept what it had. */
  readonly error: InstantError | undefined;
  /**
   * Asks for this field anew and puts what comes in its place; other fields stay as they are. Resolves with the field
   * as it is then: a failure is its `error`. A later retry of the same field, a stop and a reset end it.
   */
  readonly retry: () => Promise<FieldSnapshot<V>>;
}

/** The field of `T` at `P`: its value is typed where the compiler knows the path, and unknown otherwise. */
export type FieldAt<T, P> = FieldSnapshot<
  P extends PathInput ? Streaming<FieldValue<T, P>> : unknown
>;
