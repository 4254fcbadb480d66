// In: events one by one. Out: the same in batches: growth when the scheduler says, completions with the next frame.
// A thousand events in one task, or in one frame, make one batch.
// Knows nothing of snapshots or listeners.

import type { InstantEvent } from '../protocol/index.js';
import { soonScheduler, type FlushScheduler } from './flush-scheduler.js';

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
  /** What is scheduled. A scheduler may flush at once, twice, or after it was told not to: only its turn counts. */
  let turn: object | undefined;
  let cancel: (() => void) | undefined;
  let isSoon = false;

  function take(): readonly InstantEvent[] {
    const stop = cancel;
    const taken = events;
    turn = undefined;
    cancel = undefined;
    isSoon = false;
    events = [];
    stop?.();
    return taken;
  }

  function schedule(next: FlushScheduler): void {
    const own = {};
    turn = own;
    const stop = next(() => {
      if (turn === own) flush(take());
    });
    if (turn === own) cancel = stop;
  }

  return {
    take,
    add(event) {
      events.push(event);
      const isUrgent = event.type === 'done' || event.type === 'invalid';
      if (isUrgent ? isSoon : turn !== undefined) return;
      cancel?.();
      isSoon = isUrgent;
      schedule(isUrgent ? soonScheduler : scheduler);
    },
  };
}
