// In: values, as JSON or a schema makes them. Out: whether two are the same data, and a copy of which nobody else knows.
// Plain are objects without a class of their own, whatever realm they come from.
// Knows nothing of where values come from, or of who changes them.

import { getOwn, isContainer, setOwn, type JsonObject } from './own.js';

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
  if (!Array.isArray(one) && !isPlain(one)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(childOf(one, key), childOf(other, key)))
  );
}

function childOf(container: object, key: string): unknown {
  return getOwn(container, Array.isArray(container) ? Number(key) : key);
}

/** Objects of a class are values of their own. */
export function isPlain(value: unknown): value is JsonObject {
  if (!isContainer(value) || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * The same data, which can be changed without changing the other: lists, plain objects, dates, maps and sets, however
 * deep. What else a schema makes is passed on. Costs what the value is large.
 */
export function copyData(value: unknown): unknown {
  return isContainer(value) ? copy(value, new Map()) : value;
}

/** What is in several places, or in itself, is so in the copy, too. */
function copy(value: unknown, copies: Map<object, unknown>): unknown {
  if (!isContainer(value)) return value;
  if (copies.has(value)) return copies.get(value);
  const [own, fill] = begin(value, (part) => copy(part, copies));
  copies.set(value, own);
  fill();
  return own;
}

/** The copy while it is empty, and how to fill it. */
function begin(
  value: object,
  copyPart: (part: unknown) => unknown,
): readonly [object, fill: () => void] {
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    return [list, () => value.forEach((item) => list.push(copyPart(item)))];
  }
  if (isPlain(value)) {
    const object: JsonObject = {};
    return [
      object,
      () => Object.entries(value).forEach(([key, part]) => setOwn(object, key, copyPart(part))),
    ];
  }
  switch (Object.getPrototypeOf(value)) {
    case Date.prototype:
      return [new Date(value as Date), () => {}];
    case Map.prototype: {
      const map = new Map<unknown, unknown>();
      const parts = value as Map<unknown, unknown>;
      return [map, () => parts.forEach((part, key) => map.set(copyPart(key), copyPart(part)))];
    }
    case Set.prototype: {
      const set = new Set<unknown>();
      return [set, () => (value as Set<unknown>).forEach((part) => set.add(copyPart(part)))];
    }
    default:
      return [value, () => {}];
  }
}
