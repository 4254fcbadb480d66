// In: the children of a container, and those that its schema names. Out: whether they are the same, and in its order.
// Compared by position first, since answers mostly have the order they were asked for in.
// Knows nothing of verdicts, nor of when a child closed.

import { isSame } from '../internal/plain-data.js';
import { getOwn, type JsonObject } from '../internal/own.js';
import type { PartContainer } from '../schema/index.js';
import type { PathSegment } from './path.js';

/** The children as the schema would put them together; `undefined` unless they are all those it names. */
export function inOrder(
  { expected }: PartContainer,
  held: JsonObject | unknown[],
): JsonObject | unknown[] | undefined {
  if (Array.isArray(held)) {
    return expected.length === 0 || expected.length === held.length ? held : undefined;
  }
  const keys = Object.keys(held);
  if (keys.length !== expected.length) return undefined;
  if (isSameList(keys, expected)) return held;
  if (!expected.every((key) => Object.hasOwn(held, key))) return undefined;
  return Object.fromEntries(expected.map((key) => [key, held[key]]));
}

/** True when a container has those children and no others. */
export function isMadeOf(container: unknown, children: ReadonlyMap<PathSegment, unknown>): boolean {
  const keys = Object.keys(container as object);
  return (
    keys.length === children.size &&
    [...children].every(
      ([key, child]) =>
        Object.hasOwn(container as object, key) && isSame(getOwn(container, key), child),
    )
  );
}

/** True for the same keys in the same order. */
export function isSameList(keys: readonly PathSegment[], others: readonly PathSegment[]): boolean {
  if (keys.length !== others.length) return false;
  for (let index = 0; index < keys.length; index++) if (keys[index] !== others[index]) return false;
  return true;
}
