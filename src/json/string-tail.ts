// In: what stands after a mark that may close a string, one character at a time. Out: whether it did.
// Only what could follow a string lets a mark close it; any other mark is text. The comma after it may be missing.
// Knows nothing of the string's text, nor of who reads it.

import { TAIL_STEPS, type TailEnd, type TailSign, type TailStep } from './tail-steps.js';

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
  /** How many more times what seems a comment may turn out to be text; of the whole document. */
  readonly comments: { left: number };
}

/**
 * What the tail shows: nothing yet · the end of the string · that the mark is text · the rest of a joined string · that
 * the mark is the opening one of a key whose string before it lacks its own.
 */
export type TailVerdict = 'tail' | TailEnd | 'late-key';

/** Longest word that may be a key. */
const MAX_WORD = 64;
/** Longest tail with a comment in it: if it turns out to be text, its marks are looked at again, one by one. */
const MAX_COMMENT = 256;
const LITERAL = /^(?:true|false|null|none|[+-]?\d[\d.eE+-]*)$/i;

/** Follows what stands after one mark. */
export class StringTail {
  /** The mark and what followed it; `''` while none is looked at. */
  text = '';
  readonly #place: TailPlace;
  #mark = '';
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
  /** Where the comment begins that was read last. */
  #commentAt = 0;
  /** What would close the brackets that are open in the string's text, outermost first; and how many of them closed. */
  #inside = '';
  #closed = 0;

  constructor(place: TailPlace) {
    this.#place = place;
  }

  /**
   * Begins at a mark, which may close a quotation inside the string, or look as if it opened one; `inside` would close
   * the brackets that are open in the string's text.
   */
  begin(mark: string, isInQuotation: boolean, isOpening: boolean, inside = ''): void {
    this.text = mark;
    this.#mark = mark;
    this.#step = 'mark';
    this.#word = '';
    this.#isInQuotation = isInQuotation;
    this.#isOpening = isOpening;
    this.#isPartOfText = false;
    this.#isLate = false;
    this.#isSure = this.#place.isNamed;
    this.#commentAt = 0;
    this.#inside = inside;
    this.#closed = 0;
  }

  /** True in what may be a comment: when nothing more follows, it and the mark are text. */
  get isText(): boolean {
    return this.#step === 'comment';
  }

