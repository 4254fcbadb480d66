// In: a character the grammar does not allow, and what it expected instead. Out: how to read on all the same.
// Every forgiveness is one row of a table; a row never looks back and never looks ahead.
// Knows nothing of values, of events or of how the parser carries a row out.

import type { RepairKind } from './repair.js';
import type { RepairContext, RepairRule, RepairStep } from './repair-rule.js';
import { ODD_SPACE } from './word-marks.js';

/** Closing marks of each opening quote a model may use for `"`. */
const QUOTES: Readonly<Record<string, string>> = {
  "'": "'",
  '`': '`',
  '“': '”"',
  '”': '”"',
  '„': '“”"',
  '‘': "’'",
  '’': "’'",
  '«': '»',
  '‹': '›',
  '「': '」',
  '´': '´',
  '＂': '＂"',
};

const ANY = ['key', 'colon', 'value', 'separator'] as const;
const closer = (_: string, context: RepairContext): RepairStep => ({
  before: context.isObject ? '}' : ']',
});

/** A bracket of the other kind stands for the one that is missing, or closes the container around as well. */
const lateCloser = (char: string, context: RepairContext): RepairStep =>
  context.isLateBracket ? 'late-bracket' : closer(char, context);

const after = (context: RepairContext): boolean => context.isAfterString;

