// In: a value, of whatever a schema makes of one. Out: text that shows it, whole or in a few words.
// Knows nothing of where it is shown.

import { kindOf } from '../../internal/kind-of.js';

const MAX_CHARS = 200;

export function shorten(value: unknown): string {
  const text = toJson(value);
  return text.length > MAX_CHARS ? `${text.slice(0, MAX_CHARS)}…` : text;
}

/** A text as it is, an empty one so that it can be seen; all else as JSON. */
export function toText(value: unknown, depth: number): string {
  if (typeof value === 'string') return value === '' && depth > 0 ? '""' : value;
  return typeof value === 'bigint' ? String(value) : toJson(value);
}

/** What JSON has no words for is named by its kind: an answer is shown, whatever is in it. */
function toJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? `(${kindOf(value)})`;
  } catch {
    return `(${kindOf(value)})`;
  }
}