  /** What the next character makes of it; it belongs to the tail when that is `tail`. */
  read(char: string): TailVerdict {
    const isOver = this.#step === 'scalar' && this.#isSure && !this.#place.isInList;
    const otherwise = isOver ? 'end' : 'text';
    const sign = TAIL_STEPS[this.#step].find(([on]) => on.test(char))?.[1] ?? otherwise;
    const next = this.#weigh(sign, char);
    if (next === 'end') return this.#isLate ? 'late-key' : next;
    if (next === 'text' && this.#commentAt > 0) this.#place.comments.left--;
    if (next === 'text' || next === 'joint') return next;
    if (next === 'late') this.#isLate = true;
    if (char.trim() !== '' && next !== 'comment')
      this.#word = next === this.#step ? this.#word + char : char;
    this.#step = next;
    if (this.#word.length > MAX_WORD) return otherwise;
    const most = this.#commentAt > 0 ? MAX_COMMENT : Infinity;
    if (this.text.length > Math.min(most, this.#place.maxTail)) {
      if (this.#commentAt > 0) this.#place.comments.left--;
      return 'text';
    }
    this.text += char;
    return 'tail';
  }

  #weigh(sign: TailStep | TailSign, char: string): TailStep | TailEnd {
    const { isKey, isInRound } = this.#place;
    const isFirst = /^(?:mark|gap|after)$/.test(this.#step);
    switch (sign) {
      case 'key':
        return isKey ? 'end' : 'text';
      case 'round':
        return isInRound ? 'end' : 'text';
      case 'gap':
        return /[;；]/.test(char) && (isKey || this.#isInQuotation) ? 'text' : sign;
      case 'remark':
        return isKey || this.#isInQuotation ? 'text' : sign;
      case 'comment':
        return this.#step === sign ? this.#readComment(char) : this.#beginComment(isFirst);
      case 'literal':
        if (this.#step === 'scalar' && !this.#place.isInList) return this.#endScalar(char);
        return LITERAL.test(this.#word) ? 'end' : 'text';
      case 'closer':
        return this.#readCloser(char);
      case 'outside':
        // Brackets of the text closed: what is written in it goes on, or ends with its line.
        return this.#closed === 0 || (char !== ',' && this.#closed === this.#inside.length)
          ? 'end'
          : 'text';
      case 'colon':
        if (isAfterComma(this.text)) return 'end';
        return this.#isPartOfText && !this.#isLate ? 'text' : sign;
      case 'listed':
        return this.#isKeyDue ? sign : 'end';
      case 'line':
        return this.#isKeyDue ? 'comma' : 'end';
      case 'quoted':
      case 'name':
      case 'open':
        return isFirst || sign === 'open' ? this.#beginNext(sign, char) : sign;
      default:
        return sign;
    }
  }

  /** A bracket that was opened in the text belongs to it, whatever stands around the string. */
  #readCloser(char: string): TailStep | TailEnd {
    if (this.#inside.at(-1 - this.#closed) === char) {
      this.#closed += 1;
      return 'bracket';
    }
    if (this.#closed > 0 && this.#closed < this.#inside.length) return 'text';
    if (this.#step === 'bracket') return 'end';
    return char === (this.#place.isInList ? ']' : '}') ? 'end' : 'bracket';
  }

  #beginComment(isFirst: boolean): 'comment' | 'text' {
    const isWithin = this.#isInQuotation || (this.#step === 'mark' && this.#isOpening);
    this.#commentAt = this.text.length;
    const isText = this.#place.isKey || this.#place.comments.left <= 0;
    return isText || (isFirst && isWithin) ? 'text' : 'comment';
  }

  /** A line that ends more quotations than it begins is no comment but the rest of the string. */
  #readComment(char: string): TailStep | TailEnd {
    const comment = this.text.slice(this.#commentAt) + char;
    if (!/^(?:\/[/*]|#[\s#!])/.test(comment)) return 'text';
    const isLine = comment[1] !== '*';
    if (isLine ? char !== '\n' : !/..\*\/$/s.test(comment)) return 'comment';
    const count = (mark: string): number => comment.match(new RegExp(mark, 'g'))?.length ?? 0;
    const ends = count(`\\S${this.#mark}(?=\\s*(?:[,:;}\\]]|$))`);
    if (isLine && ends > count('[\\s([{:=,/]["\'`“‘„«](?=\\S)')) return 'text';
    // After a comma nothing more needs to follow.
    return isAfterComma(this.text) ? 'end' : 'after';
  }

  /** A value without quotes is over. A mark that touches it ends the string that it stands in, unless it opens a key. */
  #endScalar(char: string): TailStep | TailEnd {
    const isLiteral = LITERAL.test(this.#word) && /[:=：>]\s*\S+\s*$/.test(this.text);
    const isTouching = char === this.#mark && !/\s$/.test(this.text);
    if (this.#isSure) return !isTouching ? 'end' : isLiteral ? 'quoted' : 'text';
    if (!isLiteral) return 'text';
    // Of a key among others that have quotes it is the next key that tells.
    this.#isSure = true;
    if (/["'“‘]/.test(char)) return 'quoted';
    return char === ',' ? 'gap' : /[{[]/.test(char) ? 'text' : 'end';
  }

  /** A mark that closes a quotation ends the string only if a key and its colon follow the comma, and no quotation. */
  get #isKeyDue(): boolean {
    return this.#isInQuotation && !this.#place.isKey && !this.#place.isInList;
  }

  /** What follows the mark without the comma or colon that belongs there. */
  #beginNext(sign: 'quoted' | 'name' | 'open', char: string): TailStep | TailEnd {
    const { isKey, isInList } = this.#place;
    const isApart = this.#step !== 'mark';
    if (isKey) return isApart && !/\p{L}/u.test(char) ? 'end' : 'text';
    if (this.#isInQuotation) return 'text';
    if (isInList) {
      if (sign === 'name') return 'scalar';
      return isApart ? 'end' : 'text';
    }
    const isWithin = !isApart && this.#isOpening;
    if (sign === 'name') this.#isPartOfText = isWithin || (!isApart && /['’]/.test(this.#mark));
    else if (sign === 'open' || isWithin) return 'text';
    else this.#isSure = true;
    return sign;
  }
}

/** True for a mark and the comma after it, whatever follows. */
function isAfterComma(tail: string): boolean {
  return /^.\s*,/.test(tail);
}
