// In: a query cache, and runs that are in none. Out: a recorder for each run there is, now and later.
// A run that left the cache stays listed with what was recorded of it, because that is when one wants to look.
// Knows nothing of React or of what is shown.

import type { QueryClient } from '@tanstack/react-query';
import type { InstantRun } from '../client/index.js';
import { getInstantRuns } from '../react/index.js';
import { labelOfKey } from './run-label.js';
import { createRunRecorder, type RunRecorder } from './run-recorder.js';

/** Runs by the name they are listed under: those that live in no query cache. */
export type NamedRuns = Readonly<Record<string, InstantRun<unknown, never>>>;

/** The recorders of a page. Functions keep their identity and need no `this`. */
export interface RunList {
  /** The same list until one was added or removed. */
  readonly getRecorders: () => readonly RunRecorder[];
  readonly subscribe: (listener: () => void) => () => void;
  /** Records the runs of this cache, until the returned function is called. */
  readonly watch: (client: QueryClient) => () => void;
  /** Records these runs, and no longer those that were given before. */
  readonly give: (runs: NamedRuns) => void;
  /** Adds a run that nobody else has: a replay. */
  readonly add: (recorder: RunRecorder) => void;
  /** Forgets all records that are over, and the runs that are gone. */
  readonly clear: () => void;
  /** Ends all recording. */
  readonly stop: () => void;
}

/** Runs that are gone and still listed. */
const MAX_GONE = 20;

type Source = 'cache' | 'given' | 'added';

interface Listed {
  readonly recorder: RunRecorder;
  readonly source: Source;
  isGone: boolean;
}

export function createRunList(): RunList {
  const readers = new Set<() => void>();
  let listed: Listed[] = [];
  let recorders: readonly RunRecorder[] = [];

  const publish = (next: Listed[]) => {
    listed = next;
    recorders = next.map(({ recorder }) => recorder);
    for (const reader of readers) reader();
  };

  /** Brings what is listed of one source in line with what there is of it. */
  const meet = (source: Source, present: ReadonlyMap<NamedRuns[string], string>) => {
    const known = new Set(listed.filter((each) => each.source === source && !each.isGone));
    const missing = new Map(present);
    for (const each of known) {
      if (missing.delete(each.recorder.run)) continue;
      each.recorder.stop();
      each.isGone = true;
    }
    const added = [...missing].map(([run, label]): Listed => {
      return { recorder: createRunRecorder(run, { label }), source, isGone: false };
    });
    const isChanged = added.length > 0 || [...known].some(({ isGone }) => isGone);
    if (isChanged) publish(withoutOldest([...listed, ...added]));
  };

  return {
    getRecorders: () => recorders,
    subscribe(listener) {
      const own = () => listener();
      readers.add(own);
      return () => void readers.delete(own);
    },
    watch(client) {
      const look = () =>
        meet(
          'cache',
          new Map(
            getInstantRuns(client).map(({ run, query }) => [run, labelOfKey(query.queryKey)]),
          ),
        );
      look();
      return client.getQueryCache().subscribe((event) => {
        // Later: a run is made right after its query, and while a component renders nobody else may be told.
        if (event.type === 'added' || event.type === 'removed') queueMicrotask(look);
        // Of what is prefetched the run is made a microtask after the fetch begins, and tells nothing before the third.
        else if (event.type === 'updated' && event.action.type === 'fetch')
          queueMicrotask(() => queueMicrotask(look));
      });
    },
    give(runs) {
      meet('given', new Map(Object.entries(runs).map(([name, run]) => [run, name])));
    },
    add(recorder) {
      publish([...listed, { recorder, source: 'added', isGone: false }]);
    },
    clear() {
      const isKept = ({ source, isGone, recorder }: Listed) =>
        !isGone && (source !== 'added' || recorder.records.at(-1)?.isRunning === true);
      for (const each of listed)
        if (isKept(each)) each.recorder.clear();
        else each.recorder.stop();
      publish(listed.filter(isKept));
    },
    stop() {
      for (const { recorder } of listed) recorder.stop();
      publish([]);
    },
  };
}

/** A run of which nothing was recorded is not missed; of the others the newest are kept. */
function withoutOldest(listed: Listed[]): Listed[] {
  const isEmpty = ({ recorder }: Listed) => recorder.records.every((record) => record.runId === 0);
  const rest = listed.filter((each) => !each.isGone || !isEmpty(each));
  const gone = rest.filter(({ isGone }) => isGone);
  const surplus = new Set(gone.slice(0, Math.max(0, gone.length - MAX_GONE)));
  return rest.filter((each) => !surplus.has(each));
}
