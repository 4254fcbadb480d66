// In: a declared input. Out: what stands for it in a cache key: the same for the same content, another for another.
// A file's content cannot be read here, so a file is the same only as itself, and has a name that no other page gives.
// Knows nothing of caches and nothing of who asks.

import { hasJson } from '../internal/kind-of.js';
import { isContainer } from '../internal/own.js';
import { check, tagOf } from '../internal/usage-error.js';

/**
 * Of the module, and harmless: nothing can be found in it without the very file that is the key, and an entry is collected
 * with its file.
 */
const names = new WeakMap<object, string>();

/**
 * The input itself where JSON has all of it, otherwise a copy with names for its files and blobs.
 *
 * @throws {UsageError} `invalid-option` for what JSON has nothing of: a bigint, a map, a form's data, a buffer.
 */
export function inputKey(value: unknown, above: readonly object[] = []): unknown {
  if (isContainer(value) && isFile(value)) return nameOf(value);
  check(hasJson(value), 'input', TAKEN, value);
  // What contains itself is left to JSON, which refuses it.
  if (!isContainer(value) || 'toJSON' in value || above.includes(value)) return value;
  const children = Object.entries(value);
  const within = [...above, value];
  const keys = children.map(([key, child]) => [key, inputKey(child, within)] as const);
  if (children.every(([, child], at) => Object.is(child, keys[at]?.[1]))) return value;
  return Array.isArray(value) ? keys.map(([, child]) => child) : Object.fromEntries(keys);
}

const TAKEN =
  'what can be told from another by its fields, and files; `submit(input)` takes anything the transport takes';

/** By its tag, because a file of another window has a class of its own. */
function isFile(value: object): boolean {
  return ['File', 'Blob'].includes(tagOf(value));
}

/** By chance and not by a count, which would begin anew in every page while a persisted answer stays. */
function nameOf(file: object): string {
  const name = names.get(file) ?? `file ${Math.random().toString(36).slice(2)}`;
  names.set(file, name);
  return name;
}
