// In: any value. Out: what it is, in words for an error message, and whether JSON has anything of it.
// Repeats no text of the value but an object's first keys: what was passed by mistake may be a secret.
// Knows nothing of what was expected.

import { isContainer } from './own.js';

const MAX_KEYS = 5;

/** `undefined`, `a string`, `the number 3`, `a list`, `an object with the keys a, b`. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value !== 'object') return `a ${typeof value}`;
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Promise) return 'a promise';
  const keys = Object.keys(value);
  if (keys.length === 0) return 'an object without keys';
  const more = keys.length > MAX_KEYS ? ', …' : '';
  return `an object with the keys ${keys.slice(0, MAX_KEYS).join(', ')}${more}`;
}

/**
 * False of what JSON refuses or writes as `{}` whatever is in it: a bigint, a map, a form's data, a file, an object of a
 * class without fields of its own. What says itself what JSON has of it (`toJSON`) is taken at its word.
 */
export function hasJson(value: unknown): boolean {
  if (typeof value === 'bigint') return 'toJSON' in BigInt.prototype;
  if (!isContainer(value) || 'toJSON' in value) return true;
  return Object.keys(value).length > 0 || isBare(value);
}

/** True of what holds nothing when it has no fields: a plain object, a list, or what is like one. */
function isBare(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    prototype === null ||
    Object.getPrototypeOf(prototype) === null ||
    ('length' in value && value.length === 0)
  );
}
