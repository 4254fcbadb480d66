// In: the options of a parser, as plain JavaScript may give them. Out: the options, or the error that says which is wrong.
// Knows nothing of who reads with them.

import { check, checkKinds, checkNames } from '../internal/usage-error.js';
import type { DuplicateKeys, RootExpectation, TextLimits } from '../json/index.js';
import type { SchemaReaderOptions } from './schema-reader.js';

/** Bounds on what is read and told; beyond one, reading ends with an error of that name. */
export interface JsonLimits extends TextLimits {
  /**
   * Events told of one answer; `events-exceeded`, after the feed that went beyond. The only limit that depends on how
   * the text was cut, since every chunk of a string is an event. @default 4000000
   */
  readonly maxEvents?: number;
}

/** How to read an answer. */
export interface InstantParserOptions<T = unknown> extends SchemaReaderOptions<T> {
  /** Accept exactly what `JSON.parse` accepts; otherwise what models do to JSON is forgiven. @default false */
  readonly strict?: boolean;
  readonly limits?: JsonLimits;
  /**
   * What a key means that its object has already: the later value, after an event `replaced` (`last`, as in
   * `JSON.parse`), the earlier one (`first`), or the error `duplicate-key`. @default 'last'
   */
  readonly duplicateKeys?: DuplicateKeys;
  /**
   * What the answer's root must look like: decides which of several JSON values in a text is the answer.
   * @default what the schema says of it
   */
  readonly expects?: RootExpectation | undefined;
}

/** `onRepair` is told where a source is read; a parser has the list. */
const OPTIONS = ['schema', 'policies', 'strict', 'limits', 'duplicateKeys', 'expects', 'onRepair'];
const LIMITS = [
  'maxDepth',
  'maxLength',
  'maxFields',
  'maxKeyLength',
  'maxPending',
  'maxRepairs',
  'maxEvents',
];

const SETS = ['keys', 'itemKeys', 'types', 'texts'] as const;

type Readable = InstantParserOptions & { readonly onRepair?: unknown };

/** Of all but the schema and the policies, which are checked where they are prepared. */
export function checkOptions(options: InstantParserOptions): void {
  checkKinds({ options }, 'object');
  const { strict, duplicateKeys = 'last', limits = {}, expects, onRepair } = options as Readable;
  checkNames('options', options, OPTIONS);
  checkKinds({ limits }, 'object');
  checkNames('limits', limits, LIMITS);
  checkKinds({ strict }, 'boolean', 'undefined');
  checkKinds({ onRepair }, 'function', 'undefined');
  checkChoice('duplicateKeys', duplicateKeys, ['last', 'first', 'error']);
  for (const [name, limit = 0] of Object.entries(limits) as [string, unknown][]) {
    check(Number(limit) >= 0 && typeof limit === 'number', name, 'a number from 0', limit);
  }
  if (expects === undefined) return;
  checkKinds({ expects }, 'object');
  checkNames('expects', expects, ['kind', ...SETS]);
  checkChoice('expects.kind', expects.kind, ['object', 'array', 'scalar']);
  for (const name of SETS) {
    const set = expects[name];
    check(!set || set instanceof Set, `expects.${name}`, 'a Set', set);
  }
}

function checkChoice(name: string, value: unknown, choices: readonly unknown[]): void {
  check(choices.includes(value), name, choices.join(' or '), value);
}
