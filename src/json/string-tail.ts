// In: what stands after a mark that may close a string, one character at a time. Out: whether it did.
// Only what could follow a string lets a mark close it; any other mark is text. The comma after it may be missing.
// Knows nothing of the string's text, nor of who reads it.

/** Where the string stands. */
export interface TailPlace {
  readonly isKey: boolean;
  readonly isInList: boolean;
  /** A parenthesis is open, so its end may follow. */
  readonly isInRound: boolean;
  /** The string's own key has no quotes, so the next one may well have none. */
  readonly isNamed: boolean;
  /** Characters that may follow a mark before it is text. */
  readonly maxTail: number;
}

/** What is read after the mark. */
type TailStep =
  | 'mark'
  | 'gap'
  | 'comma'
  | 'word'
  | 'space'
  | 'plus'
  | 'bracket'
  | 'name'
  | 'late'
  | 'quoted'
  | 'named'
  | 'colon'
  | 'scalar';

/** What a character can decide; each but `end` depends on where the string stands, or on the word before it. */
type TailSign = TailEnd | 'key' | 'literal' | 'closer' | 'open' | 'round';

/**
 * What the tail shows: nothing yet · the end of the string · that the mark is text · the rest of a joined string · that
 * the mark is the opening one of a key whose string before it lacks its own.
 */
export type TailVerdict = 'tail' | TailEnd | 'late-key';

type TailEnd = 'end' | 'text' | 'joint';

type Rows = readonly (readonly [on: RegExp, next: TailStep | TailSign])[];

const MARK: Rows = [
  [/[ \t]/, 'gap'],
  [/[,，、]/, 'comma'],
  [/[\r\n]/, 'end'],
  [/[}\]]/, 'closer'],
  [/[:=：]/, 'key'],
  [/\+/, 'plus'],
  [/\)/, 'round'],
  [/["'“”„‘’«]/, 'quoted'],
  [/[\p{L}\p{N}_$-]/u, 'name'],
  [/[{[]/, 'open'],
];

const TAIL_STEPS: Readonly<Record<TailStep, Rows>> = {
  mark: MARK,
  gap: MARK,
  comma: [
    [/[ \t]/, 'comma'],
    [/["'`“‘«‹「´＂{[(\]})\d/\r\n-]/, 'end'],
    [/[\p{L}_$]/u, 'word'],
  ],
  word: [
    [/[\p{L}\p{N}_$-]/u, 'word'],
    [/[:=]/, 'end'],
    [/[,\]}\r\n]/, 'literal'],
    [/[ \t]/, 'space'],
  ],
  space: [
    [/[ \t]/, 'space'],
    [/[:=]/, 'end'],
    [/["'“‘{[,\]}]/, 'literal'],
  ],
  plus: [
    [/\s/, 'plus'],
    [/["'`]/, 'joint'],
  ],
  bracket: [
    [/[ \t]/, 'bracket'],
    [/[,}\]\r\n]/, 'end'],
  ],
  name: [
    [/[\p{L}\p{N}_$-]/u, 'name'],
    [/[ \t]/, 'named'],
    [/[:=：]/, 'colon'],
    [/"/, 'late'],
  ],
  late: [[/:/, 'colon']],
  quoted: [
    [/["'“”‘’»]/, 'named'],
    [/[^\\,:：=()[\]{}\r\n]/, 'quoted'],
  ],
  named: [
    [/[ \t]/, 'named'],
    [/[:=：]/, 'colon'],
  ],
  colon: [
    [/[ \t>]/, 'colon'],
    [/["'`“„‘«{[]/, 'end'],
    [/[\p{L}\p{N}+-]/u, 'scalar'],
  ],
  scalar: [
    [/[\p{L}\p{N}.+ \t-]/u, 'scalar'],
    [/["'“‘{[,\]}\r\n]/, 'literal'],
  ],
};

/** Longest word that may be a key. */
const MAX_WORD = 64;
const LITERAL = /^(?:true|false|null|none|[+-]?\d[\d.eE+-]*)$/i;

/** Follows what stands after one mark. */
export class StringTail {
  /** The mark and what followed it; `''` while none is looked at. */
  text = '';
  readonly #place: TailPlace;
  #step: TailStep = 'mark';
  /** The word it ends in, without the spaces in it: a key, a literal, or more text. */
  #word = '';
  #isInQuotation = false;
  #isOpening = false;
  /** A word touches a mark that it hardly stands beside as a key: an apostrophe, or one that opens a quotation. */
  #isPartOfText = false;
  /** The mark, if it is no text, is the opening one of a key. */
  #isLate = false;
  /** It is sure that the word is a key when a value of any kind follows its colon. */
  #isSure = false;

  constructor(place: TailPlace) {
    this.#place = place;
  }

  /** Begins at a mark, which may close a quotation inside the string, or look as if it opened one. */
  begin(mark: string, isInQuotation: boolean, isOpening: boolean): void {
    this.text = mark;
    this.#step = 'mark';
    this.#word = '';
    this.#isInQuotation = isInQuotation;
    this.#isOpening = isOpening;
    this.#isPartOfText = false;
    this.#isLate = false;
    this.#isSure = this.#place.isNamed;
  }

  /** What the next character makes of it; it belongs to the tail when that is `tail`. */
  read(char: string): TailVerdict {
    const sign = TAIL_STEPS[this.#step].find(([on]) => on.test(char))?.[1] ?? 'text';
    const next = this.#weigh(sign, char);
    if (next === 'end') return this.#isLate ? 'late-key' : next;
    if (next === 'text' || next === 'joint') return next;
    if (next === 'late') this.#isLate = true;
    if (char.trim() !== '') this.#word = next === this.#step ? this.#word + char : char;
    this.#step = next;
    if (this.#word.length > MAX_WORD || this.text.length > this.#place.maxTail) return 'text';
    this.text += char;
    return 'tail';
  }

  #weigh(sign: TailStep | TailSign, char: string): TailStep | TailEnd {
    const { isKey, isInList, isInRound } = this.#place;
    const isFirst = this.#step === 'mark' || this.#step === 'gap';
    switch (sign) {
      case 'key':
        return isKey ? 'end' : 'text';
      case 'round':
        return isInRound ? 'end' : 'text';
      case 'literal':
        return LITERAL.test(this.#word) ? 'end' : 'text';
      case 'closer':
        return char === (isInList ? ']' : '}') ? 'end' : 'bracket';
      case 'colon':
        return this.#isPartOfText && !this.#isLate ? 'text' : sign;
      case 'scalar':
        return this.#step === 'colon' && this.#isSure ? 'end' : 'scalar';
      case 'quoted':
      case 'name':
      case 'open':
        return isFirst || sign === 'open' ? this.#beginNext(sign, char) : sign;
      default:
        return sign;
    }
  }

  /** What follows the mark without the comma or colon that belongs there. */
  #beginNext(sign: 'quoted' | 'name' | 'open', char: string): TailStep | TailEnd {
    const { isKey, isInList } = this.#place;
    const isApart = this.#step === 'gap';
    if (isKey) return isApart && !/\p{L}/u.test(char) ? 'end' : 'text';
    if (this.#isInQuotation) return 'text';
    if (isInList) {
      if (sign === 'name') return 'scalar';
      return isApart ? 'end' : 'text';
    }
    const isWithin = !isApart && this.#isOpening;
    if (sign === 'name') this.#isPartOfText = isWithin || (!isApart && /['’]/.test(this.text));
    else if (sign === 'open' || isWithin) return 'text';
    else this.#isSure = true;
    return sign;
  }
}
