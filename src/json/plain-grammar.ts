// In: one JSON value's text in chunks of any size. Out: calls on a sink; where numbers and literals end is told with care.
// The grammar plus numbers and literals that are part of a word, or of a value that goes on behind them.
// Knows nothing of how words are read.

import * as state from './grammar-state.js';
import { isNumberPart } from './json-number.js';
import { trimWord } from './loose-word.js';
import { PlainValue } from './plain-value.js';
import { QuoteGrammar } from './quote-grammar.js';
import { isDelimiter } from './word-marks.js';

/** What ends a literal besides what ends a number. */
const ENDS_LITERAL = /["'`“”„‘’«(.…]/;

/** Reads one value; see {@link JsonGrammar}. */
export abstract class PlainGrammar extends QuoteGrammar {
  /** Text of an unquoted word or key, or of the plain value that closed last where no number's reader has it. */
  protected text = '';
  /** The value without quotes that closed last, on this line. */
  protected readonly plain = new PlainValue();

  /** A slash or quote follows a number: the number was over, or is more of a word. */
  protected abstract beginAside(mark?: string): void;

  /** The word is over, and what it means is known. */
  protected abstract finishWord(at: number): void;

  /** What follows a plain value on its line begins no key: it is more of the value. */
  protected continuePlain(): void {
    this.keepPlain();
    this.state = state.IN_LOOSE_WORD;
    this.text = '';
  }

  /** The word that may begin is more of the plain value before it. */
  protected keepPlain(): void {
    this.plain.keep(this.plainText);
  }

  /** The plain value that closed last, as written. */
  protected get plainText(): string {
    return trimWord(this.text) || this.number.text;
  }

  protected override afterValue(): void {
    super.afterValue();
    this.plain.leave();
  }

  protected override endNumber(next: number, at: number): void {
    if (next === 47) this.beginAside();
    else if (isNumberPart(next)) this.number.loosen();
    else if (next === 34 && this.number.isWhole) this.beginAside('0');
    else if (isDelimiter(next)) {
      this.finishNumber(at);
      this.plain.endAt(this.position.offset + at);
    } else {
      this.text = this.number.text;
      this.state = state.IN_LOOSE_WORD;
    }
  }

  /** Its next character decides whether it is one, or the beginning of a word such as `nullable`. */
  protected override endLiteral(): void {}

  /** A character came that is not the literal's next one; it is read again. */
  protected leaveLiteral(code: number, at: number): false {
    const isOver = isDelimiter(code) || ENDS_LITERAL.test(String.fromCharCode(code));
    if (this.isWholeLiteral && code === 47) this.beginAside();
    else {
      this.text = this.matched;
      if (this.isWholeLiteral && isOver) {
        super.endLiteral();
        this.plain.endAt(this.position.offset + at);
      } else this.state = state.IN_LOOSE_WORD;
    }
    return false;
  }

  /** A literal may be the last word of the text, or stand before a comment. */
  protected finishLiteral(): void {
    if (this.isWholeLiteral) super.endLiteral();
  }

  protected override finishNumber(at = 0): void {
    this.text = this.number.isWhole ? '' : this.number.text;
    if (this.text === '') super.finishNumber();
    else this.finishWord(at);
  }

  protected override readSpace(code: number, at: number): void {
    super.readSpace(code, at);
    this.plain.passSpace(code);
  }
}
