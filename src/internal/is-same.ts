// In: two JSON values. Out: whether they are the same data.
// Knows nothing of where they come from.

import { getOwn, isContainer } from './own.js';

/** Compares by own keys, whatever their order; anything that is no plain data is the same only as itself. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isContainer(one) || !isContainer(other)) return false;
  if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(childOf(one, key), childOf(other, key)))
  );
}

function childOf(container: object, key: string): unknown {
  return getOwn(container, Array.isArray(container) ? Number(key) : key);
}
