// In: one JSON value's text in chunks of any size. Out: calls on a sink; comments and odd signs are understood.
// The grammar plus marks that mean one thing or another by what follows: a comment, an arrow, a string that goes on.
// Knows nothing of where such a mark may stand.

import * as state from './grammar-state.js';
import { LooseGrammar } from './loose-grammar.js';

/** As much of a key without its opening quote as may still become one. */
const LATE_KEY = /^[\p{L}\p{N}_$-]{1,64}"?$/u;

/** Reads one value; see {@link JsonGrammar}. */
export abstract class AsideGrammar extends LooseGrammar {
  /** What is read until it is decided: the mark of a comment, or another that may mean several things. */
  #aside = '';
  /** Where it returns to. */
  #stateBefore: number = state.EXPECT_VALUE;

  protected beginSomeAside(char: string, at: number): void {
    const isValue = this.state === state.EXPECT_VALUE && this.isInObject;
    if (/[+，、.…]/.test(char)) this.widen(char);
    this.beginAside(char);
    if (char === '#' && !isValue) this.#beginComment('//', at);
    if (char === '(') this.#beginComment('()', at);
  }

  protected override beginAside(mark = ''): void {
    this.#stateBefore = this.state;
    this.state = state.IN_ASIDE;
    this.#aside = mark;
  }

  protected override readAside(char: string, at: number): boolean {
    const mark = this.#aside;
    if (mark.startsWith('/*')) {
      if (char === '\n') this.position.newLine(at);
      if (mark === '/**' && char === '/') this.state = this.#stateBefore;
      else this.#aside = char === '*' ? '/**' : '/*';
      return true;
    }
    switch (mark) {
      case '':
        this.#aside = char;
        return true;
      case '/':
        return this.#readSlash(char, at);
      case '#':
        if (/[\s#!]/.test(char)) this.#beginComment('//', at - 1);
        else this.#turnIntoWord(mark);
        return false;
      case '\\':
        // `\"` outside a string: the whole is written as the inside of another string.
        this.string.isNested = char === '"';
        this.state = this.#stateBefore;
        return /[nrt]/.test(char);
      case '=':
      case '-':
        return this.#readArrow(mark, char === '>', at);
      case '}':
        this.state = this.#stateBefore;
        return char === '}';
      case '"':
        return this.#readLateKey(char, at);
      case '//':
      case '()':
        if (char !== '\n' && (mark === '//' || char !== ')')) return true;
        this.state = this.#stateBefore;
        return char === ')';
      default:
        return this.#readJoint(char, at);
    }
  }

  #beginComment(mark: string, at: number): void {
    this.report('comment', at);
    this.#aside = mark;
  }

  #readSlash(char: string, at: number): boolean {
    const isComment = char === '/' || char === '*';
    const isNumber = this.#stateBefore === state.IN_NUMBER;
    if (!isComment) {
      const isValue = isNumber || this.#stateBefore <= state.EXPECT_VALUE_OR_END;
      if (!isValue) this.position.fail('unexpected-character', at, char.charCodeAt(0));
      this.#turnIntoWord('/');
      return false;
    }
    if (isNumber) {
      this.state = state.IN_NUMBER;
      this.finishNumber(at - 1);
      this.beginAside('/');
    }
    this.#beginComment(`/${char}`, at - 1);
    return true;
  }

  /** `=`, `=>` and `->` stand for a colon; a minus sign alone begins the number of which the colon is missing. */
  #readArrow(mark: string, isArrow: boolean, at: number): boolean {
    const isMinus = mark === '-' && !isArrow;
    this.report(isMinus ? 'missing-colon' : 'separator', at - 1);
    this.force(':');
    if (isMinus) this.readAs(mark, at - 1);
    return isArrow;
  }

  /** What may have been a comment is text. */
  #turnIntoWord(mark: string): void {
    this.text = this.#stateBefore === state.IN_NUMBER ? this.number.text + mark : mark;
    this.state = state.IN_LOOSE_WORD;
  }

  /** A word right after a string: a key, if the string lacks its closing quote and this was the key's opening one. */
  #readLateKey(char: string, at: number): boolean {
    const { text } = this;
    const isKey = char === ':' && text.endsWith('"');
    if (!isKey && LATE_KEY.test(text + char)) {
      this.text += char;
      return true;
    }
    const from = at - text.length - 1;
    this.state = state.EXPECT_COMMA_OR_END;
    if (isKey && this.sink.shorten()) {
      this.report('quote', from);
      this.force(',');
      this.mark(from);
      this.takeKey(text.slice(0, -1));
    } else {
      this.report('inner-quote', from + 1);
      this.reopen();
      this.readAs(text, from + 1);
    }
    return false;
  }

  /** A plus sign, a comma of another script or dots follow a string: it goes on, is over, or was not over yet. */
  #readJoint(char: string, at: number): boolean {
    if (char === '\n') this.position.newLine(at);
    const isDots = /[.…]/.test(this.#aside);
    if (/\s/.test(char) || (isDots && char === '.')) {
      this.widen(char);
      if (this.gap !== undefined) return true;
    }
    const isPlus = this.#aside === '+';
    this.state = state.EXPECT_COMMA_OR_END;
    if (isPlus && /["'`]/.test(char)) {
      this.report('concatenation', at);
      this.reopen(char, '');
      return true;
    }
    const isOver = /[,}\]]/.test(char);
    if (this.gap === undefined || isOver || (!isDots && /["'`“]/.test(char))) {
      this.report(isPlus ? 'concatenation' : isDots ? 'extra-comma' : 'separator', at);
      if (!isPlus && !isDots && !isOver) this.force(',');
      this.gap = undefined;
      return false;
    }
    this.report('inner-quote', at);
    this.reopen();
    return false;
  }
}
