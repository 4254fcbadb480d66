// In: an answer whose lists closed up, and where paths of before lead in it. Out: the same, for whoever has the answer.
// Noted beside it, so that whoever keeps paths of a run can follow, and an answer nothing was dropped from costs nothing.
// Knows nothing of layers, edits or listeners.

import { isContainer } from '../internal/own.js';
import type { Path } from '../protocol/index.js';

/** Where a path leads once lists closed up; `undefined` for what was taken out with an item. */
export type MovePath = (path: Path) => Path | undefined;

/** Of the module, and harmless: found by the very answer that is the key, and collected with it. */
const moves = new WeakMap<object, MovePath>();

export function noteMoves(value: unknown, move: MovePath): void {
  if (isContainer(value)) moves.set(value, move);
}

/** How paths of the answer before lead on in this one; `undefined` where no list of it closed up. */
export function movesTo(value: unknown): MovePath | undefined {
  return isContainer(value) ? moves.get(value) : undefined;
}
