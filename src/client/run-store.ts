// In: events in batches, and changes of status. Out: published snapshots, and a word to exactly those they concern.
// Everything is read from the last publication, so the run and its fields always agree.
// Knows nothing of transports, schemas or callbacks.

import { createSnapshot, fieldState, parsePath, reduceInstants } from '../protocol/index.js';
import type {
  AttemptEvent,
  InstantEvent,
  InstantSnapshot,
  Path,
  Streaming,
} from '../protocol/index.js';
import type { Attempt } from './attempt.js';
import type { AmendedAnswer, AmendedFields } from './amended-fields.js';
import { createEarlierAnswers } from './earlier-answers.js';
import { byKind, type InstantClientError } from './error.js';
import { createFieldStore, type FieldReads, type Published, type RetryOne } from './field-store.js';
import { restoredRun } from './restored-run.js';
import { addProgress, NO_PROGRESS } from './run-progress.js';
import type { RunSeedOptions } from './run-options.js';
import type { FieldSnapshot, KeptAnswer, RunSnapshot } from './run-snapshot.js';
import { tell } from './tell.js';

/** What may change beside what the events say. */
export interface RunChange<T> extends Partial<Pick<RunSnapshot<T>, 'status' | 'data' | 'attempt'>> {
  readonly error?: InstantClientError | undefined;
  /** Laid over what arrived, or put in its place. */
  readonly answer?: AmendedAnswer | undefined;
}

/** Adds events and a change to what is published; the result is shown, or only looked at. */
export type ShowEvents<T> = (
  events: readonly InstantEvent[],
  change?: RunChange<T>,
) => RunSnapshot<T>;

/** What has arrived of an answer elsewhere, and how often it was asked for. */
type BegunEvents = Pick<Attempt<unknown, unknown>, 'shown' | 'count'>;

export interface RunStore<T> extends FieldReads {
  /** What is published. */
  getSnapshot(): RunSnapshot<T>;
  /** What is shown: the same, unless a tool shows the run as it was. Fields are always of this. */
  getShown(): RunSnapshot<T>;
  /** What a snapshot looks like with all that stands in. */
  look(snapshot: InstantSnapshot<T>): Partial<RunSnapshot<T>>;
  /** Shows this, or again what is published, and tells whom it concerns. */
  showPast(past: RunSnapshot<T> | undefined): void;
  subscribe(listener: () => void): () => void;
  /** Adds events and a change in one publication. */
  readonly publish: ShowEvents<T>;
  /** What {@link RunStore.publish} would show, without showing it. */
  readonly preview: ShowEvents<T>;
  /** Begins anew: nothing has arrived, and nothing was asked. */
  clear(runId: number): void;
  /**
   * Begins to wait for the answer to an input, or for the rest of it where it has begun; `refetchMode` says what becomes
   * of the one before.
   */
  ask(input: unknown, runId: number, begun: BegunEvents): void;
  /** Begins the same answer anew; `refetchMode` says what becomes of what had arrived of it. */
  renew(event: AttemptEvent): void;
  /** Begins with what was kept. */
  restore(answer: KeptAnswer, runId: number): void;
}

