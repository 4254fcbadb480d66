// In: one JSON value's text in chunks of any size. Out: calls on a sink; comments and odd signs are understood.
// The grammar plus marks that mean one thing or another by what follows: a comment, an arrow, a string that goes on.
// Knows nothing of where such a mark may stand.

import * as state from './grammar-state.js';
import { isOpening } from './doubtful-string.js';
import { LooseGrammar } from './loose-grammar.js';
import { StringTail } from './string-tail.js';

/** What may be an area code, up to what stands behind it; and that, with the first digit of the number. */
const AREA_CODE = /^\(\d{0,5}(?:\) ?)?$/;
const TELEPHONE = /^\(\d{2,5}\) ?\d$/;

/** Reads one value; see {@link JsonGrammar}. */
export abstract class AsideGrammar extends LooseGrammar {
  /** What is read until it is decided: the mark of a comment, or another that may mean several things. */
  #aside = '';
  /** Where it returns to. */
  #stateBefore: number = state.EXPECT_VALUE;
  /** What stands after a string that closed, while it is not sure that it did. */
  #tail: StringTail | undefined;

  protected beginSomeAside(char: string, at: number): void {
    const isValue = this.state === state.EXPECT_VALUE && this.isInObject;
    if (/[+，、.…]/.test(char)) this.widen(char);
    if (char !== '/') this.plain.forget();
    else if (this.#mayJoin) this.keepPlain();
    this.beginAside(char === '"' ? '""' : char);
    if (char === '#' && !isValue) this.#beginComment('//', at);
    if (char !== '(') return;
    if (this.#stateBefore > state.EXPECT_VALUE_OR_END) this.#beginComment('()', at);
    else this.text = char;
  }

  protected override beginAside(mark = ''): void {
    this.#stateBefore = this.state;
    this.state = state.IN_ASIDE;
    this.#aside = mark;
    this.text = '';
  }

  /** The text is over, and with it what would have told what a bracket means: after a comma more was to come. */
  protected endAside(): void {
    if (this.state !== state.IN_ASIDE) return;
    if (this.#aside === '(') this.#beginTuple(0);
    else if (this.#aside === ']' && !this.text.includes(',')) this.close();
  }

  /** Reads one character of what is not decided yet, or of a comment; false when it is no part of it. */
  protected readAside(char: string, at: number): boolean {
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
      case ']':
        return this.#readLateBracket(char, at);
      case '(':
        return this.#readAreaCode(char, at);
      case '(,':
        if (char === '\n') this.position.newLine(at);
        if (char === ')') this.state = state.EXPECT_COMMA_OR_END;
        return char !== ')';
      case '0':
        this.#aside = '0"';
        return true;
      case '0"':
        return this.#readQuoteAfterNumber(char, at);
      case '"':
        return this.#tail === undefined || this.#readLateKey(this.#tail, char, at);
      case '""':
        return this.#readDoubledQuote(char, at);
      case '//':
      case '()':
        // A template's remark, and no object.
        if (char === '}' && this.text === '#' && this.#stateBefore === state.EXPECT_KEY_OR_END)
          this.position.fail('unexpected-character', at, 125);
        this.text = char;
        if (char !== '\n' && (mark === '//' || char !== ')')) return true;
        this.state = this.#stateBefore;
        return char === ')';
      default:
        return this.#readJoint(char, at);
    }
  }

  #beginComment(mark: string, at: number): void {
    this.plain.forget();
    this.report('comment', at);
    this.#aside = mark;
  }

  #readSlash(char: string, at: number): boolean {
    const isComment = char === '/' || char === '*';
    const isPlain = this.#isInPlain;
    if (!isComment) {
      this.state = this.#stateBefore;
      const isBehind = this.state === state.EXPECT_COMMA_OR_END;
      const isMore = isBehind && this.plain.isLast;
      if (isMore || isPlain || this.state <= state.EXPECT_VALUE_OR_END) this.#turnIntoWord('/');
      else if (isBehind && this.gap !== undefined) this.#goOnInString('/', at);
      else this.position.fail('unexpected-character', at, char.charCodeAt(0));
      return false;
    }
    if (isPlain) {
      this.state = this.#stateBefore;
      if (this.state === state.IN_NUMBER) this.finishNumber(at - 1);
      else this.finishLiteral();
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

  /** What follows may be more of the plain value that closed last. */
  get #mayJoin(): boolean {
    return this.state === state.EXPECT_COMMA_OR_END && this.plain.isLast;
  }

  /** A number or literal was open. */
  get #isInPlain(): boolean {
    return this.#stateBefore === state.IN_NUMBER || this.#stateBefore === state.IN_WORD;
  }

  /** What may have been a comment is text. */
  #turnIntoWord(mark: string): void {
    const plain = this.#stateBefore === state.IN_NUMBER ? this.number.text : this.matched;
    this.text = this.#isInPlain ? plain + mark : mark;
    this.state = state.IN_LOOSE_WORD;
  }

  /** A mark that stood before a character is text, and the string before it was not over. */
  #goOnInString(mark: string, at: number): void {
    this.report('inner-quote', at - 1);
    this.reopen();
    this.readAs(mark, at - 1);
  }

