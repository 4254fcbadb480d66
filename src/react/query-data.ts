// In: a run's snapshot, or whatever a query cache holds. Out: the plain data a run leaves in the cache, or finds there.
// Plain, because devtools, persisters and other readers see it; versioned, because a persister outlives a release.
// Knows nothing of queries.

import type { KeptAnswer, RunSnapshot, RunStatus } from '../client/index.js';
import { getOwn } from '../internal/own.js';
import type { InstantMeta, InvalidFields, Path, Streaming } from '../protocol/index.js';

/**
 * What the query cache holds for a run: plain data, written at every flush. A run that failed in the middle has it beside
 * its error; one that failed before anything arrived leaves what was there before.
 */
export interface InstantQueryData<T = unknown> {
  /** Of this shape; data of another version is not begun from. */
  readonly version: 1;
  readonly status: RunStatus;
  /** What has arrived, without placeholders and without what is stale. */
  readonly partial: Streaming<T> | undefined;
  /** The whole answer, validated; only when complete. */
  readonly data: T | undefined;
  readonly reasoning: string;
  readonly meta: InstantMeta;
  /** Counts the submits of this key. */
  readonly runId: number;
  /** What was submitted. */
  readonly input: unknown;
  /** The path at which the answer goes on, or was cut off; only when not complete. */
  readonly open?: Path | undefined;
  /** What does not fit the schema so far; only when not complete. */
  readonly invalid?: InvalidFields | undefined;
  /** Nobody stopped it: its last component unmounted. A declared input asks again when it is mounted. */
  readonly isCutOff?: true;
}

const VERSION = 1;

export function toQueryData<T>(snapshot: RunSnapshot<T>, isCutOff: boolean): InstantQueryData<T> {
  const { status, data, reasoning, meta, runId, input, isStale } = snapshot;
  const { value: partial, open, invalid } = snapshot.snapshot;
  return {
    version: VERSION,
    status,
    partial,
    data: isStale ? undefined : data,
    reasoning,
    meta,
    runId,
    input,
    ...(status !== 'complete' && { open, invalid }),
    ...(isCutOff && { isCutOff }),
  };
}

/** The answer in the cache, whole or cut off, if there is one; another function may have put anything there. */
export function keptAnswer(cached: unknown): KeptAnswer | undefined {
  const status = getOwn(cached, 'status');
  const has = (key: string) => getOwn(cached, key) !== undefined;
  const isKept = status === 'complete' ? has('data') : status === 'stopped' || has('partial');
  const isKnown = (getOwn(cached, 'version') ?? VERSION) === VERSION;
  return isKnown && status !== undefined && isKept ? (cached as KeptAnswer) : undefined;
}

/** True of an answer that nobody stopped: a reload, or its last component's unmounting, cut it off. */
export function isCutOff(cached: unknown): boolean {
  return getOwn(cached, 'status') === 'streaming' || getOwn(cached, 'isCutOff') === true;
}
