// In: what is published of a run, and a place to put something else that is shown instead. Out: the run as it was, for tools.
// Only where an application is developed: in a build for production there is no way to it.
// Knows nothing of fields, listeners or transports.

import { createSnapshot, reduceInstants, type InstantEventInput } from '../protocol/index.js';
import { addProgress, NO_PROGRESS } from './run-progress.js';
import type { RunSnapshot } from './run-snapshot.js';

declare const process: { readonly env: { readonly NODE_ENV?: string } };

/**
 * Shows a run as it was after some of its events, in all that is read of it: snapshot and fields. The run goes on behind
 * that and loses nothing; its events, callbacks and the query cache are those of the run as it is.
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
}

/** The part of a store that may show something else. */
export interface ShownStore<T> {
  readonly getLive: () => RunSnapshot<T>;
  readonly getShown: () => RunSnapshot<T>;
  /** What a snapshot looks like with all that stands in. */
  readonly look: (snapshot: RunSnapshot<T>['snapshot']) => Partial<RunSnapshot<T>>;
  /** Shows this, or what is published, and tells whom it concerns. */
  readonly show: (past: RunSnapshot<T> | undefined) => void;
}

/** Undefined in production. */
export const createTravel: <T>(store: ShownStore<T>) => RunTravel<T> | undefined =
  /* @__PURE__ */ chooseTravel();

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

function travel<T>({ getLive, getShown, look, show }: ShownStore<T>): RunTravel<T> {
  const isAway = () => getShown() !== getLive();
  return {
    getLive,
    isAway,
    show(events) {
      const attempts = events.filter(({ type }) => type === 'attempt').length;
      show({
        ...getLive(),
        ...look(reduceInstants(createSnapshot<T>(), events)),
        status: events.length === 0 ? 'connecting' : 'streaming',
        data: undefined,
        error: undefined,
        attempt: 1 + attempts,
        progress: addProgress(NO_PROGRESS, events),
      });
    },
    leave() {
      if (isAway()) show(undefined);
    },
  };
}
