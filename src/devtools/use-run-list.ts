// In: where runs are. Out: a list of their recorders that lives as long as the component.
// Knows nothing of what is shown.

import { QueryClientContext } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { useCallback, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { createRunList } from './run-list.js';
import type { NamedRuns, RunList } from './run-list.js';
import type { RunRecord } from './run-record.js';
import type { RunRecorder } from './run-recorder.js';

/** Records the runs of a cache, that of the nearest provider unless another is given, and those given by name. */
export function useRunList(client: QueryClient | undefined, runs: NamedRuns | undefined): RunList {
  const nearest = useContext(QueryClientContext);
  const watched = client ?? nearest;
  const [list] = useState(createRunList);
  useEffect(() => watched && list.watch(watched), [list, watched]);
  useEffect(() => list.give(runs ?? {}), [list, runs]);
  useEffect(() => list.stop, [list]);
  return list;
}

/** One submit of one run, as a line of the list. */
export interface ListedRecord {
  readonly recorder: RunRecorder;
  readonly record: RunRecord;
  /** Another text for each record: labels are short, and of several runs may be one. */
  readonly key: string;
}

/** Every record of what was asked for, the oldest first; renders when there is more to read, at most four times a second per run. */
export function useRecords(list: RunList): readonly ListedRecord[] {
  const recorders = useSyncExternalStore(list.subscribe, list.getRecorders, list.getRecorders);
  const subscribe = useCallback(
    (listener: () => void) => {
      const leave = recorders.map((recorder) => recorder.subscribe(listener));
      return () => {
        for (const end of leave) end();
      };
    },
    [recorders],
  );
  const [keyOf] = useState(createKeys);
  const version = () => recorders.reduce((sum, { getVersion }) => sum + getVersion(), 0);
  useSyncExternalStore(subscribe, version, version);
  const records = recorders
    .flatMap((recorder) =>
      recorder.records.map((record) => ({ recorder, record, key: keyOf(record) })),
    )
    .filter(({ record }) => record.status !== 'idle');
  return records.toSorted((a, b) => a.record.beganAt - b.record.beganAt);
}

/** Gives each record a key that it keeps. */
function createKeys(): (record: RunRecord) => string {
  const keys = new WeakMap<RunRecord, string>();
  let count = 0;
  return (record) => {
    const key = keys.get(record) ?? String((count += 1));
    keys.set(record, key);
    return key;
  };
}
