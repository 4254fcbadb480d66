// In: a value, as JSON has it or as a schema makes it. Out: one like it, that can be changed without changing the other.
// Lists, plain objects, dates, maps and sets are copied, however deep; of what else a schema makes nobody knows how.
// Knows nothing of who changes what.

import { isContainer, setOwn, type JsonObject } from '../internal/own.js';

export function copyValue(value: unknown): unknown {
  return copy(value, new Map());
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
  switch (Object.getPrototypeOf(value)) {
    case Array.prototype: {
      const list: unknown[] = [];
      return [list, () => (value as unknown[]).forEach((item) => list.push(copyPart(item)))];
    }
    case null:
    case Object.prototype: {
      const object: JsonObject = {};
      const parts = Object.entries(value);
      return [object, () => parts.forEach(([key, part]) => setOwn(object, key, copyPart(part)))];
    }
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
