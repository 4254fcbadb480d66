'use client';
// In: a stream. Out: where its flow stands, and each of its chunks.
// Knows nothing of what chunks do.

import { useMemo, useSyncExternalStore } from 'react';
import type { RunStatus } from '../../client/index.js';
import type { ProgressEvent } from '../../protocol/index.js';
import { useBeside, useFlowRun, type FlowStreamOptions } from './use-beside.js';

/** Where a chunk stands, by its last step. */
export type ChunkStatus = Omit<ProgressEvent, 'type' | 'path' | 'wildcardPath' | 'isComplete'>;

export interface FlowStatus {
  /** As of a run, and `waiting` while nothing is known to be at work and a person is asked. */
  readonly status: RunStatus | 'waiting';
  /** The chunks that have begun, the first begun first. Only where the flow tells of progress. */
  readonly chunks: readonly ChunkStatus[];
}

/**
 * Returns where a flow stands; the component renders when that changes. Of its chunks a flow tells with
 * `instants({ progress: true })`.
 *
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @example
 * ```tsx
 * export function Status() {
 *   const { status, chunks } = useFlowStatus({ stream: report });
 *   return <p>{`${status}: ${chunks.map(({ chunk, done }) => `${chunk} ${done}`).join(', ')}`}</p>;
 * }
 * ```
 */
export function useFlowStatus(options: FlowStreamOptions = {}): FlowStatus {
  const run = useFlowRun(options);
  const runStatus = useSyncExternalStore(
    run.subscribe,
    () => run.getSnapshot().status,
    () => 'idle' as const,
  );
  const chunks = useBeside(run, ({ progress }) => progress);
  const isAsked = useBeside(run, ({ interrupts }) => interrupts.length > 0);
  const isAtWork = chunks.some(({ active }) => active > 0);
  const isRunning = runStatus === 'connecting' || runStatus === 'streaming';
  const status = isRunning && isAsked && !isAtWork ? 'waiting' : runStatus;
  return useMemo(() => ({ status, chunks }), [status, chunks]);
}
