// In: events one by one. Out: the same in batches: growth when the scheduler says, completions with the next frame.
// A thousand events in one task, or in one frame, make one batch, and a string's growth in it is one event.
// Knows nothing of snapshots or listeners.

import type { InstantEvent } from '../protocol/index.js';
import type { FlushScheduler } from './flush-scheduler.js';

export interface FlushQueue {
  add(event: InstantEvent): void;
  /** Everything not flushed yet, for a caller that cannot wait; nothing stays scheduled. */
  take(): readonly InstantEvent[];
}

type Delta = Extract<InstantEvent, { type: 'delta' }>;
type Changing<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** When a queue flushes. */
export interface FlushQueueOptions {
  /** When growth is shown. */
  readonly growth: FlushScheduler;
  /** When what is worth showing at once is. */
  readonly urgent: FlushScheduler;
  /** How long growth rests after a flush, whatever the flush was for. */
  readonly throttleMs: number;
}

export function createFlushQueue(
  { growth, urgent, throttleMs }: FlushQueueOptions,
  flush: (events: readonly InstantEvent[]) => void,
): FlushQueue {
  let events: InstantEvent[] = [];
  /** The queue's own event at the end of `events`, in which a string's growth is gathered. */
  let growing: Changing<Delta> | undefined;
  /** What is scheduled. A scheduler may flush at once, twice, or after it was told not to: only its turn counts. */
  let turn: object | undefined;
  let cancel: (() => void) | undefined;
  let isSoon = false;
  let rest: ReturnType<typeof setTimeout> | undefined;

  function take(): readonly InstantEvent[] {
    const stop = cancel;
    const taken = events;
    turn = undefined;
    cancel = undefined;
    isSoon = false;
    events = [];
    growing = undefined;
    clearTimeout(rest);
    rest = undefined;
    stop?.();
    return taken;
  }

  function schedule(next: FlushScheduler): void {
    const own = {};
    turn = own;
    const stop = next(() => {
      if (turn !== own) return;
      const taken = take();
      if (throttleMs > 0) rest = setTimeout(wake, throttleMs);
      flush(taken);
    });
    if (turn === own) cancel = stop;
  }

  function wake(): void {
    rest = undefined;
    if (events.length > 0 && turn === undefined) schedule(growth);
  }

  /** So that what waits is as long as the text, not as the number of pieces it came in. */
  function push(event: InstantEvent): void {
    const last = events.at(-1);
    if (event.type !== 'delta' || last?.type !== 'delta' || last.path !== event.path) {
      events.push(event);
      growing = undefined;
      return;
    }
    if (growing === undefined) {
      // An event the protocol made works its address out; of that, whoever reads the batch wants this form.
      growing = { ...last, segments: last.segments };
      events[events.length - 1] = growing;
    }
    growing.delta += event.delta;
    growing.value = event.value;
  }

  return {
    take,
    add(event) {
      push(event);
      const isUrgent = event.type === 'done' || event.type === 'invalid';
      if (isUrgent ? isSoon : turn !== undefined || rest !== undefined) return;
      cancel?.();
      isSoon = isUrgent;
      schedule(isUrgent ? urgent : growth);
    },
  };
}
