// In: two values, as JSON or a schema makes them. Out: whether they are the same data.
// Knows nothing of where they come from.

import { getOwn, isContainer } from './own.js';

/**
 * Compares plain objects and lists by own keys, whatever their order, and dates by their time. Of anything else (a file,
 * a map, an object of a class) nobody here knows what it holds: it is the same only as itself.
 */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isContainer(one) || !isContainer(other)) return false;
  const prototype: unknown = Object.getPrototypeOf(one);
  if (prototype !== Object.getPrototypeOf(other)) return false;
  if (one instanceof Date) return Object.is(Number(one), Number(other));
  if (!Array.isArray(one) && prototype !== null && Object.getPrototypeOf(prototype) !== null)
    return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(childOf(one, key), childOf(other, key)))
  );
}

function childOf(container: object, key: string): unknown {
  return getOwn(container, Array.isArray(container) ? Number(key) : key);
}
