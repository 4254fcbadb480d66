// In: a run and a way to make one that never begins. Out: the run with its first, server-rendered state still readable.
// React compares HTML from the server with that state while it hydrates, even when the run has moved on.
// Knows nothing of queries and nothing of rendering.

import type { FieldSnapshot, InstantRun, RunSnapshot } from '../client/index.js';

/** The part of a run that can be read. */
export interface ReadableRun {
  readonly getSnapshot: () => RunSnapshot;
  readonly getField: (path: string) => FieldSnapshot;
  readonly getSettledField: (path: string) => FieldSnapshot;
}

/** A run that can also be read as the server rendered it: before anything was submitted here. */
export interface HydratableRun<T, Input = unknown> extends InstantRun<T, Input> {
  readonly getServerRun: () => InstantRun<T, Input>;
  /** True when what is here was cut off, and a declared input asks for it anew as soon as it is let. */
  readonly isAboutToAsk: () => boolean;
  readonly startDeclared: () => void;
  readonly whenToAsk: (listener: () => void) => () => void;
}

/** What a component needs of a run to submit and to start over; the rest is read from the run itself. */
export type RunControls<T, Input> = Pick<
  HydratableRun<T, Input>,
  'submit' | 'retry' | 'reset' | 'stop' | 'startDeclared' | 'whenToAsk'
>;

/** Puts `controls` in the place of a run's own; `createPristine` is called at most once, when its state is asked for. */
export function hydratableRun<T, Input>(
  run: InstantRun<T, Input>,
  controls: RunControls<T, Input>,
  createPristine: () => InstantRun<T, Input>,
  isAboutToAsk: () => boolean,
): HydratableRun<T, Input> {
  let pristine: InstantRun<T, Input> | undefined;
  return {
    getSnapshot: run.getSnapshot,
    subscribe: run.subscribe,
    getField: run.getField,
    getSettledField: run.getSettledField,
    subscribeField: run.subscribeField,
    onEvent: run.onEvent,
    onWire: run.onWire,
    restore: run.restore,
    retryField: run.retryField,
    travel: run.travel,
    beside: run.beside,
    answer: run.answer,
    ...controls,
    isAboutToAsk,
    getServerRun: () => (pristine ??= createPristine()),
  };
}

/** The run as the server rendered it, to read from; a run made without this hook has only its present state. */
export function asRendered(run: InstantRun<unknown, never>): ReadableRun {
  return 'getServerRun' in run ? (run as HydratableRun<unknown, never>).getServerRun() : run;
}

/** True when the answer there is about to give way to another; of a run made without this hook nobody knows. */
export function isAboutToAsk(run: InstantRun<unknown, never>): boolean {
  return 'isAboutToAsk' in run && (run as HydratableRun<unknown, never>).isAboutToAsk();
}

/** Has a run started that a render declared and that no mounted component starts, and says that somebody waits for it. */
export function startDeclared(run: InstantRun<unknown, never>): void {
  if ('startDeclared' in run) (run as HydratableRun<unknown, never>).startDeclared();
}

/** Calls the listener, once, when whoever waits for a field of the run has to ask again: never, of another kind of run. */
export function whenToAsk(run: InstantRun<unknown, never>, listener: () => void): () => void {
  return 'whenToAsk' in run ? (run as HydratableRun<unknown, never>).whenToAsk(listener) : () => {};
}
