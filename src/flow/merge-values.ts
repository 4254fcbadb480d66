// In: a value, and what shall be added to it. Out: a new value of both; neither is changed.
// Objects are merged key by key, a list gains what it does not have, anything else is replaced.
// Knows nothing of where values are kept.

import { isSame } from '../internal/is-same.js';
import { getOwn, isContainer, setOwn, type JsonObject } from '../internal/own.js';

export function mergeValues(old: unknown, added: unknown): unknown {
  if (Array.isArray(old) && Array.isArray(added)) {
    const known: readonly unknown[] = old;
    const others: readonly unknown[] = added;
    return [...known, ...others.filter((item) => !known.some((each) => isSame(each, item)))];
  }
  if (!isPlain(old) || !isPlain(added)) return added;
  const merged: JsonObject = {};
  for (const [key, value] of Object.entries(old)) setOwn(merged, key, value);
  for (const [key, value] of Object.entries(added)) {
    setOwn(merged, key, Object.hasOwn(old, key) ? mergeValues(getOwn(old, key), value) : value);
  }
  return merged;
}

/** Objects of a class are values of their own. */
function isPlain(value: unknown): value is JsonObject {
  if (!isContainer(value) || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
