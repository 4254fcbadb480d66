// In: a run. Out: a record of each of its submits, from now on, and a word to readers that there is more.
// Readers are told at most four times a second, and only while there are any, so watching does not slow the stream.
// Knows nothing of components, caches or what is shown.

import { liveRun, type InstantRun, type RunSnapshot } from '../client/index.js';
import { watchRenders, type RenderListener } from '../react/index.js';
import { shortLabel } from './run-label.js';
import { WrittenRecord, type RunRecord } from './run-record.js';

/** The records of one run. Functions keep their identity and need no `this`. */
export interface RunRecorder {
  /** What the run is called in a list, in short. */
  readonly label: string;
  readonly run: InstantRun<unknown, never>;
  /** One per submit, the newest last; there is always one, and never more than {@link MAX_RECORDS}. */
  readonly records: readonly RunRecord[];
  /** Calls the listener when there is more to read. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Calls the listener when a component that shows a field has rendered, with the path as it is written there, and its lane. */
  readonly onRender: (listener: RenderListener) => () => void;
  /** Grows whenever there is more to read. */
  readonly getVersion: () => number;
  /** Forgets every record that is over. */
  readonly clear: () => void;
  /** Ends the recording; what was recorded stays. */
  readonly stop: () => void;
}

export interface RecorderOptions {
  readonly label: string;
  /** A clock in milliseconds that never goes back. @default performance.now */
  readonly now?: () => number;
}

const TELL_MS = 250;
const MAX_RECORDS = 10;

/** Begins to record a run. */
export function createRunRecorder(
  run: InstantRun<unknown, never>,
  { label, now = () => performance.now() }: RecorderOptions,
): RunRecorder {
  const readers = new Set<() => void>();
  const renderListeners = new Set<RenderListener>();
  let version = 0;
  let isUntold = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const live = liveRun(run);
  const leaveRenders = watchRenders(run, (path, lane) => {
    if (run.travel?.isAway()) return;
    records.at(-1)?.renders?.add(path, lane);
    for (const listener of renderListeners) listener(path, lane);
    tellSoon();
  });
  /** Of what has begun already, the events before are not told: here, or where an answer was handed over. */
  const begin = (snapshot: RunSnapshot) => {
    const isLate = snapshot.status !== 'idle' && snapshot.status !== 'connecting';
    const countsRenders = leaveRenders !== undefined;
    return new WrittenRecord({ snapshot, isLate, countsRenders, now });
  };
  let records = [begin(live.getSnapshot())];

  const tell = () => {
    timer = undefined;
    isUntold = false;
    version += 1;
    for (const reader of readers) reader();
  };
  const tellSoon = () => {
    isUntold = true;
    if (readers.size > 0) timer ??= setTimeout(tell, TELL_MS);
  };

  const follow = () => {
    const snapshot = live.getSnapshot();
    const current = records.at(-1);
    if (current && current.runId !== snapshot.runId) {
      current.leave();
      // Nothing happened to one that was idle.
      const kept = current.status === 'idle' ? records.slice(0, -1) : records;
      records = [...kept, begin(snapshot)].slice(-MAX_RECORDS);
    } else current?.follow(snapshot);
    tellSoon();
  };
  const leaveRun = run.subscribe(follow);
  const leaveWire = run.onWire((fact) => {
    records.at(-1)?.addWire(fact);
    tellSoon();
  });
  const leaveEvents = run.onEvent((event) => {
    records.at(-1)?.add(event);
    tellSoon();
  });

  return {
    label: shortLabel(label),
    run,
    get records() {
      return records;
    },
    subscribe(listener) {
      const own = () => listener();
      readers.add(own);
      if (isUntold) tellSoon();
      return () => {
        readers.delete(own);
        if (readers.size > 0) return;
        clearTimeout(timer);
        timer = undefined;
      };
    },
    onRender(listener) {
      const own: RenderListener = (path, lane) => listener(path, lane);
      renderListeners.add(own);
      return () => void renderListeners.delete(own);
    },
    getVersion: () => version,
    clear() {
      const current = records.at(-1);
      records = current?.isRunning ? [current] : [begin(live.getSnapshot())];
      tellSoon();
    },
    stop() {
      leaveRun();
      leaveEvents();
      leaveWire();
      leaveRenders?.();
      records.at(-1)?.settle();
      tellSoon();
    },
  };
}
