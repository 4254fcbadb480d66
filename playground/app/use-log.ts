// In: a run's log. Out: the same log, and a re-render when it says it changed (at most ten times a second).

import { useSyncExternalStore } from 'react';
import type { RunLog } from './run-log.js';

export function useLog(log: RunLog): RunLog {
  useSyncExternalStore(log.subscribe, log.getVersion);
  return log;
}
