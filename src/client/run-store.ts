// In: events in batches, and changes of status. Out: published snapshots, and a word to exactly those they concern.
// Everything is read from the last publication, so the run and its fields always agree.
// Knows nothing of transports, schemas or callbacks.

import { reportUncaught } from '../internal/report-error.js';
import {
  createSnapshot,
  parsePath,
  reduceInstants,
  type InstantEvent,
  type Path,
  type PathInput,
  type Streaming,
} from '../protocol/index.js';
import { createFieldCache } from './field-cache.js';
import { createPathIndex } from './path-index.js';
import type { FieldSnapshot, RunSnapshot, RunStatus } from './run-snapshot.js';
import { seededValue } from './seeded-value.js';

/** What may change beside what the events say. */
export type RunChange<T> = Partial<Pick<RunSnapshot<T>, 'status' | 'data' | 'error'>>;

/** Adds events and a change to what is published; the result is shown, or only looked at. */
export type ShowEvents<T> = (
  events: readonly InstantEvent[],
  change?: RunChange<T>,
) => RunSnapshot<T>;

export interface RunStore<T> {
  getSnapshot(): RunSnapshot<T>;
  getField(path: PathInput): FieldSnapshot;
  subscribe(listener: () => void): () => void;
  subscribeField(path: PathInput, listener: () => void): () => void;
  /** Adds events and a change in one publication. */
  readonly publish: ShowEvents<T>;
  /** What {@link RunStore.publish} would show, without showing it. */
  readonly preview: ShowEvents<T>;
  /** Begins anew: nothing has arrived. */
  clear(status: RunStatus, runId: number): void;
}

/** One subscription of one field, with what it was last told. */
interface FieldListener {
  readonly path: PathInput;
  readonly notify: () => void;
  known: FieldSnapshot;
  isLeft: boolean;
}

export function createRunStore<T>(seed: Streaming<T> | undefined): RunStore<T> {
  const fields = createFieldCache();
  const index = createPathIndex<FieldListener>();
  const listeners = new Set<() => void>();
  let published = blank('idle', 0);

  function blank(status: RunStatus, runId: number): RunSnapshot<T> {
    const snapshot = createSnapshot<T>();
    const { reasoning, meta } = snapshot;
    const partial = seededValue(snapshot, seed);
    return { status, partial, data: undefined, error: undefined, reasoning, meta, runId, snapshot };
  }

  function preview(events: readonly InstantEvent[], change: RunChange<T> = {}): RunSnapshot<T> {
    const snapshot = reduceInstants(published.snapshot, events);
    const { reasoning, meta } = snapshot;
    const partial =
      snapshot === published.snapshot ? published.partial : seededValue(snapshot, seed);
    return { ...published, partial, reasoning, meta, snapshot, ...change };
  }

  function show(next: RunSnapshot<T>, concerned: Iterable<FieldListener>): void {
    published = next;
    for (const listener of concerned) {
      const field = fields.get(listener.path, published);
      if (field === listener.known || listener.isLeft) continue;
      listener.known = field;
      tell(listener.notify);
    }
    // A copy: whoever joins while others are told has already seen this publication.
    const audience = [...listeners];
    for (const listener of audience) if (listeners.has(listener)) tell(listener);
  }

  return {
    getSnapshot: () => published,
    getField: (path) => fields.get(path, published),
    subscribe(listener) {
      // Wrapped, so that one function given twice is two subscriptions.
      const own = () => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    subscribeField(input, listener) {
      const path = parsePath(input);
      const known = fields.get(input, published);
      const entry = { path: input, notify: () => listener(), known, isLeft: false };
      index.add(path, entry);
      return () => {
        entry.isLeft = true;
        index.remove(path, entry);
      };
    },
    preview,
    publish(events, change) {
      const next = preview(events, change);
      const concerned = index.concerned(events);
      const closed = closedPath(published.snapshot.open, next.snapshot.open);
      if (closed) for (const listener of index.below(closed)) concerned.add(listener);
      show(next, concerned);
      return next;
    },
    clear: (status, runId) => show(blank(status, runId), index.below([])),
  };
}

/** The outermost value that was open and is no more: a hand-written source may move on without closing it. */
function closedPath(before: Path | undefined, after: Path | undefined): Path | undefined {
  if (before === undefined) return undefined;
  if (after === undefined) return [];
  const depth = before.findIndex((segment, index) => segment !== after[index]);
  return depth === -1 ? undefined : before.slice(0, depth + 1);
}

/** A listener that throws is reported like an uncaught error; the others hear what they came for. */
function tell(listener: () => void): void {
  try {
    listener();
  } catch (error) {
    reportUncaught(error);
  }
}
