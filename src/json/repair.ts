// In: a character the grammar does not allow, and what it expected instead. Out: how to read on all the same.
// Every forgiveness is one row of a table; a row never looks back and never looks ahead.
// Knows nothing of values, of events or of how the parser carries a row out.

/** What kind of liberty was taken. Documented one by one in `docs/guide/tolerance.md`. */
export type RepairKind =
  | 'comment'
  | 'control-character'
  | 'escape'
  | 'extra-comma'
  | 'inner-quote'
  | 'literal'
  | 'missing-bracket'
  | 'missing-colon'
  | 'missing-comma'
  | 'missing-value'
  | 'ndjson'
  | 'number'
  | 'quote'
  | 'separator'
  | 'stray-bracket'
  | 'surrounding-text'
  | 'trailing-comma'
  | 'unquoted-key'
  | 'unquoted-string';

/** A liberty that was taken, and where: `offset` counts UTF-16 code units from the start of the text. */
export interface Repair {
  readonly kind: RepairKind;
  readonly offset: number;
}

/** Told of each liberty the moment it is taken. */
export type OnRepair = (kind: RepairKind, offset: number) => void;

/** What the grammar waits for. */
export type Expectation = 'key' | 'colon' | 'value' | 'separator';

/** What a rule may know. */
export interface RepairContext {
  readonly expects: Expectation;
  /** The innermost open container; the root counts as neither. */
  readonly isObject: boolean;
  /** Another container of the other kind is open around it. */
  readonly isInsideOther: boolean;
  /** A comma was just read. */
  readonly isAfterComma: boolean;
  /** The value just closed is a string, and the same line goes on. */
  readonly isAfterString: boolean;
}

/**
 * How to go on: pass the character over · read another character in its place · read another one before it · begin a
 * string that ends at the given quote · begin an unquoted word · begin a comment · go on inside the string that seemed
 * closed · do without a value and read the character again · close every open container.
 */
export type RepairStep =
  | 'skip'
  | { readonly instead: string }
  | { readonly before: string }
  | { readonly quote: string }
  | 'word'
  | 'comment'
  | 'reopen'
  | 'no-value'
  | 'close-all';

interface Rule {
  readonly kind: RepairKind;
  readonly expects: readonly Expectation[];
  readonly on: RegExp;
  readonly when?: (context: RepairContext) => boolean;
  readonly step: RepairStep | ((char: string, context: RepairContext) => RepairStep);
}

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
};

const ANY = ['key', 'colon', 'value', 'separator'] as const;
const closer = (_: string, context: RepairContext): RepairStep => ({
  before: context.isObject ? '}' : ']',
});

/** The first row that fits is taken; a character that fits none is an error. */
const RULES: readonly Rule[] = [
  { kind: 'comment', expects: ANY, on: /[/#]/, step: 'comment' },
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
    kind: 'quote',
    expects: ['key', 'value'],
    on: /['`“”„‘’«]/,
    step: (char) => ({ quote: QUOTES[char] ?? char }),
  },
  {
    kind: 'missing-bracket',
    expects: ['key'],
    on: /[\]{]/,
    when: (at) => at.isInsideOther,
    step: closer,
  },
  {
    kind: 'stray-bracket',
    expects: ['key', 'separator'],
    on: /\]/,
    when: (at) => at.isObject && !at.isInsideOther,
    step: 'skip',
  },
  { kind: 'unquoted-key', expects: ['key'], on: /[\p{L}\p{N}_$.-]/u, step: 'word' },

  { kind: 'separator', expects: ['colon'], on: /=/, step: { instead: ':' } },
  { kind: 'missing-value', expects: ['colon'], on: /[,}\]]/, step: 'no-value' },
  { kind: 'missing-colon', expects: ['colon'], on: /[^:>]/u, step: { before: ':' } },
  { kind: 'separator', expects: ['value'], on: />/, step: 'skip' },

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
    step: closer,
  },
  {
    kind: 'stray-bracket',
    expects: ['value', 'separator'],
    on: /\}/,
    when: (at) => !at.isObject,
    step: 'skip',
  },
  { kind: 'unquoted-string', expects: ['value'], on: /[^\s:;()=<>*&^%!?|~@]/u, step: 'word' },

  {
    kind: 'missing-bracket',
    expects: ['separator'],
    on: /\]/,
    when: (at) => at.isInsideOther,
    step: closer,
  },
  { kind: 'separator', expects: ['separator'], on: /;/, step: { instead: ',' } },
  {
    kind: 'inner-quote',
    expects: ['separator'],
    on: /[^"'“”:{[\d]/u,
    when: (at) => at.isAfterString,
    step: 'reopen',
  },
  {
    kind: 'missing-comma',
    expects: ['separator'],
    on: /["'“”„‘’«{[\p{L}\p{N}_$.-]/u,
    step: { before: ',' },
  },
];

/** How to go on after a character that does not fit; `undefined` when nothing helps. */
export function findRepair(
  char: string,
  context: RepairContext,
): { readonly kind: RepairKind; readonly step: RepairStep } | undefined {
  const rule = RULES.find(
    (each) =>
      each.expects.includes(context.expects) &&
      each.on.test(char) &&
      (each.when?.(context) ?? true),
  );
  if (rule === undefined) return undefined;
  return {
    kind: rule.kind,
    step: typeof rule.step === 'function' ? rule.step(char, context) : rule.step,
  };
}
