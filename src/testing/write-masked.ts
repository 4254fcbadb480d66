// In: plain data, and which of its leaves nobody shall read. Out: its JSON, with those masked.
// As long as `JSON.stringify` writes it, so that borders of a recording stay right.
// Knows nothing of what the data is.

import type { Path } from '../protocol/index.js';
import { maskScalar } from './mask.js';
import type { IsSecret } from './secrets.js';

export function writeMasked(value: unknown, path: Path, isSecret: IsSecret): string {
  if (Array.isArray(value))
    return `[${value.map((item, index) => writeMasked(item, [...path, index], isSecret)).join(',')}]`;
  if (typeof value === 'object' && value !== null)
    return writeFields(value, (key, field) => writeMasked(field, [...path, key], isSecret));
  const raw = JSON.stringify(value);
  return isSecret(path) ? maskScalar(raw) : raw;
}

/** An object whose fields are written as `write` says. */
export function writeFields(value: object, write: (key: string, field: unknown) => string): string {
  const fields = Object.entries(value).map(
    ([key, field]) => `${JSON.stringify(key)}:${write(key, field)}`,
  );
  return `{${fields.join(',')}}`;
}
