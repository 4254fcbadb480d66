// In: the events of a run, as they arrive, and the bytes they came in. Out: a log and per-field times for the inspector.
// Recording is O(1) per event; readers are told at most ten times a second, so watching never slows the stream.
// Knows nothing of React or of what the fields mean.

import type { InstantEvent } from 'fieldwise';
import { createFieldTimes, type FieldTime } from './field-times.js';

/** One event and when it came, in milliseconds since the run began. */
export interface LoggedEvent {
  readonly atMs: number;
  readonly event: InstantEvent;
}

/** The inspector's view of a run. `version` grows whenever anything here changed. */
export interface RunLog {
  readonly begin: () => void;
  readonly record: (event: InstantEvent) => void;
  /** A field that was asked for anew when the run was over: it counts as the last that came. */
  readonly amend: (event: InstantEvent) => void;
  readonly addBytes: (count: number) => void;
  readonly settle: () => void;
  readonly subscribe: (listener: () => void) => () => void;
  readonly getVersion: () => number;
  readonly events: readonly LoggedEvent[];
  readonly fields: readonly FieldTime[];
  /** Events ever recorded; `events` keeps the newest {@link MAX_EVENTS}. */
  readonly eventCount: number;
  readonly byteCount: number;
  /** When the first leaf began; undefined before. */
  readonly firstFieldMs: number | undefined;
  /** Between `begin` and `settle`. */
  readonly isRunning: boolean;
  /** Now, or the moment the run settled. */
  readonly elapsedMs: () => number;
}

const MAX_EVENTS = 5000;
const NOTIFY_MS = 100;

export function createRunLog(now: () => number = () => performance.now()): RunLog {
  const listeners = new Set<() => void>();
  let times = createFieldTimes();
  let events: LoggedEvent[] = [];
  let eventCount = 0;
  let byteCount = 0;
  let beganAt = 0;
  let settledMs: number | undefined = 0;
  let version = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const notify = () => {
    clearTimeout(timer);
    timer = undefined;
    version += 1;
    for (const listener of listeners) listener();
  };
  const notifySoon = () => {
    timer ??= setTimeout(notify, NOTIFY_MS);
  };

  const add = (event: InstantEvent, atMs: number) => {
    // Dropping a fifth at once keeps this O(1) per event on average.
    if (events.length >= MAX_EVENTS) events = events.slice(MAX_EVENTS / 5);
    events.push({ atMs, event });
    eventCount += 1;
    times.record(event, atMs);
    notifySoon();
  };

  return {
    begin() {
      times = createFieldTimes();
      events = [];
      eventCount = 0;
      byteCount = 0;
      beganAt = now();
      settledMs = undefined;
      notify();
    },
    record: (event) => add(event, now() - beganAt),
    amend(event) {
      // Of a run that goes on it was recorded when it came.
      if (settledMs !== undefined) add(event, settledMs);
    },
    addBytes(count) {
      byteCount += count;
      notifySoon();
    },
    settle() {
      settledMs ??= now() - beganAt;
      notify();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getVersion: () => version,
    elapsedMs: () => settledMs ?? now() - beganAt,
    get isRunning() {
      return settledMs === undefined;
    },
    get events() {
      return events;
    },
    get fields() {
      return times.fields;
    },
    get eventCount() {
      return eventCount;
    },
    get byteCount() {
      return byteCount;
    },
    get firstFieldMs() {
      return times.firstLeafMs;
    },
  };
}