  /**
   * A bracket of the wrong kind closed a container. After a comma an object around it goes on with a key, a list with
   * anything, but only with what is no key in an object that waits for one; else the bracket closed that one as well.
   */
  #readLateBracket(char: string, at: number): boolean {
    const isSpace = /\s/.test(char);
    // Looking through the text costs its length: once for each comma, not for each space.
    const hasComma = !isSpace && this.text.includes(',');
    if (isSpace || (char === ',' && !hasComma)) {
      this.text += char;
      return true;
    }
    const { text } = this;
    const list = this.stack.length > 1 ? /[{[]/ : /[^\]}]/;
    const goesOn = hasComma && (this.isInObject ? /["'“‘\p{L}_$]/u : list).test(char);
    this.state = state.EXPECT_COMMA_OR_END;
    if (!goesOn) this.close();
    this.readAs(text, at - text.length);
    return false;
  }

  /** Digits in parentheses and more of them behind are the number of a telephone, a text; all else is a tuple. */
  #readAreaCode(char: string, at: number): boolean {
    const text = this.text + char;
    const isOpen = AREA_CODE.test(text);
    if (isOpen) this.text = text;
    else if (TELEPHONE.test(text)) this.state = state.IN_LOOSE_WORD;
    else this.#beginTuple(at);
    return isOpen;
  }

  #beginTuple(at: number): void {
    const { text } = this;
    const from = at - text.length;
    this.state = this.#stateBefore;
    this.report('parenthesis', from);
    this.round++;
    this.readAs(`[${text.slice(1)}`, from);
  }

  /** A quote right after a number: the next string or key, or the end of a string of which the opening quote is missing. */
  #readQuoteAfterNumber(char: string, at: number): boolean {
    if (/[\s,}\]]/.test(char)) this.#turnIntoWord('"');
    else {
      this.finishNumber(at - 1);
      this.readAs('"', at - 1);
    }
    return false;
  }

  /** A quote touches the one that closed a string: it does so itself, or begins what no comma stands before. */
  #readDoubledQuote(char: string, at: number): boolean {
    const isText = /[\s,.;!?)}\]]/.test(char);
    this.state = state.EXPECT_COMMA_OR_END;
    this.report(isText ? 'inner-quote' : 'missing-comma', at - 1);
    if (isText) this.reopen();
    else this.force(',');
    this.readAs('"', at - 1);
    return false;
  }

  /** A word after a string may be the next key or element. */
  protected beginLateKey(): void {
    this.beginAside('"');
    const { last } = this.string;
    const isNamed = this.isNamed || last === ',';
    const tail = new StringTail({ ...this.tailPlace(false), isNamed });
    tail.begin('"', false, isOpening(last));
    if (this.gap !== '') tail.read(' ');
    tail.text = '';
    this.#tail = tail;
  }

  /**
   * A word after a string: a key that lacks the comma before it, or one of which the string's quote was the opening one,
   * since the string lacks its own; otherwise the string was not over.
   */
  #readLateKey(tail: StringTail, char: string, at: number): boolean {
    const verdict = tail.read(char);
    if (verdict === 'tail') return true;
    const { text } = tail;
    const from = at - text.length;
    this.state = state.EXPECT_COMMA_OR_END;
    if (verdict === 'end') {
      this.gap = undefined;
      this.readAs(text, from);
    } else if (verdict === 'late-key') this.endBefore(text, at);
    else {
      this.report('inner-quote', from);
      this.reopen();
      this.readAs(text, from);
    }
    return false;
  }

  /** A plus sign, a comma of another script or dots follow a string: it goes on, is over, or was not over yet. */
  #readJoint(char: string, at: number): boolean {
    if (char === '\n') this.position.newLine(at);
    const isDots = /[.…]/.test(this.#aside);
    const isPlus = this.#aside === '+';
    if (/\s/.test(char) || (isDots && char === '.')) {
      this.widen(char);
      if (isPlus || this.gap !== undefined) return true;
    }
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
