// In: an unquoted word a model wrote where a value belongs. Out: the value it means, and which liberty that is.
// Python's and JavaScript's literals and numbers are known; anything else is text.
// Knows nothing of where the word stands.

import type { RepairKind } from './repair.js';

const LITERALS: Readonly<Record<string, boolean | null>> = {
  true: true,
  false: false,
  null: null,
  none: null,
  nil: null,
  undefined: null,
};

/** What JSON has no number for, as Python, JavaScript and YAML write it. */
const NO_NUMBER = /^[+-]?(?:\.?nan|\.?inf|infinity)$/i;

/** No digit can be read two ways: what is none after all costs its length, not the square of it. */
const DECIMAL = /^[+-]?(?:\d[\d_]*(?:\.(?:\d[\d_]*)?)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?$/;
const PREFIXED = /^([+-]?)(0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/;

/** What elements were left out, and that others follow a number. */
const LEFT_OUT = /^(?:\.{3}|…)/;
const AND_SO_ON = /(?:\.{3}|…)$/;

/** What Python and the Mongo shell write around values. */
const CALL =
  /^(?:ObjectId|ISODate|Number(?:Int|Long|Decimal)|Decimal(?:128)?|UUID|(?:frozen)?set|tuple|list|dict|OrderedDict|deque|(?:np\.|numpy\.)?(?:array|u?int\d+|float\d+|str_))$/;

/** True for what ends in a word, its unit or the end of a call, and perhaps a space: a parenthesis after it is a part of it. */
export function isCallName(word: string): boolean {
  return /[\p{L}\p{N}\p{Sc}_%)] ?$/u.test(word);
}

/** True for a word that only says of what type the value in the parentheses after it is. */
export function isCall(word: string): boolean {
  return CALL.test(word);
}

/** True for Python's letters before a quote. */
export function isStringPrefix(word: string): boolean {
  return /^[bfru]{1,2}$/i.test(word);
}

/** True for dots that stand for what was left out. */
export function isEllipsis(word: string): boolean {
  return /^(?:\.{2,}|…)$/.test(word);
}

/** What a word stands for; `undefined` for an ellipsis, which stands for nothing: in a list also with a remark behind it. */
export function readLooseWord(
  text: string,
  isElement = false,
): { readonly kind: RepairKind; readonly value: string | number | boolean | null } | undefined {
  if (isEllipsis(text)) return undefined;
  if (isElement) {
    if (LEFT_OUT.test(text)) return undefined;
    const last = readNumber(text.replace(AND_SO_ON, ''));
    if (last !== undefined && AND_SO_ON.test(text)) return { kind: 'extra-comma', value: last };
  }
  if (NO_NUMBER.test(text)) return { kind: 'literal', value: null };
  const literal = Object.hasOwn(LITERALS, text.toLowerCase())
    ? LITERALS[text.toLowerCase()]
    : undefined;
  if (literal !== undefined) return { kind: 'literal', value: literal };
  const number = readNumber(text);
  if (number !== undefined) return { kind: 'number', value: number };
  // A quote at the end, where none began.
  const isHalfQuoted = text.endsWith('"') && text.indexOf('"') === text.length - 1;
  return { kind: 'unquoted-string', value: isHalfQuoted ? text.slice(0, -1) : text };
}

function readNumber(written: string): number | undefined {
  const text = written.replace(/^\u2212/, '-').replace(/^\+ +/, '');
  const prefixed = PREFIXED.exec(text);
  if (prefixed !== null) return Number(prefixed[2]) * (prefixed[1] === '-' ? -1 : 1);
  if (!/\d/.test(text) || !DECIMAL.test(text)) return undefined;
  const value = Number(text.replaceAll('_', ''));
  return Number.isNaN(value) ? undefined : value;
}

/** Without space at either side, also such of no width. */
export function trimWord(text: string): string {
  return text.replaceAll('\u200b', ' ').trim();
}
