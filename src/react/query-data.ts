// In: a run's snapshot, or whatever a query cache holds. Out: the plain data a run leaves in the cache, or finds there.
// Plain, because devtools, persisters and other readers see it.
// Knows nothing of queries.

import type { KeptAnswer, RunSnapshot, RunStatus } from '../client/index.js';
import { getOwn } from '../internal/own.js';
import type { InstantMeta, Streaming } from '../protocol/index.js';

/** What the query cache holds for a run: plain data, written at every flush. A failed run has it beside its error. */
export interface InstantQueryData<T = unknown> {
  readonly status: RunStatus;
  /** What has arrived. */
  readonly partial: Streaming<T> | undefined;
  /** The whole answer, validated; only when complete. */
  readonly data: T | undefined;
  readonly reasoning: string;
  readonly meta: InstantMeta;
  /** Counts the submits of this key. */
  readonly runId: number;
}

export function toQueryData<T>(snapshot: RunSnapshot<T>): InstantQueryData<T> {
  const { status, partial, data, reasoning, meta, runId } = snapshot;
  return { status, partial, data, reasoning, meta, runId };
}

/** The finished answer in the cache, if there is one; another function may have put anything there. */
export function keptAnswer(cached: unknown): KeptAnswer | undefined {
  const isKept = getOwn(cached, 'status') === 'complete' && getOwn(cached, 'data') !== undefined;
  return isKept ? (cached as KeptAnswer) : undefined;
}
