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
  nan: null,
  infinity: null,
  '+infinity': null,
  '-infinity': null,
};

const DECIMAL = /^[+-]?(?:\d[\d_]*)?\.?(?:\d[\d_]*)?(?:[eE][+-]?\d+)?$/;
const PREFIXED = /^([+-]?)(0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/;

/** What a word stands for; `undefined` for an ellipsis, which stands for nothing. */
export function readLooseWord(
  text: string,
): { readonly kind: RepairKind; readonly value: string | number | boolean | null } | undefined {
  if (/^(?:\.{2,}|…)$/.test(text)) return undefined;
  const literal = Object.hasOwn(LITERALS, text.toLowerCase())
    ? LITERALS[text.toLowerCase()]
    : undefined;
  if (literal !== undefined) return { kind: 'literal', value: literal };
  const number = readNumber(text);
  if (number !== undefined) return { kind: 'number', value: number };
  return { kind: 'unquoted-string', value: text };
}

function readNumber(text: string): number | undefined {
  const prefixed = PREFIXED.exec(text);
  if (prefixed !== null) return Number(prefixed[2]) * (prefixed[1] === '-' ? -1 : 1);
  if (!/\d/.test(text) || !DECIMAL.test(text)) return undefined;
  const value = Number(text.replaceAll('_', ''));
  return Number.isNaN(value) ? undefined : value;
}
