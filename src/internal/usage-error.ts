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

type Kind = 'undefined' | 'object' | 'list' | 'boolean' | 'number' | 'string' | 'function';

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

/** Checks what `typeof` says of each property, but that a list is no object. @throws {UsageError} `invalid-option` */
export function checkKinds(values: object, ...kinds: readonly Kind[]): void {
  for (const [name, value] of Object.entries(values) as [string, unknown][]) {
    const kind = Array.isArray(value) ? 'list' : (typeof value as Kind);
    check(kinds.includes(kind) && value !== null, name, kinds.map(written).join(' or '), value);
  }
}

/** With its article, but for what there is only one of. */
function written(kind: Kind): string {
  return kind === 'undefined' ? kind : `${kind === 'object' ? 'an' : 'a'} ${kind}`;
}

/** @throws {UsageError} `invalid-option` for a name that is none of an option. */
export function checkNames(name: string, options: object, known: readonly string[]): void {
  const wrong = wrongName(options, known);
  if (wrong !== undefined) throw new UsageError('invalid-option', `\`${name}\` ${wrong}`);
}

/** What to say of an option that is not known: one written wrong would do nothing, and nobody would know. */
export function wrongName(options: object, known: readonly string[]): string | undefined {
  const other = Object.keys(options).find((key) => !known.includes(key));
  return other === undefined ? other : `has no \`${other}\`: it takes ${known.join(', ')}.`;
}

/** What a value is, in a word: `Undefined`, `String`, `NaN`, `Array`, `Promise`, `Object`. */
export function tagOf(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return Object.prototype.toString.call(value).slice(8, -1);
}
