// In: the options of a parser, as plain JavaScript may give them. Out: nothing, or the error that says which one is wrong.
// Knows nothing of what they mean.

import { check, checkKinds, checkNames } from '../internal/usage-error.js';

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

/** What may stand there, whatever its type says. */
interface Given {
  readonly strict?: unknown;
  readonly duplicateKeys?: unknown;
  readonly limits?: object;
  readonly expects?: Readonly<Partial<Record<'kind' | (typeof SETS)[number], unknown>>> | undefined;
  readonly onRepair?: unknown;
}

/** Of all but the schema and the policies, which are checked where they are prepared. */
export function checkOptions(options: Given): void {
  checkKinds({ options }, 'object');
  const { strict, duplicateKeys = 'last', limits = {}, expects, onRepair } = options;
  checkNames('options', options, OPTIONS);
  checkKinds({ limits }, 'object');
  checkNames('limits', limits, LIMITS);
  checkKinds({ strict }, 'boolean', 'undefined');
  checkKinds({ onRepair }, 'function', 'undefined');
  checkChoice('duplicateKeys', duplicateKeys, ['last', 'first', 'error']);
  for (const [name, limit = 0] of Object.entries(limits) as [string, unknown][]) {
    const isBound = limit === Infinity || (Number.isInteger(limit) && Number(limit) >= 0);
    check(isBound, name, 'a whole number from 0, or Infinity', limit);
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
