// In: events in batches, and changes of status. Out: published snapshots, and a word to exactly those they concern.
// Everything is read from the last publication, so the run and its fields always agree.
// Knows nothing of transports, schemas or callbacks.

import {
  createSnapshot,
  reduceInstants,
  type InstantEvent,
  type InstantSnapshot,
  type Path,
  type PathInput,
  type Streaming,
} from '../protocol/index.js';
import { createFieldStore } from './field-store.js';
import type { FieldSnapshot, KeptAnswer, RunSnapshot, RunStatus } from './run-snapshot.js';
import { seededValue } from './seeded-value.js';
import { tell } from './tell.js';

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
  /** Begins with everything there. */
  restore(answer: KeptAnswer, runId: number): void;
}

export function createRunStore<T>(seed: Streaming<T> | undefined): RunStore<T> {
  const listeners = new Set<() => void>();
  let published = blank('idle', 0);
  const fields = createFieldStore(() => published);

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

  function show(
    next: RunSnapshot<T>,
    events: readonly InstantEvent[],
    closed: Path | undefined,
  ): void {
    published = next;
    // Every field is brought up to date before anyone is told of one.
    const tellFields = fields.refresh(events, closed);
    tellFields();
    // A copy: whoever joins while others are told has already seen this publication.
    const audience = [...listeners];
    for (const listener of audience) if (listeners.has(listener)) tell(listener);
  }

  return {
    getSnapshot: () => published,
    getField: fields.get,
    subscribe(listener) {
      // Wrapped, so that one function given twice is two subscriptions.
      const own = () => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    subscribeField: fields.subscribe,
    preview,
    publish(events, change) {
      const next = preview(events, change);
      show(next, events, closedPath(published.snapshot.open, next.snapshot.open));
      return next;
    },
    clear: (status, runId) => show(blank(status, runId), [], []),
    restore: (answer, runId) => show(finished(answer, runId), [], []),
  };
}

/** Everything is there; that it is a `T` is the promise of whoever kept it. */
function finished<T>(answer: KeptAnswer, runId: number): RunSnapshot<T> {
  const { data, partial = data, reasoning = '', meta = {} } = answer;
  const shown = { partial: partial as Streaming<T>, reasoning, meta };
  const snapshot: InstantSnapshot<T> = {
    ...createSnapshot<T>(),
    value: shown.partial,
    reasoning,
    meta,
    outcome: 'complete',
  };
  return { status: 'complete', ...shown, data: data as T, error: undefined, runId, snapshot };
}

/** The outermost value that was open and is no more: a hand-written source may move on without closing it. */
function closedPath(before: Path | undefined, after: Path | undefined): Path | undefined {
  if (before === undefined) return undefined;
  if (after === undefined) return [];
  const depth = before.findIndex((segment, index) => segment !== after[index]);
  return depth === -1 ? undefined : before.slice(0, depth + 1);
}
