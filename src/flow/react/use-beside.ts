'use client';
// In: a stream, and which part of what is told beside its answer. Out: that part; the component renders when it changes.
// Knows nothing of what the parts mean.

import { useSyncExternalStore } from 'react';
import type { BesideSnapshot, InstantRun } from '../../client/index.js';
import { useRun, type StreamSource } from '../../react/index.js';
import { flowRun } from './lane-run.js';

/** Which flow a hook is about. */
export interface FlowStreamOptions {
  /** What `useInstantStream` returned. Default: the nearest provider's; within a `<Lane>` the flow the lane is of. */
  readonly stream?: StreamSource | undefined;
}

const NOTHING: BesideSnapshot = {
  lanes: [],
  signals: new Map(),
  items: { count: 0, values: [] },
  interrupts: [],
  progress: [],
};

/** The run of the flow, also within one of its lanes. */
export function useFlowRun({ stream }: FlowStreamOptions): InstantRun<unknown, never> {
  return flowRun(useRun(stream));
}

/** `select` gives something that stays the same until it changed. A server tells nothing beside an answer. */
export function useBeside<S>(
  { beside, travel }: InstantRun<unknown, never>,
  select: (snapshot: BesideSnapshot) => S,
): S {
  // A tool may show the run as it was.
  const { subscribe, getSnapshot } = travel?.beside ?? beside;
  return useSyncExternalStore(
    subscribe,
    () => select(getSnapshot()),
    () => select(NOTHING),
  );
}
