// In: the events of a run, as they arrive, and the bytes they came in. Out: the few figures that the page itself shows.
// An event costs the same however many came before; readers are told at most ten times a second.
// Knows nothing of React; what happened when, field by field, is the devtools' to tell.

import { isFieldEvent, type FieldEvent, type InstantEvent } from 'fieldwise';

/** How many fields there are of each kind a person counts: leaves, and what is itself invalid. */
export interface FieldCounts {
  readonly done: number;
  readonly invalid: number;
}

/** The figures of one run. `getVersion` grows whenever anything here changed. */
export interface RunFigures {
  readonly begin: () => void;
  /** As before the first run. */
  readonly clear: () => void;
  readonly record: (event: InstantEvent) => void;
  /** A field that was asked for anew when the run was over: it counts as the last that came. */
  readonly amend: (event: InstantEvent) => void;
  readonly addBytes: (count: number) => void;
  readonly settle: () => void;
  readonly subscribe: (listener: () => void) => () => void;
  readonly getVersion: () => number;
  readonly counts: FieldCounts;
  readonly eventCount: number;
  readonly byteCount: number;
  /** When the first leaf began; undefined before. */
  readonly firstFieldMs: number | undefined;
  /** Between `begin` and `settle`. */
  readonly isRunning: boolean;
  /** Now, or the moment the run settled. */
  readonly elapsedMs: () => number;
}

const NOTIFY_MS = 100;

export function createRunFigures(now: () => number = () => performance.now()): RunFigures {
  const listeners = new Set<() => void>();
  const fields = new Map<string, keyof FieldCounts>();
  let eventCount = 0;
  let byteCount = 0;
  let firstFieldMs: number | undefined;
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
    eventCount += 1;
    if (isFieldEvent(event)) {
      if (isLeaf(event)) firstFieldMs ??= atMs;
      count(fields, event);
    }
    notifySoon();
  };

  const restart = (settled: number | undefined) => {
    fields.clear();
    eventCount = 0;
    byteCount = 0;
    firstFieldMs = undefined;
    beganAt = now();
    settledMs = settled;
    notify();
  };

  return {
    begin: () => restart(undefined),
    clear: () => restart(0),
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
    get counts() {
      const states = [...fields.values()];
      const invalid = states.filter((state) => state === 'invalid').length;
      return { done: states.length - invalid, invalid };
    },
    get eventCount() {
      return eventCount;
    },
    get byteCount() {
      return byteCount;
    },
    get firstFieldMs() {
      return firstFieldMs;
    },
  };
}

function count(fields: Map<string, keyof FieldCounts>, event: FieldEvent): void {
  const { type, path } = event;
  if (type === 'replaced') withdraw(fields, path);
  else if (type === 'done' && isLeaf(event)) fields.set(path, 'done');
  // A container is invalid by what is in it, unless something is said of itself.
  else if (type === 'invalid' && event.issues.some((issue) => issue.path === path))
    fields.set(path, 'invalid');
  else if (type === 'done' || type === 'invalid') fields.delete(path);
}

function withdraw(fields: Map<string, keyof FieldCounts>, outer: string): void {
  for (const path of fields.keys()) {
    const isInside = path.startsWith(outer) && /^(?:$|[.[])/.test(path.slice(outer.length));
    if (outer === '' || isInside) fields.delete(path);
  }
}

function isLeaf(event: FieldEvent): boolean {
  if (event.type === 'start') return event.kind === 'string';
  return (
    (event.type === 'done' || event.type === 'invalid') &&
    (typeof event.value !== 'object' || event.value === null)
  );
}
