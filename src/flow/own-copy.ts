// In: a value of an answer, which others read as well. Out: the same data, of which nobody else knows.
// Copied is what `isSame` looks into: plain objects, lists and dates. Anything else goes on as it is.
// Knows nothing of who is given it.

import { isContainer, setOwn, type JsonObject } from '../internal/own.js';

/** Costs what the value is large; what leads back to itself does so in the copy. */
export function ownCopy(value: unknown): unknown {
  return isContainer(value) ? copy(value, new Map()) : value;
}

/** Objects of a class are values of their own. */
export function isPlain(value: unknown): value is JsonObject {
  if (!isContainer(value) || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function copy(value: unknown, made: Map<unknown, unknown>): unknown {
  if (!isContainer(value)) return value;
  const known = made.get(value);
  if (known !== undefined) return known;
  if (Object.getPrototypeOf(value) === Date.prototype) return new Date(Number(value));
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    made.set(value, list);
    for (const each of value) list.push(copy(each, made));
    return list;
  }
  if (!isPlain(value)) return value;
  const object: JsonObject = {};
  made.set(value, object);
  for (const [key, each] of Object.entries(value)) setOwn(object, key, copy(each, made));
  return object;
}
