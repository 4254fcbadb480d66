// In: an object, and keys in an order. Out: the object with its keys in that order.
// Knows nothing of what the keys stand for.

import { setOwn, type JsonObject } from '../internal/own.js';

/** Puts the keys of an object in this order, and others behind them. */
export function arrange(object: JsonObject, keys: readonly string[]): void {
  if (isInOrder(object, keys)) return;
  const { ...before } = object;
  for (const key of Object.keys(before)) delete object[key];
  for (const key of [...keys, ...Object.keys(before)])
    if (Object.hasOwn(before, key)) setOwn(object, key, before[key]);
}

export function isInOrder(object: JsonObject, keys: readonly string[]): boolean {
  const own = Object.keys(object);
  const known = keys.filter((key) => Object.hasOwn(object, key));
  return known.every((key, place) => own[place] === key);
}
