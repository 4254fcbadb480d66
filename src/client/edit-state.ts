// In: what a user changed of an answer, and the steps it took. Out: which step can be taken back, and what is left without it.
// Pure: a state is never changed in place.
// Knows nothing of runs, listeners or time.

import { formatPath, parsePath, type Path } from '../protocol/index.js';
import { createEditMover, isWithin, type EditMap } from './edit-map.js';
import type { MovePath } from './moved-items.js';

/** What was changed of an answer. Never changed in place. */
export interface EditState {
  readonly edits: EditMap;
  /** The run whose value at a path is not to be suggested. */
  readonly rejected: ReadonlyMap<string, number>;
}

/** One change, which can be taken back. */
export interface Step {
  readonly path: Path;
  readonly before: EditState;
  readonly after: EditState;
  readonly isTyping: boolean;
}

export const NOTHING: EditState = { edits: new Map(), rejected: new Map() };

/** Gives all of a state other places; see {@link createEditMover}. */
export function createStateMover(move: MovePath): (state: EditState) => EditState {
  const movedEdits = createEditMover(move);
  return ({ edits, rejected }) => {
    const next = new Map<string, number>();
    for (const [key, runId] of rejected) {
      const path = move(parsePath(key));
      if (path) next.set(formatPath(path), runId);
    }
    return { edits: movedEdits(edits), rejected: next };
  };
}

export function isRejected({ rejected }: EditState, path: Path, runId: number): boolean {
  for (const [key, rejectedRun] of rejected) {
    if (rejectedRun === runId && isWithin(path, parsePath(key))) return true;
  }
  return false;
}

/** The last step at a path or in it, unless a later one went through what it did. */
export function undoable(steps: readonly Step[], state: EditState, path: Path): Step | undefined {
  const step = steps.findLast((each) => isWithin(each.path, path));
  if (step === undefined) return undefined;
  const { before, after } = step;
  const isUntouched =
    isStill(state.edits, before.edits, after.edits) &&
    isStill(state.rejected, before.rejected, after.rejected);
  return isUntouched ? step : undefined;
}

/** The keys that differ between two states. */
function touched<V>(before: ReadonlyMap<string, V>, after: ReadonlyMap<string, V>): string[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => before.get(key) !== after.get(key));
}

function isStill<V>(
  now: ReadonlyMap<string, V>,
  before: ReadonlyMap<string, V>,
  after: ReadonlyMap<string, V>,
): boolean {
  return touched(before, after).every((key) => now.get(key) === after.get(key));
}

export function takenBack<V>(
  now: ReadonlyMap<string, V>,
  before: ReadonlyMap<string, V>,
  after: ReadonlyMap<string, V>,
): ReadonlyMap<string, V> {
  const next = new Map(now);
  for (const key of touched(before, after)) {
    const value = before.get(key);
    if (value === undefined) next.delete(key);
    else next.set(key, value);
  }
  return next;
}
