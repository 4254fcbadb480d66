// In: nothing. Out: the types of what a run shows of itself and of one field.
// All of it is immutable, so that identity tells whether anything changed.
// Knows nothing of how they come about.

import type {
  FieldIssue,
  FieldStatus,
  FieldValue,
  InstantMeta,
  InstantSnapshot,
  Streaming,
} from '../protocol/index.js';
import type { InstantClientError } from './error.js';

/** Where a run stands: `idle → connecting → streaming → complete | stopped | error`. */
export type RunStatus = 'idle' | 'connecting' | 'streaming' | 'complete' | 'stopped' | 'error';

/** What is known of a run. Immutable; the same object until something changed. */
export interface RunSnapshot<T = unknown> {
  readonly status: RunStatus;
  /** The answer so far, with the initial value where nothing has arrived yet. Kept after a stop or an error. */
  readonly partial: Streaming<T> | undefined;
  /** The whole answer as the schema returns it; only when `status` is `complete`. */
  readonly data: T | undefined;
  /** Why `status` is `error`. */
  readonly error: InstantClientError | undefined;
  /** What the model thought aloud so far. */
  readonly reasoning: string;
  readonly meta: InstantMeta;
  /** How many times something was submitted; `0` before the first. */
  readonly runId: number;
  /** The protocol's view, without seeds: for `fieldState` and for saving. */
  readonly snapshot: InstantSnapshot<T>;
}

/**
 * A finished answer as it was kept from a {@link RunSnapshot}: plain data, to go on from in another process. Its type is
 * the promise of whoever kept it.
 */
export interface KeptAnswer {
  readonly data: unknown;
  /** @default `data` */
  readonly partial?: unknown;
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
}

/** The field of `T` at `P`: its value is typed where `P` is a written path, and unknown where it is segments. */
export type FieldAt<T, P> = FieldSnapshot<P extends string ? Streaming<FieldValue<T, P>> : unknown>;
