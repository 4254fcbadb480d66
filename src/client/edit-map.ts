// In: edits by path, and one more. Out: edits by path; and a value of the model with them in it.
// No edit lies below another: one below goes into the one above, one above takes the place of those below.
// Knows nothing of runs, listeners or time.

import { getOwn, isContainer, setOwn, type JsonObject } from '../internal/own.js';
import { formatPath } from '../protocol/index.js';
import type { Path, PathSegment } from '../protocol/index.js';

/** What a user put in the place of the model's value. */
export interface Edit {
  readonly path: Path;
  readonly value: unknown;
}

/** Edits by their written path. Never changed in place. */
export type EditMap = ReadonlyMap<string, Edit>;

/** Puts a value in the place of the model's. */
export function withEdit(edits: EditMap, path: Path, value: unknown): EditMap {
  const next = new Map(edits);
  const above = editOver(edits, path);
  if (above && above.path.length < path.length) {
    const inside = setIn(above.value, path.slice(above.path.length), value);
    return next.set(formatPath(above.path), { path: above.path, value: inside });
  }
  for (const [key, edit] of edits) if (isWithin(edit.path, path)) next.delete(key);
  return next.set(formatPath(path), { path, value });
}

/**
 * Takes back what was edited at a path and below. Of an edit above, the part is given the model's value, because the
 * rest of it is still the user's.
 */
export function withoutEdits(edits: EditMap, path: Path, model: unknown): EditMap {
  const above = editOver(edits, path);
  if (above && above.path.length < path.length) return withEdit(edits, path, model);
  return new Map([...edits].filter(([, edit]) => !isWithin(edit.path, path)));
}

/** Gives edits other places, and leaves out those that have none any more; one edit is one, in whichever map it is. */
export function createEditMover(
  move: (path: Path) => Path | undefined,
): (edits: EditMap) => EditMap {
  const known = new Map<Edit, Edit | undefined>();
  const moved = (edit: Edit) => {
    const path = move(edit.path);
    return path && { ...edit, path };
  };
  return (edits) => {
    const next = new Map<string, Edit>();
    for (const edit of edits.values()) {
      if (!known.has(edit)) known.set(edit, moved(edit));
      const to = known.get(edit);
      if (to) next.set(formatPath(to.path), to);
    }
    return next;
  };
}

/** The model's value at a path, as the user has it. The same object where nothing of it was edited. */
export function editedValue(edits: EditMap, path: Path, model: unknown): unknown {
  const above = editOver(edits, path);
  return above
    ? getIn(above.value, path.slice(above.path.length))
    : placed(edits, path, model).value;
}

/**
 * Puts into a model's value what was edited in it. What lies behind the end of a list has no place there: a list has no
 * gaps, and no item of which only a part is known.
 */
export function placed(edits: EditMap, path: Path, model: unknown) {
  let value = model;
  const unplaced: string[] = [];
  for (const [key, edit] of edits) {
    if (!isWithin(edit.path, path)) continue;
    const inside = edit.path.slice(path.length);
    if (hasPlace(value, inside)) value = setIn(value, inside, edit.value);
    else unplaced.push(key);
  }
  return { value, unplaced };
}

function hasPlace(container: unknown, path: Path): boolean {
  const [segment, ...rest] = path;
  if (segment === undefined) return true;
  const child = getOwn(container, keyIn(container, segment));
  const list = isContainer(container) || typeof segment !== 'number' ? container : [];
  // An item that is put at the end as a whole is one more.
  const isIn = !Array.isArray(list) || Number(segment) < list.length + (rest.length > 0 ? 0 : 1);
  return isIn && hasPlace(child, rest);
}

/** True when something at, above or below the path was edited. */
export function isEdited(edits: EditMap, path: Path): boolean {
  for (const edit of edits.values()) {
    if (isWithin(edit.path, path) || isWithin(path, edit.path)) return true;
  }
  return false;
}

/** True when `path` is `outer` or lies in it. An index and the same digits as text are one key. */
export function isWithin(path: Path, outer: Path): boolean {
  return (
    path.length >= outer.length &&
    outer.every((segment, depth) => String(segment) === String(path[depth]))
  );
}

function editOver(edits: EditMap, path: Path): Edit | undefined {
  for (const edit of edits.values()) if (isWithin(path, edit.path)) return edit;
  return undefined;
}

/** Reads what is at a path in a value. */
export function getIn(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((parent, segment) => getOwn(parent, keyIn(parent, segment)), value);
}

/** A copy with another value at the path; what the path does not go through is shared. */
function setIn(container: unknown, path: Path, value: unknown): unknown {
  const [segment, ...rest] = path;
  if (segment === undefined) return value;
  const child = setIn(getOwn(container, keyIn(container, segment)), rest, value);
  // Where the model has nothing yet, the path says what there will be.
  if (Array.isArray(container) || (!isContainer(container) && typeof segment === 'number')) {
    const copy: unknown[] = Array.isArray(container) ? [...container] : [];
    copy[Number(segment)] = child;
    return copy;
  }
  const copy: JsonObject = {};
  if (isContainer(container))
    for (const key of Object.keys(container)) setOwn(copy, key, getOwn(container, key));
  setOwn(copy, String(segment), child);
  return copy;
}

function keyIn(container: unknown, segment: PathSegment): PathSegment {
  return Array.isArray(container) ? Number(segment) : String(segment);
}
