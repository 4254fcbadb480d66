// In: fields that are listened to, and whether they are seen. Out: a word at once, or for many changes one word later.
// Only a run under way is kept waiting for: how it begins and how it ends is told to everyone at once.
// Knows nothing of elements, and nothing of how seeing is found out.

import type { InstantRun } from '../client/index.js';
import { reportUncaught } from '../internal/report-error.js';
import type { FollowField } from './follow-field.js';

export interface LateFields {
  readonly follow: FollowField;
  /** Says whether the fields are seen; those that are waited for and are seen now are told of at once. */
  readonly setSeen: (isSeen: boolean) => void;
}

/** How long the browser may be busy before fields that nobody sees are rendered all the same. */
const PATIENCE_MS = 250;

/** Fields that are seen until someone says otherwise; `throttleMs` is how long they wait when they are not. */
export function createLateFields(throttleMs: number): LateFields {
  let isSeen = true;
  const untold = new Set<() => void>();
  /** Those with an untold field, by what ends the listening to their end. */
  const runs = new Map<InstantRun<unknown, never>, () => void>();
  let cancel: (() => void) | undefined;

  function rest(): void {
    cancel?.();
    cancel = undefined;
    for (const leave of runs.values()) leave();
    runs.clear();
  }

  function tellAll(): void {
    rest();
    const listeners = [...untold];
    // One may end the listening of another, which is then told of nothing.
    for (const listener of listeners) if (untold.delete(listener)) tell(listener);
  }

  function hold(run: InstantRun<unknown, never>, listener: () => void): void {
    untold.add(listener);
    cancel ??= later(throttleMs, tellAll);
    if (runs.has(run)) return;
    const leave = run.subscribe(() => {
      if (!isGrowing(run)) tellAll();
    });
    runs.set(run, leave);
  }

  return {
    follow(run, path, listener) {
      // One function given twice is two listeners.
      const own = () => listener();
      let { attempt } = run.getSnapshot();
      const leave = run.subscribeField(path, () => {
        const known = attempt;
        ({ attempt } = run.getSnapshot());
        // What another attempt withdraws is not shown any longer, seen or not.
        if (!isSeen && isGrowing(run) && attempt === known) return hold(run, own);
        untold.delete(own);
        listener();
      });
      return () => {
        leave();
        untold.delete(own);
      };
    },
    setSeen(next) {
      isSeen = next;
      if (isSeen) tellAll();
    },
  };
}

function isGrowing(run: InstantRun<unknown, never>): boolean {
  return run.getSnapshot().status === 'streaming';
}

/** As a run tells its listeners: the fault of one keeps nobody else from hearing. */
function tell(listener: () => void): void {
  try {
    listener();
  } catch (error) {
    reportUncaught(error);
  }
}

/**
 * After that time, when the browser has nothing better to do. Each caller has a task of its own, so that of a thousand
 * only as many are rendered between two frames as there is time for.
 */
function later(delayMs: number, work: () => void): () => void {
  // A timer cannot be set to never.
  if (delayMs === Infinity) return () => {};
  let idle: number | undefined;
  const timer = setTimeout(() => {
    // Safari has no idle time to give.
    if (typeof requestIdleCallback !== 'function') work();
    else idle = requestIdleCallback(work, { timeout: PATIENCE_MS });
  }, delayMs);
  return () => {
    clearTimeout(timer);
    if (idle !== undefined) cancelIdleCallback(idle);
  };
}
