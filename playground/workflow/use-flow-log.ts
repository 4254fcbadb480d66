// In: the log of the workflow. Out: what is in it, and a re-render when that changes.

import { useSyncExternalStore } from 'react';
import type { FlowLog, LogSnapshot } from './flow-log.js';

export function useFlowLog({ subscribe, getSnapshot }: FlowLog): LogSnapshot {
  return useSyncExternalStore(subscribe, getSnapshot);
}
