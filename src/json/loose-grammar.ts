// In: one JSON value's text in chunks of any size. Out: calls on a sink; words without quotes and odd numbers are understood.
// The grammar plus what stands where a string, a key or a number belongs and is none in JSON.
// Knows nothing of which other liberties are taken.

import * as state from './grammar-state.js';
import { isNumberPart } from './json-number.js';
import { isCall, isEllipsis, isStringPrefix, readLooseWord } from './loose-word.js';
import { tellWhole } from './json-sink.js';
import { ODD_SPACE } from './repair.js';
import { QuoteGrammar } from './quote-grammar.js';

/** Longest word that may be a call or stand before a quote. */
const MAX_PREFIX = 24;
const DIGITS = /^[+-]?[1-9]\d*$/;
const GROUP = /^\d{3}(?:\.\d+)?$/;

/** What makes a literal the beginning of a word. */
const GOES_ON = /[\p{L}\p{N}_$!-]/u;

/** What ends a number besides space, a comma and a bracket. */
const ENDS_NUMBER = ';#)\\，、；|{[';

/** Reads one value; see {@link JsonGrammar}. */
export abstract class LooseGrammar extends QuoteGrammar {
  /** Text of an unquoted word or key, or of the number that closed last where its reader does not have it. */
  protected text = '';
  /** How deep the calls stand that are open, outermost first. */
  protected readonly calls: number[] = [];
  /** Where the number ended that closed last; -1 when another value, or a line, came since. */
  #numberEnd = -1;
  /** The digits before the comma that the open key follows, as it would follow in 1,234. */
  #digits = '';
  /** The open word begins a list that is the root. */
  #beginsList = false;

  /** A slash or quote follows a number: the number was over, or is more of a word. */
  protected abstract beginAside(mark?: string): void;

  /** Reads one character of what is not decided yet, or of a comment; false when it is no part of it. */
  protected abstract readAside(char: string, at: number): boolean;

  /** Reads one character between two objects that stand line by line; false when it must be read again. */
  protected abstract readBetween(char: string, at: number): boolean;

  /** Begins a word or key without quotes at an index of the current chunk. */
  protected beginWord(at: number): void {
    const isKey = this.expectsKey;
    if (isKey) this.mark(at);
    this.#beginsList = this.stack.length === 1 && this.state === state.EXPECT_VALUE_OR_END;
    const isAdjacent = this.#numberEnd >= 0 && this.position.offset + at === this.#numberEnd + 1;
    const before = isKey && isAdjacent ? this.text || this.number.text : '';
    this.#digits = before.length <= MAX_PREFIX && DIGITS.test(before) ? before : '';
    this.state = isKey ? state.IN_LOOSE_KEY : state.IN_LOOSE_WORD;
    this.text = '';
  }

  protected override readOther(chunk: string, at: number): number {
    if (this.state < state.IN_ASIDE) return this.#readLoose(chunk, at);
    const char = chunk.charAt(at);
    const isUsed =
      this.state === state.IN_ASIDE ? this.readAside(char, at) : this.readBetween(char, at);
    return isUsed ? at + 1 : at;
  }

  protected override afterValue(): void {
    super.afterValue();
    this.#numberEnd = -1;
  }

  protected override endNumber(next: number, at: number): void {
    if (next === 47) this.beginAside();
    else if (isNumberPart(next)) this.number.loosen();
    else if (next === 34 && this.number.isWhole) this.beginAside('0');
    else if (isDelimiter(next)) {
      this.finishNumber(at);
      this.#numberEnd = this.position.offset + at;
    } else {
      this.text = this.number.text;
      this.state = state.IN_LOOSE_WORD;
    }
  }

  /** Its next character decides whether it is one, or the beginning of a word such as `nullable`. */
  protected override endLiteral(): void {}

  /** A character came that is not the literal's next one; it is read again. */
  protected leaveLiteral(code: number): false {
    if (this.isWholeLiteral && !GOES_ON.test(String.fromCharCode(code))) super.endLiteral();
    else {
      this.text = this.matched;
      this.state = state.IN_LOOSE_WORD;
    }
    return false;
  }

  /** The text is over, and a literal may be its last word. */
  protected finishLiteral(): void {
    if (this.isWholeLiteral) super.endLiteral();
  }

  protected override finishNumber(at = 0): void {
    this.text = this.number.isWhole ? '' : this.number.text;
    if (this.text === '') super.finishNumber();
    else this.finishWord(at);
  }

