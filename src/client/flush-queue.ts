// In: events one by one. Out: the same in batches: growth with the next frame, completions when the task is over.
// A thousand events in one task make one batch.
// Knows nothing of snapshots or listeners.

import type { InstantEvent } from '../protocol/index.js';
import type { FlushScheduler } from './flush-scheduler.js';

export interface FlushQueue {
  add(event: InstantEvent): void;
  /** Everything not flushed yet, for a caller that cannot wait; nothing stays scheduled. */
  take(): readonly InstantEvent[];
}

export function createFlushQueue(
  scheduler: FlushScheduler,
  flush: (events: readonly InstantEvent[]) => void,
): FlushQueue {
  let events: InstantEvent[] = [];
  let cancel: (() => void) | undefined;
  let isSoon = false;

  function take(): readonly InstantEvent[] {
    cancel?.();
    cancel = undefined;
    isSoon = false;
    const taken = events;
    events = [];
    return taken;
  }

  /** A scheduler may flush before it returns; then there is nothing left to cancel. */
  function schedule(next: FlushScheduler): void {
    let hasRun = false;
    const stop = next(() => {
      hasRun = true;
      flush(take());
    });
    if (!hasRun) cancel = stop;
  }

  return {
    take,
    add(event) {
      events.push(event);
      const isUrgent = event.type === 'done';
      if (isUrgent ? isSoon : cancel !== undefined) return;
      cancel?.();
      isSoon = isUrgent;
      schedule(isUrgent ? afterTask : scheduler);
    },
  };
}

const afterTask: FlushScheduler = (flush) => {
  const timer = setTimeout(flush, 0);
  return () => clearTimeout(timer);
};
