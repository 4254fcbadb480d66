// In: one JSON value's text in chunks of any size. Out: calls on a sink; words and keys without quotes are understood.
// The grammar plus what stands where a string or a key belongs and is none in JSON.
// Knows nothing of which other liberties are taken.

import { CallText } from './call-text.js';
import * as state from './grammar-state.js';
import { isDigit } from './json-number.js';
import {
  isCall,
  isCallName,
  isEllipsis,
  isStringPrefix,
  readLooseWord,
  trimWord,
} from './loose-word.js';
import { tellWhole } from './json-sink.js';
import { PlainGrammar } from './plain-grammar.js';
import { WordEnd } from './word-end.js';
import { endsKey, endsWord, isColonLike, isOpener } from './word-marks.js';

/** Longest word that may be a call or stand before a quote. */
const MAX_PREFIX = 40;
/** Characters of a word that are looked through for calls. */
const MAX_CALLS = 256;
/** What a call is given by name, which says of what type its value is. */
const ARGUMENT = /^[a-z_]\w* *=/i;
/** What a remark begins with that ends a number in groups. */
const MARKS = '(/*';

/** Reads one value; see {@link JsonGrammar}. */
export abstract class LooseGrammar extends PlainGrammar {
  /** How deep the calls stand that are open, outermost first. */
  protected readonly calls: number[] = [];
  /** The arguments of a call that are being read as text. */
  #call: CallText | undefined;
  /** How long the word was where they began, and where those of the call before ended. */
  #callAt = 0;
  #callEnd = 0;
  /** Tells where the open word ends before what is no part of it. */
  #wordEnd = new WordEnd();
  /** Where in the open word the comma stands of which the next character tells whether it ends the word; -1 for none. */
  #commaAt = -1;
  /** What seemed a call was none: the next ones end as other words do, so nothing is looked at a third time. */
  #hadNoCall = false;
  /** The first word behind a plain value in a list: if it is a literal, it is the next element. */
  #mayBeElement = false;
  /** The open word begins a list that is the root. */
  #beginsList = false;

  /** Begins a word or key without quotes with a character at an index of the current chunk. */
  protected beginWord(char: string, at: number): void {
    const isKey = this.expectsKey;
    const mayJoin = this.state === state.EXPECT_KEY && /\d/.test(char);
    if (isKey) this.mark(at);
    this.#beginsList = this.stack.length === 1 && this.state === state.EXPECT_VALUE_OR_END;
    this.plain.beginWord(this.position.offset + at, mayJoin ? this.plainText : undefined);
    this.state = isKey ? state.IN_LOOSE_KEY : state.IN_LOOSE_WORD;
    this.text = '';
  }

  /** A word follows a plain value on its line: the next key or, in a list, a literal; or more of the value. */
  protected beginJoint(char: string, at: number): void {
    const before = this.plainText;
    this.#mayBeElement = !this.isInObject;
    this.state = this.isInObject ? state.EXPECT_KEY : state.EXPECT_VALUE;
    this.beginWord(char, at);
    this.plain.beginBehind(this.position.offset + at, before);
  }

