// In: a run and the names a component reads. Out: a number that changes only when one of those values does.
// That number is what the component subscribes to.
// Knows nothing of React, which calls it.

import type { InstantRun, RunSnapshot } from '../client/index.js';
import { hasChanged } from './instant-stream.js';
import type { StreamValueName } from './instant-stream.js';

/** Remembers what one component read, and of which snapshot. */
export interface ReadTracker<T> {
  /** Differs from the last call's when a value that was read has changed since the last render. */
  readonly getVersion: () => number;
  /** Notes that `name` is read in a render of `rendered`; answers which snapshot to read it from. */
  read(name: StreamValueName, rendered: RunSnapshot<T>): RunSnapshot<T>;
  /** Notes which snapshot is on the screen. */
  commit(rendered: RunSnapshot<T>): void;
}

export function createReadTracker<T>(run: InstantRun<T, never>): ReadTracker<T> {
  const names = new Set<StreamValueName>();
  let shown = run.getSnapshot();
  let version = 0;
  return {
    getVersion() {
      const next = run.getSnapshot();
      if (hasChanged(names, shown, next)) {
        version++;
        shown = next;
      }
      return version;
    },
    read(name, rendered) {
      const isFirst = !names.has(name);
      names.add(name);
      // A first read may come long after the render, in an event handler: until then nothing kept the component
      // up to date with this value, so only the run knows it.
      return isFirst && rendered === shown ? run.getSnapshot() : rendered;
    },
    commit(rendered) {
      shown = rendered;
    },
  };
}
