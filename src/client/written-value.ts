// In: a value and a path. Out: what is there, or the value with something else there.
// Pure: what is not on the way stays the same object.
// Knows nothing of events, schemas or runs.

import { getOwn, isContainer, setOwn, type JsonObject } from '../internal/own.js';
import type { Path, PathSegment } from '../protocol/index.js';

/** True at a path and below it. */
export function isWithin(path: Path, ancestor: Path): boolean {
  return ancestor.every((segment, depth) => String(segment) === String(path[depth]));
}

/** What is at a path, boxed; `undefined` where there is nothing. */
export function findAt(value: unknown, path: Path): { readonly value: unknown } | undefined {
  let found = value;
  for (const segment of path) {
    const key = keyIn(found, segment);
    if (!isContainer(found) || !Object.hasOwn(found, key)) return undefined;
    found = getOwn(found, key);
  }
  return { value: found };
}

/** False of an item behind the end of its list, but for the next one. */
export function hasPlace(value: unknown, path: Path): boolean {
  let found = value;
  for (const segment of path) {
    const key = keyIn(found, segment);
    if (typeof key === 'number' && key > (Array.isArray(found) ? found.length : 0)) return false;
    found = getOwn(found, key);
  }
  return true;
}

export function putAt(value: unknown, path: Path, own: unknown): unknown {
  const [segment, ...deeper] = path;
  if (segment === undefined) return own;
  const key = keyIn(value, segment);
  const child = putAt(getOwn(value, key), deeper, own);
  if (Array.isArray(value) || (typeof segment === 'number' && !isContainer(value))) {
    const items: unknown[] = Array.isArray(value) ? [...(value as unknown[])] : [];
    items[Number(key)] = child;
    return items;
  }
  const copy: JsonObject = { ...(value as JsonObject | undefined) };
  setOwn(copy, String(key), child);
  return copy;
}

/** Takes out what is there; items of a list behind it move up. */
export function removeAt(value: unknown, path: Path): unknown {
  const last = path.at(-1);
  if (last === undefined) return undefined;
  const around = path.slice(0, -1);
  const container = findAt(value, around)?.value;
  const key = keyIn(container, last);
  if (!isContainer(container) || !Object.hasOwn(container, key)) return value;
  if (Array.isArray(container)) {
    const items: unknown[] = container;
    return putAt(
      value,
      around,
      items.filter((_, index) => index !== key),
    );
  }
  const { ...rest } = container;
  delete rest[String(key)];
  return putAt(value, around, rest);
}

/** A place alone: what is there, and on the way to it whatever has no children, by which a union may tell its options. */
export function aloneAt(around: unknown, path: Path, own: unknown): unknown {
  const [segment, ...deeper] = path;
  if (segment === undefined) return own;
  const key = keyIn(around, segment);
  const child = aloneAt(getOwn(around, key), deeper, own);
  if (typeof key === 'number') return putAt([], [key], child);
  const beside = Object.entries(isContainer(around) && !Array.isArray(around) ? around : {});
  const scalars = beside.filter(([name, value]) => name !== key && !isContainer(value));
  return putAt(Object.fromEntries(scalars), [key], child);
}

/** Digits index a list and are a plain key of an object, whichever way they were written. */
function keyIn(container: unknown, segment: PathSegment): PathSegment {
  if (Array.isArray(container)) return Number(segment);
  return isContainer(container) ? String(segment) : segment;
}