  /** Reads an unquoted word or key up to what ends it. */
  protected readLoose(chunk: string, at: number): number {
    const isKey = this.state === state.IN_LOOSE_KEY;
    const isWord = !isKey || this.plain.mayGoOn;
    const from = at;
    const { maxKeyLength, maxPending } = this.options;
    const before = this.text.length;
    const most = at + (isKey ? maxKeyLength : maxPending - this.plain.length) - before;
    for (; at < chunk.length; at++) {
      const code = chunk.charCodeAt(at);
      const length = at - from + before;
      if (this.#mayBeElement && (code <= 32 || endsWord(code))) {
        const word = this.text + chunk.slice(from, at);
        if (this.#beginElement(word, at)) return at;
      }
      if (this.#commaAt >= 0) {
        const comma = this.#commaAt;
        if (!isDigit(code)) return this.#leaveWord(this.text + chunk.slice(from, at), comma, at);
        this.#commaAt = -1;
      }
      if (this.#call !== undefined) {
        const goesOn = this.#call.read(chunk.charAt(at));
        if (goesOn === undefined) return this.#leaveCall(this.#call, chunk.slice(from, at), at);
        if (!goesOn) this.#endCallText(this.text + chunk.slice(from, at), at);
      } else if (isKey ? endsKey(code) : endsWord(code) || (code === 41 && this.round > 0)) {
        const isJoint = code === 44 && !isKey && this.plain.isLong;
        const written = at > from ? chunk.slice(at - 1, at) : this.text.slice(-1);
        if (!isJoint || !/\d/.test(written)) break;
        this.#commaAt = length;
      } else if (isWord) {
        const end = this.#wordEnd.read(chunk.charAt(at), length);
        if (end >= 0 && (code !== 58 || this.isInObject))
          return this.#leaveWord(this.text + chunk.slice(from, at), end, at);
        if (MARKS.includes(chunk.charAt(at)) && length <= MAX_PREFIX && this.plain.mayGoOn) {
          const word = this.text + chunk.slice(from, at);
          const numberEnd = this.plain.numberEnd(word, chunk.charAt(at));
          if (numberEnd > 0) return this.#leaveWord(word, numberEnd, at);
        }
      }
      const mayOpen = length - this.#callEnd <= MAX_PREFIX && this.#callEnd < MAX_CALLS;
      if (mayOpen && isOpener(code)) {
        const word = this.text + chunk.slice(from, at);
        if (this.#call === undefined && this.#open(word, code, at)) return at + 1;
      }
      // Prose in brackets, and a value in it or behind: no list begins like that.
      if (code === 123 && this.#beginsList && !isKey)
        this.position.fail('unexpected-character', at, code);
      if (at < most) continue;
      if (!isKey || !this.plain.mayGoOn)
        this.position.fail(isKey ? 'key-exceeded' : 'pending-exceeded', at);
      // No key is that long: it is more of the value.
      this.state = state.IN_LOOSE_WORD;
      this.text += chunk.slice(from, at + 1);
      return at + 1;
    }
    this.text += chunk.slice(from, at);
    if (at === chunk.length) return at;
    if (isKey) return this.#finishKey(chunk.charCodeAt(at), at);
    this.#endWord(at);
    return at;
  }

  /** A semicolon at the end of a word stands for the comma. */
  #endWord(at: number): void {
    const word = trimWord(this.text);
    const isSplit = word.length > 1 && word.endsWith(';');
    if (isSplit) this.#leaveWord(this.text, this.text.lastIndexOf(';'), at);
    else this.finishWord(at);
  }

  /** The word ends there, and what was read beyond it is looked at once more: a comment, or the next key. */
  #leaveWord(text: string, end: number, at: number): number {
    const word = text.slice(0, end).trimEnd();
    const isListed = word.length > 1 && word.endsWith(';');
    this.text = isListed ? word.slice(0, -1) : text.slice(0, end);
    const rest = text.slice(this.text.length);
    this.finishWord(at - rest.length);
    this.readAs(rest, at - rest.length);
    return at;
  }

  /** False when the word behind a plain value is no literal, and so more of the value. */
  #beginElement(word: string, at: number): boolean {
    this.#mayBeElement = false;
    if (readLooseWord(word)?.kind !== 'literal') return false;
    this.report('missing-comma', at - word.length);
    this.plain.drop();
    this.#forgetWord();
    this.force(',');
    this.readAs(word, at - word.length);
    return true;
  }

  #endCallText(text: string, at: number): void {
    for (let index = this.#callAt; index < text.length; index++)
      if (text.charCodeAt(index) === 10) this.position.newLine(at - text.length + index);
    this.#call = undefined;
    this.#callEnd = text.length + 1;
  }

