// In: a word of prose. Out: the number in it, if it is one with marks that readers pass over.
// Emphasis, currencies and units are such marks; letters that make the word another one are none.
// Knows nothing of the words around it, nor of what is asked for.

/**
 * A number with what a reader passes over: marks of emphasis, an "about" and a currency before it, a unit behind it. No
 * other letter may touch it: it would be a part of `3D` or `1990s`, and not all of `$5m`.
 */
const DRESSED =
  /^(_*)[~≈]?([+\u2212-]?)(?:[A-Z]{0,3}\p{Sc})?([+\u2212-]?)(\.?\d[\d., \u00a0\u202f]{0,40})(?:[%‰°]|°[CF]|\p{Sc}|[kKMGT]B|[km]?g|[kcm]m|kWh|[kMG]?Hz|m(?:s|in|l)|h|px|lb|oz)?$/u;

/** The number in a word, and where it begins and ends in it. */
export interface Digits {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** The number in a word; `written` is the same with the marks at its end, among them those of an emphasis. */
export function undress(word: string, written: string): Digits | undefined {
  const [, marks = '', outer = '', inner = '', digits = ''] = DRESSED.exec(word) ?? [];
  if (digits === '' || !written.slice(word.length).includes(marks)) return undefined;
  const sign = outer || inner;
  const at = word.indexOf(digits);
  return {
    text: sign + digits,
    from: sign === '' ? at : word.indexOf(sign),
    to: at + digits.length,
  };
}