/** `initialValue` is read once, the other options when something is asked. */
export function createRunStore<T>(options: RunSeedOptions<T>, retryField: RetryOne): RunStore<T> {
  const listeners = new Set<() => void>();
  const earlier = createEarlierAnswers(options);
  let published = blank(0);
  /** Shown in the place of what is published. */
  let past: RunSnapshot<T> | undefined;
  let amended: AmendedFields | undefined;
  const { refresh, ...fields } = createFieldStore(
    () => (past ? { run: past, amended: undefined } : { run: published, amended }),
    unbegun,
    wholeStandIn,
    retryField,
  );

  function blank(runId: number): RunSnapshot<T> {
    return {
      status: 'idle',
      data: undefined,
      error: undefined,
      runId,
      input: undefined,
      attempt: 0,
      progress: NO_PROGRESS,
      ...earlier.look(createSnapshot<T>()),
    };
  }

  function preview(
    events: readonly InstantEvent[],
    { answer, ...change }: RunChange<T> = {},
    before = published,
  ): RunSnapshot<T> {
    const arrived = reduceInstants(before.snapshot, events);
    // That its schema was asked about it makes it a `T`.
    const snapshot = answer ? ({ ...arrived, ...answer.put(arrived) } as typeof arrived) : arrived;
    const shown = snapshot === before.snapshot ? before : look(snapshot);
    return {
      ...before,
      ...shown,
      progress: addProgress(before.progress, events),
      data: shown.isStale ? before.data : undefined,
      ...change,
      error: change.error && byKind(change.error),
    };
  }

  /** What a snapshot looks like with all that stands in or is laid over. */
  function look(snapshot: InstantSnapshot<T>, layers = amended) {
    const shown = earlier.look(snapshot);
    // What is asked for anew is of the same type.
    return layers ? { ...shown, partial: layers.over(shown.partial) as Streaming<T> } : shown;
  }

  /** What would be published if nothing had arrived of a field: of the answer, or of what is asked for anew there. */
  function unbegun({ path, isRetrying }: FieldSnapshot): Published {
    const layers = past ? undefined : amended?.without(path);
    const withdrawn = isRetrying ? [] : [{ type: 'replaced' as const, path }];
    const { snapshot } = past ?? published;
    const without = reduceInstants(snapshot, withdrawn);
    return { run: past ? earlier.look(without) : look(without, layers), amended: layers };
  }

  /** What stands in for a field where only whole values are shown: the last one there was. */
  function wholeStandIn({ path, value, isRetrying }: FieldSnapshot): unknown {
    const at = parsePath(path);
    const { status } = fieldState((past ?? published).snapshot, at);
    const isOver = status === 'complete' || status === 'invalid';
    return isRetrying && isOver ? value : earlier.wholeAt(at);
  }

  /** Begins with something else, of which some may have arrived. */
  function begin(next: RunSnapshot<T>, begun: readonly InstantEvent[] = []): void {
    amended = undefined;
    show(begun.length > 0 ? preview(begun, { status: 'streaming' }, next) : next, [], []);
  }

  function show(
    next: RunSnapshot<T>,
    events: readonly InstantEvent[],
    closed: Path | undefined,
    amendedAt?: Path,
  ): void {
    published = next;
    earlier.release(next.snapshot);
    // Every field is brought up to date before anyone is told of one.
    const tellFields = refresh(events, closed, amendedAt);
    tellFields();
    tellAll();
  }

  function tellAll(): void {
    // A copy: whoever joins while others are told has already seen this publication.
    const audience = [...listeners];
    for (const listener of audience) if (listeners.has(listener)) tell(listener);
  }

  return {
    ...fields,
    getSnapshot: () => published,
    getShown: () => past ?? published,
    look: earlier.look,
    showPast(next) {
      past = next;
      refresh([], [], undefined)();
      tellAll();
    },
    subscribe(listener) {
      // Wrapped, so that one function given twice is two subscriptions.
      const own = () => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    preview,
    publish(events, change) {
      const answer = change?.answer;
      if (answer) amended = answer.rest();
      const next = preview(events, change);
      show(next, events, closedPath(published.snapshot.open, next.snapshot.open), answer?.at);
      return next;
    },
    clear(runId) {
      earlier.clear();
      begin(blank(runId));
    },
    ask(input, runId, { shown, count }) {
      const { data } = published;
      const isReplacing = earlier.ask(published);
      const next = { ...blank(runId), status: 'connecting', input, attempt: count } as const;
      begin(isReplacing ? { ...next, data } : next, shown);
    },
    renew(event) {
      earlier.renew(published);
      amended = undefined;
      show(preview([event], { attempt: published.attempt + 1 }), [event], []);
    },
    restore(answer, runId) {
      earlier.drop();
      begin(restoredRun(answer, runId));
    },
  };
}

/** The outermost value that was open and is no more: a hand-written source may move on without closing it. */
function closedPath(before: Path | undefined, after: Path | undefined): Path | undefined {
  if (before === undefined) return undefined;
  if (after === undefined) return [];
  const depth = before.findIndex((segment, index) => segment !== after[index]);
  return depth === -1 ? undefined : before.slice(0, depth + 1);
}