  /** A word before a quote or parenthesis that only names a type: the value is what follows; false when it is text. */
  #open(word: string, opener: number, at: number): boolean {
    const isQuote = opener !== 40;
    const isKey = this.state === state.IN_LOOSE_KEY;
    if (isQuote ? !isStringPrefix(word) : isKey || !isCall(word)) {
      const isValue = !isKey || this.plain.mayGoOn;
      const isText = !isQuote && isValue && !this.#hadNoCall && isCallName(word);
      if (isText) {
        this.#call = new CallText();
        this.#callAt = word.length + 1;
      }
      return false;
    }
    this.report(isQuote ? 'quote' : 'parenthesis', at);
    this.text = '';
    this.plain.drop();
    this.#forgetWord();
    this.state = isKey ? state.EXPECT_KEY : state.EXPECT_VALUE;
    if (isQuote) this.beginQuoted(String.fromCharCode(opener), at);
    else {
      if (this.calls.length >= this.options.maxDepth) this.position.fail('depth-exceeded', at);
      this.calls.push(this.stack.length);
      this.round++;
    }
    return true;
  }

  /** What seemed a call is none: the word ends where any would, and what was read beyond that is looked at anew. */
  #leaveCall({ wordLength }: CallText, read: string, at: number): number {
    const text = this.text + read;
    const isKey = this.state === state.IN_LOOSE_KEY;
    const end = wordLength < 0 && !isKey ? text.length : this.#callAt + (isKey ? 0 : wordLength);
    const rest = text.slice(end);
    this.#call = undefined;
    this.#hadNoCall = true;
    this.text = text.slice(0, end);
    if (rest === '') return at;
    // What may be a key may end at a mark that ends no word.
    if (!isKey) this.finishWord(at - rest.length);
    this.readAs(rest, at - rest.length);
    return at;
  }

  #finishKey(next: number, at: number): number {
    const key = trimWord(this.text);
    const from = at - this.text.length;
    const isColon = isColonLike(next);
    if (!isColon && isEllipsis(key)) {
      this.report('extra-comma', from);
      this.plain.forget();
      this.gap = undefined;
      this.state = state.EXPECT_COMMA_OR_END;
      return at;
    }
    const { isApart } = this.plain;
    const isQuoteNext = next === 34 && /\s$/.test(this.text);
    // What stands behind the quote tells whether a key begins with it.
    if (isApart && !this.isNamed && (isColon ? key.includes(' ') : isQuoteNext)) {
      this.state = state.IN_LOOSE_WORD;
      return at;
    }
    if (this.plain.mayGoOn && (isApart ? endsWord(next) : !isColon)) {
      // Telling a long value anew at each comma would cost the square of its length: it goes on as one word.
      if (next === 44 && this.plain.isLong) {
        this.state = state.IN_LOOSE_WORD;
        return at;
      }
      this.#revise(at);
      return at;
    }
    this.plain.drop();
    this.#forgetWord();
    if (isApart) this.report('missing-comma', from);
    this.report('unquoted-key', from);
    // A quote right after a key that none began.
    const isQuoted = next === 34 && !/\s$/.test(this.text);
    this.isNamed = true;
    this.takeKey(key, at);
    return isQuoted ? at + 1 : at;
  }

  /** The word is more of the plain value before it: another group of a number's digits, or both are a text. */
  #revise(at: number): void {
    const { kind, value, text } = this.plain.join(trimWord(this.text));
    this.report(kind, at - this.text.length);
    this.text = text;
    if (!this.wasMuted) this.sink.revise(value, false);
    this.#forgetWord();
    this.state = state.EXPECT_COMMA_OR_END;
    this.plain.endAt(this.position.offset + at);
  }

  #forgetWord(): void {
    this.#callEnd = 0;
    this.#commaAt = -1;
    this.#mayBeElement = false;
    this.#wordEnd = new WordEnd();
  }

  /**
   * The text is over in what may be more of the plain value before it: that one is taken back, and told as a text that
   * goes on.
   */
  protected withdrawPlain(): void {
    const { plain } = this;
    if (this.#commaAt >= 0) this.#leaveWord(this.text, this.#commaAt, 0);
    const isWord = this.state >= state.IN_LOOSE_WORD && this.state <= state.IN_ASIDE;
    if (!plain.mayGoOn || !isWord || this.wasMuted) return;
    if (this.#mayBeElement && this.#beginElement(this.text, 0)) return this.finishLiteral();
    this.report('unquoted-string', -this.text.length);
    this.sink.revise(plain.with(trimWord(this.text)), true);
  }

  /** The word is over, and what it means is known. */
  protected override finishWord(at: number): void {
    if (this.plain.mayGoOn) {
      this.#revise(at);
      return;
    }
    const written = trimWord(this.text);
    const isArgument = this.calls.at(-1) === this.stack.length && ARGUMENT.test(written);
    const isElement = this.stack.at(-1) === false;
    const word = isArgument ? undefined : readLooseWord(written, isElement);
    this.report(word?.kind ?? 'extra-comma', at - this.text.length);
    const value = word?.value;
    if (value !== undefined) tellWhole(this.sink, value);
    this.#forgetWord();
    this.afterValue();
    if (value !== undefined) this.plain.endAt(this.position.offset + at);
  }
}
