// In: any value. Out: what JSON can hold of it: what JSON has no word for stands there as a text in parentheses.
// `(12n)`, `(undefined)`, `(function total)`, `(circular)`: a person reads what it was, and a replay shows it.
// Knows nothing of events or files.

import { getOwn, setOwn, type JsonObject } from '../internal/own.js';
import { leafText, reasonOf } from './opaque-value.js';

/** Deeper than any answer that is parsed, and not too deep to be written. */
const MAX_DEPTH = 500;

/**
 * What has a `toJSON`, such as a date, is what that gives; a map is a list of pairs and a set a list. Of an object what
 * is undefined is left out, as JSON does. Never throws.
 */
export function toPlainValue(value: unknown): unknown {
  return orMarked(plainOf(() => value, new Set()));
}

/** Undefined for what is. `around` holds the containers that it is in. */
function plainOf(read: () => unknown, around: ReadonlySet<object>): unknown {
  try {
    const value = read();
    if (value === undefined) return undefined;
    if (typeof value !== 'object' || value === null) return marked(leafText(value)) ?? value;
    if (around.has(value)) return '(circular)';
    if (around.size === MAX_DEPTH) return '(too deep)';
    return plainContainer(value, new Set([...around, value]));
  } catch (error) {
    return marked(reasonOf(error));
  }
}

function plainContainer(value: object, around: ReadonlySet<object>): unknown {
  if (Array.isArray(value) || value instanceof Map || value instanceof Set)
    return Array.from<unknown, unknown>(value, (part) => orMarked(plainOf(() => part, around)));
  const leaf = leafText(value);
  if ('toJSON' in value && typeof value.toJSON === 'function' && leaf !== 'Invalid Date') {
    const given: unknown = value.toJSON();
    return plainOf(() => given, around);
  }
  if (leaf !== undefined) return marked(leaf);
  const plain: JsonObject = {};
  for (const key of Object.keys(value)) {
    const part = plainOf(() => getOwn(value, key), around);
    if (part !== undefined) setOwn(plain, key, part);
  }
  return plain;
}

function orMarked(plain: unknown): unknown {
  return plain === undefined ? marked('undefined') : plain;
}

function marked(text: string | undefined): string | undefined {
  return text === undefined ? undefined : `(${text})`;
}
