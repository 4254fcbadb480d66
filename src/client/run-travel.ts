// In: what is published of a run, and a place to put something else that is shown instead. Out: the run as it was, for tools.
// Only where an application is developed: in a build for production there is no way to it.
// Knows nothing of fields, listeners or transports.

import { createSnapshot, reduceInstants } from '../protocol/index.js';
import type { InstantEvent, InstantEventInput, InstantSnapshot } from '../protocol/index.js';
import type { AnswerReader } from './answer-reader.js';
import type { RunBeside } from './beside-snapshot.js';
import { cutOff, endingOf, judged } from './ending.js';
import { byKind } from './error.js';
import { createPastBeside } from './past-beside.js';
import { addProgress, NO_PROGRESS } from './run-progress.js';
import type { RunSnapshot, RunStatus } from './run-snapshot.js';
import type { RunChange, RunStore } from './run-store.js';

declare const process: { readonly env: { readonly NODE_ENV?: string } };

/**
 * Shows a run as it was after some of its events, in all that is read of it: snapshot and fields, and of a flow, by the
 * hooks and components of `fieldwise/flow/react`, lanes, signals, items, questions and progress. The run goes on behind that
 * and loses nothing; its events, callbacks, `run.beside` and the query cache are those of the run as it is.
 */
export interface RunTravel<T = unknown> {
  /** The run as it is, whatever is shown. */
  readonly getLive: () => RunSnapshot<T>;
  /** True while something else is shown. */
  readonly isAway: () => boolean;
  /** Shows what these events made of the run, of its latest submit from the first on; of growth the pieces are enough. */
  readonly show: (events: readonly InstantEventInput[]) => void;
  /** Shows the run as it is again. A submit, a stop and whatever else changes the run leave first. */
  readonly leave: () => void;
  /** What is shown of what is told beside the answer. Calls its listeners without an event when something else is shown. */
  readonly beside: RunBeside;
  /**
   * From now on shows this run, which is that of a lane, as it was at the moment at which that of its flow is shown, until the
   * function returned is called.
   */
  readonly follow: (flow: RunTravel | undefined, lane: string) => () => void;
}

/** The part of a store that may show something else. */
type ShownStore<T> = Pick<
  RunStore<T>,
  'getSnapshot' | 'getShown' | 'look' | 'showPast' | 'subscribe'
>;

type CreateReader<T> = () => AnswerReader<T>;

/** Undefined in production. */
export const createTravel: <T>(
  store: ShownStore<T>,
  beside: RunBeside,
  createReader: CreateReader<T>,
) => RunTravel<T> | undefined = /* @__PURE__ */ chooseTravel();

function chooseTravel() {
  try {
    // As one expression, which bundlers decide before they look at what it names.
    return process.env.NODE_ENV === 'production' ? stay : travel;
  } catch {
    // There is no process: a page without a bundler, whose readers are no developers.
    return stay;
  }
}

function stay(): undefined {
  return undefined;
}

function travel<T>(
  store: ShownStore<T>,
  live: RunBeside,
  createReader: CreateReader<T>,
): RunTravel<T> {
  const { getSnapshot: getLive, getShown, look, showPast } = store;
  const isAway = () => getShown() !== getLive();
  const past = createPastBeside(live, isAway);

  function put(
    events: readonly InstantEventInput[],
    status: RunStatus,
    endOf?: (snapshot: InstantSnapshot<T>) => RunChange<T>,
  ): void {
    const attempts = events.filter(({ type }) => type === 'attempt').length;
    const snapshot = reduceInstants(createSnapshot<T>(), events);
    const { answer: _, error, ...end } = endOf?.(snapshot) ?? {};
    past.fill(events);
    showPast({
      ...getLive(),
      ...look(snapshot),
      status,
      data: undefined,
      attempt: 1 + attempts,
      progress: addProgress(NO_PROGRESS, events),
      ...end,
      error: error && byKind(error),
    });
    past.tell();
  }

  function leave(): void {
    if (!isAway()) return;
    showPast(undefined);
    past.tell();
  }

  return {
    getLive,
    isAway,
    show: (events) => put(events, events.length === 0 ? 'connecting' : 'streaming'),
    leave,
    beside: past.shown,
    follow(flow, lane) {
      let shown: readonly InstantEvent[] | undefined;
      // Also when this run itself comes back: it began, or was reset, behind what is shown.
      const meet = () => {
        const told = flow?.isAway() ? flow.beside.getLane(lane) : undefined;
        if (told === shown && isAway() === (told !== undefined)) return;
        shown = told;
        if (told === undefined) return leave();
        const reader = createReader();
        const events = told.flatMap((event) => reader.read(event));
        put(events, told.length === 0 ? 'idle' : 'streaming', (snapshot) =>
          changeAt(told.at(-1), reader, snapshot),
        );
      };
      const leaves = [flow?.beside.subscribe(meet), store.subscribe(meet)];
      meet();
      return () => {
        for (const leaveOne of leaves) leaveOne?.();
      };
    },
  };
}

/** How an answer ended with its last event; one whose schema answers later has not ended yet. */
function changeAt<T>(
  last: InstantEvent | undefined,
  reader: AnswerReader<T>,
  { open, value }: InstantSnapshot<T>,
): RunChange<T> {
  if (last?.type !== 'end' && last?.type !== 'error') return {};
  if (last.type === 'error' || last.outcome === 'stopped') return endingOf(last).change;
  if (last.outcome === 'truncated') return cutOff(open).change;
  const verdict = reader.judge(value);
  return verdict instanceof Promise ? {} : judged(verdict).change;
}