/** The first row that fits is taken; a character that fits none is an error. */
const RULES: readonly RepairRule[] = [
  { kind: 'odd-space', expects: ANY, on: ODD_SPACE, step: 'space' },
  { kind: 'comment', expects: ANY, on: /[/#]/, step: 'aside' },
  {
    kind: 'comment',
    expects: ['separator'],
    on: /\(/,
    when: (at) => !at.isAfterString,
    step: 'aside',
  },
  { kind: 'escape', expects: ANY, on: /\\/, when: (at) => !at.isAfterString, step: 'aside' },
  { kind: 'missing-bracket', expects: ['separator'], on: /`/, step: 'close-all' },

  {
    kind: 'trailing-comma',
    expects: ['key'],
    on: /\}/,
    when: (at) => at.isAfterComma,
    step: { instead: '}' },
  },
  {
    kind: 'trailing-comma',
    expects: ['value'],
    on: /\]/,
    when: (at) => at.isAfterComma,
    step: { instead: ']' },
  },
  { kind: 'extra-comma', expects: ['key'], on: /,/, step: 'skip' },
  { kind: 'extra-comma', expects: ['value'], on: /,/, when: (at) => !at.isObject, step: 'skip' },

  {
    kind: 'parenthesis',
    expects: ['key'],
    on: /[^)'`“‘]/,
    when: (at) => at.isInCall,
    step: 'arguments',
  },
  {
    kind: 'quote',
    expects: ['key', 'value'],
    on: /['`“”„‘’«‹「´＂]/,
    step: (char) => ({ quote: QUOTES[char] ?? char }),
  },
  { kind: 'parenthesis', expects: ['value'], on: /\(/, step: 'aside' },
  {
    kind: 'parenthesis',
    expects: ['value', 'separator'],
    on: /\)/,
    when: (at) => at.isInCall,
    step: 'end-call',
  },
  {
    kind: 'stray-bracket',
    expects: ['key', 'value', 'separator'],
    on: /\)/,
    when: (at) => !at.isInRound,
    step: 'skip',
  },
  {
    kind: 'parenthesis',
    expects: ['key', 'value', 'separator'],
    on: /\)/,
    step: (_, context) => ({ as: context.isObject ? '}' : ']' }),
  },
  {
    kind: 'stray-bracket',
    expects: ['key'],
    on: /\{/,
    when: (at) => !at.isAfterComma,
    step: 'double',
  },
  {
    kind: 'missing-bracket',
    expects: ['key'],
    on: /[\]{]/,
    when: (at) => at.isInsideOther,
    step: closer,
  },
  { kind: 'missing-key', expects: ['key'], on: /[:：[{]/, step: 'pass-over' },
  {
    kind: 'stray-bracket',
    expects: ['key', 'separator'],
    on: /\]/,
    when: (at) => at.isObject && !at.isInsideOther,
    step: 'skip',
  },
  {
    kind: 'unquoted-key',
    expects: ['key'],
    on: /[\p{L}\p{N}\p{So}\ud800-\udbff_$@.…-]/u,
    step: 'word',
  },

  { kind: 'separator', expects: ['colon'], on: /[：;；]/, step: { instead: ':' } },
  // TypeScript's mark of a key that may be absent.
  { kind: 'separator', expects: ['colon'], on: /\?/, step: 'skip' },
  { kind: 'comment', expects: ['colon'], on: /\(/, step: 'aside' },
  { kind: 'separator', expects: ['colon'], on: /[=-]/, step: 'aside' },
  { kind: 'missing-value', expects: ['colon'], on: /[,}\]]/, step: 'no-value' },
  {
    kind: 'quote',
    expects: ['colon'],
    on: /[^\s:=>,}\]]/,
    when: (at) => at.isInOpenKey,
    step: 'late-value',
  },
  { kind: 'missing-colon', expects: ['colon'], on: /[^:>]/u, step: { before: ':' } },
  { kind: 'separator', expects: ['value'], on: /[:=：]/, step: 'skip' },

  {
    kind: 'missing-value',
    expects: ['value'],
    on: /[,}\]]/,
    when: (at) => at.isObject,
    step: 'no-value',
  },
  {
    kind: 'missing-bracket',
    expects: ['value', 'separator'],
    on: /\}/,
    when: (at) => !at.isObject && at.isInsideOther,
    step: lateCloser,
  },
  {
    kind: 'stray-bracket',
    expects: ['value', 'separator'],
    on: /\}/,
    when: (at) => !at.isObject,
    step: 'skip',
  },
  { kind: 'line-mark', expects: ['value'], on: />/, when: (at) => !at.isObject, step: 'skip' },
  { kind: 'unquoted-string', expects: ['value'], on: /[^\s:;()=@^]/u, step: 'word' },

  {
    kind: 'missing-bracket',
    expects: ['separator'],
    on: /\]/,
    when: (at) => at.isInsideOther,
    step: lateCloser,
  },
  {
    kind: 'concatenation',
    expects: ['separator'],
    on: /\+/,
    when: (at) => at.isAfterText,
    step: 'aside',
  },
  { kind: 'separator', expects: ['separator'], on: /[，、]/, when: after, step: 'aside' },
  { kind: 'extra-comma', expects: ['separator'], on: /[.…]/, when: after, step: 'aside' },
  { kind: 'separator', expects: ['separator'], on: /[;；，、|]/, step: { instead: ',' } },
  {
    kind: 'line-mark',
    expects: ['key', 'separator'],
    on: />/,
    when: (at) => !at.isAfterString && (at.expects === 'key' || !at.isAfterPlain || !at.isObject),
    step: 'skip',
  },
  {
    kind: 'quote',
    expects: ['separator'],
    on: /"/,
    when: (at) => at.isTouching && at.isAfterEmpty,
    step: 'triple',
  },
  {
    kind: 'inner-quote',
    expects: ['separator'],
    on: /"/,
    when: (at) => at.isTouching,
    step: 'aside',
  },
  {
    kind: 'missing-bracket',
    expects: ['separator'],
    on: /:/,
    when: (at) => !at.isObject && at.isAfterString,
    step: 'unlist',
  },
  {
    kind: 'inner-quote',
    expects: ['separator'],
    on: /[^"'“”:{[\d]/u,
    when: after,
    step: 'reopen',
  },
  {
    kind: 'inner-quote',
    expects: ['separator'],
    on: /\d/,
    when: (at) => at.isTouching,
    step: 'reopen',
  },
  {
    kind: 'missing-comma',
    expects: ['separator'],
    on: /[\p{L}\p{N}_$.…-]/u,
    when: (at) => at.isAfterPlain && at.isObject,
    step: 'join',
  },
  {
    kind: 'unquoted-string',
    expects: ['separator'],
    on: /\p{L}/u,
    when: (at) => at.isAfterPlain,
    step: 'join',
  },
  {
    kind: 'missing-comma',
    expects: ['separator'],
    on: /["'“”„‘’«{[\p{L}\p{N}_$.-]/u,
    step: { before: ',' },
  },
  {
    kind: 'unquoted-string',
    expects: ['separator'],
    on: /./s,
    when: (at) => at.isAfterPlain && at.isObject,
    step: 'go-on',
  },
  {
    kind: 'unquoted-string',
    expects: ['separator'],
    on: /[^\s:;()=@^]/u,
    when: (at) => at.isAfterPlain,
    step: 'go-on',
  },
];

/** The rows that may fit where one thing is expected. */
const RULES_FOR: ReadonlyMap<RepairContext['expects'], readonly RepairRule[]> = new Map(
  ANY.map((each) => [each, RULES.filter(({ expects }) => expects.includes(each))]),
);

/** How to go on after a character that does not fit; `undefined` when nothing helps. */
export function findRepair(
  char: string,
  context: RepairContext,
): { readonly kind: RepairKind; readonly step: RepairStep } | undefined {
  const rule = RULES_FOR.get(context.expects)?.find(
    (each) => each.on.test(char) && (each.when?.(context) ?? true),
  );
  if (rule === undefined) return undefined;
  return {
    kind: rule.kind,
    step: typeof rule.step === 'function' ? rule.step(char, context) : rule.step,
  };
}