  /** Reads an unquoted word or key up to what ends it. */
  #readLoose(chunk: string, at: number): number {
    const isKey = this.state === state.IN_LOOSE_KEY;
    const from = at;
    const { maxKeyLength, maxPending } = this.options;
    const most = at + (isKey ? maxKeyLength : maxPending) - this.text.length;
    for (; at < chunk.length; at++) {
      const code = chunk.charCodeAt(at);
      if (isKey ? endsKey(code) : endsWord(code) || (code === 41 && this.round > 0)) break;
      if (at - from + this.text.length <= MAX_PREFIX && isOpener(code)) {
        const word = this.text + chunk.slice(from, at);
        if (this.#open(word, code, at)) return at + 1;
      }
      // Prose in brackets, and a value in it or behind: no list begins like that.
      if (code === 123 && this.#beginsList && !isKey)
        this.position.fail('unexpected-character', at, code);
      if (at >= most) this.position.fail(isKey ? 'key-exceeded' : 'pending-exceeded', at);
    }
    this.text += chunk.slice(from, at);
    if (at === chunk.length) return at;
    if (isKey) return this.#finishKey(chunk.charCodeAt(at), at);
    this.finishWord(at);
    return at;
  }

  /** A word before a quote or parenthesis that only names a type: the value is what follows; false when it is text. */
  #open(word: string, opener: number, at: number): boolean {
    const isQuote = opener !== 40;
    const isKey = this.state === state.IN_LOOSE_KEY;
    if (isQuote ? !isStringPrefix(word) : isKey || !isCall(word)) return false;
    this.report(isQuote ? 'quote' : 'parenthesis', at);
    this.text = '';
    this.state = isKey ? state.EXPECT_KEY : state.EXPECT_VALUE;
    if (isQuote) this.beginQuoted(String.fromCharCode(opener), at);
    else {
      if (this.calls.length >= this.options.maxDepth) this.position.fail('depth-exceeded', at);
      this.calls.push(this.stack.length);
      this.round++;
    }
    return true;
  }

  #finishKey(next: number, at: number): number {
    const key = trim(this.text);
    const from = at - this.text.length;
    const isColon = isColonLike(next);
    if (!isColon && isEllipsis(key)) {
      this.report('extra-comma', from);
      this.state = state.EXPECT_COMMA_OR_END;
      return at;
    }
    if (!isColon && this.#digits !== '' && GROUP.test(this.text)) {
      this.report('number', from);
      this.text = this.#digits + key;
      if (!this.wasMuted) this.sink.revise(Number(this.text));
      this.state = state.EXPECT_COMMA_OR_END;
      this.#numberEnd = this.position.offset + at;
      return at;
    }
    this.report('unquoted-key', from);
    // A quote right after a key that none began.
    const isQuoted = next === 34 && !/\s$/.test(this.text);
    this.isNamed = true;
    this.takeKey(key);
    return isQuoted ? at + 1 : at;
  }

  /** The word is over, and what it means is known. */
  protected finishWord(at: number): void {
    const word = readLooseWord(trim(this.text));
    this.report(word?.kind ?? 'extra-comma', at - this.text.length);
    const value = word?.value;
    if (value !== undefined) tellWhole(this.sink, value);
    this.afterValue();
  }

  protected override readSpace(code: number, at: number): void {
    super.readSpace(code, at);
    if (code === 10) this.#numberEnd = -1;
  }
}

const trim = (text: string): string => text.replaceAll('\u200b', ' ').trim();

/** True for what may follow a number: space, a separator, a closing bracket, a backslash, or the start of a comment. */
function isDelimiter(code: number): boolean {
  if (code <= 32 || endsWord(code)) return true;
  const char = String.fromCharCode(code);
  return ENDS_NUMBER.includes(char) || ODD_SPACE.test(char);
}

/** A comma, a closing bracket or a line break. */
function endsWord(code: number): boolean {
  return code === 44 || code === 125 || code === 93 || code === 10 || code === 13;
}

function endsKey(code: number): boolean {
  return endsWord(code) || isColonLike(code) || code === 123 || code === 91 || code === 34;
}

function isColonLike(code: number): boolean {
  return code === 58 || code === 61 || code === 0xff1a;
}

/** A double or single quote, or a parenthesis. */
function isOpener(code: number): boolean {
  return code === 34 || code === 39 || code === 40;
}
