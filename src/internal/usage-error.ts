// In: what a caller without types may pass. Out: nothing, or an error that says what was wanted and what came.
// Small, since every page downloads it: `kindOf` says more. Repeats no text of a value, which may be a secret.
// Knows nothing of what the options are for.

import { FieldwiseError } from './error.js';

/** What can be wrong with what is passed in: an option, a schema, or a source and its pieces. */
export type UsageErrorCode = 'invalid-option' | 'invalid-schema' | 'invalid-source';

/** Something was passed that cannot be used; nothing was done with it. */
export class UsageError extends FieldwiseError<UsageErrorCode> {
  override readonly name = 'UsageError';
}

type Kind = 'undefined' | 'object' | 'boolean' | 'number' | 'string' | 'function';

/** @throws {UsageError} `invalid-option`, or the code given, unless the value fits. */
export function check(
  isFit: boolean,
  name: string,
  takes: string,
  value: unknown,
  code: UsageErrorCode = 'invalid-option',
): void {
  if (!isFit) throw new UsageError(code, `\`${name}\` takes ${takes}: got ${tagOf(value)}.`);
}

/** Checks what `typeof` says of each property. @throws {UsageError} `invalid-option` */
export function checkKinds(values: object, ...kinds: readonly Kind[]): void {
  for (const [name, value] of Object.entries(values) as [string, unknown][]) {
    check(kinds.includes(typeof value as Kind) && value !== null, name, kinds.join(' or '), value);
  }
}

/** What a value is, in a word: `Undefined`, `String`, `NaN`, `Array`, `Promise`, `Object`. */
export function tagOf(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return Object.prototype.toString.call(value).slice(8, -1);
}
