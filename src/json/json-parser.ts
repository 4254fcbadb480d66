// In: one JSON value's text in chunks of any size. Out: calls on a sink, each the moment the grammar allows it.
// One pass, one character at a time, nothing rescanned; the state is a stack of open containers.
// Knows nothing of values, paths or events, nor of what stands around the value.

import { readLooseWord } from './loose-word.js';
import { DEAF, type JsonSink } from './json-sink.js';
import { findRepair, type Expectation, type OnRepair, type RepairStep } from './repair.js';
import { StringReader } from './string-reader.js';
import type { TextPosition } from './text-position.js';

const EXPECT_VALUE = 0;
const EXPECT_VALUE_OR_END = 1;
const EXPECT_KEY = 2;
const EXPECT_KEY_OR_END = 3;
const EXPECT_COLON = 4;
const EXPECT_COMMA_OR_END = 5;
const IN_STRING = 6;
const IN_KEY = 7;
const IN_NUMBER = 8;
const IN_WORD = 9;
const IN_LOOSE_WORD = 10;
const IN_LOOSE_KEY = 11;
const IN_COMMENT = 12;
const CLOSED = 13;

const EXPECTATIONS: readonly Expectation[] = ['value', 'value', 'key', 'key', 'colon', 'separator'];

/** What a key means that its object has already: the later value, the earlier one, or an error. */
export type DuplicateKeys = 'last' | 'first' | 'error';

/** What bounds the reading of one value. */
export interface GrammarOptions {
  readonly duplicateKeys: DuplicateKeys;
  readonly maxDepth: number;
  readonly maxFields: number;
  /** Characters of an unquoted word or key that may wait for its end. */
  readonly maxPending: number;
}

export interface JsonParserOptions extends GrammarOptions {
  readonly position: TextPosition;
  /** Told of each liberty taken; without it the grammar is exactly that of `JSON.parse`. */
  readonly onRepair: OnRepair | undefined;
}

/** Reads one JSON value and stops at its end. After it has thrown it must not be fed again. */
export class JsonParser {
  /** Who is told: `#target`, or nobody while a repeated key's value is passed over. */
  #sink: JsonSink;
  #target: JsonSink;
  readonly #position: TextPosition;
  readonly #onRepair: OnRepair | undefined;
  readonly #options: GrammarOptions;
  readonly #string: StringReader;
  /** One entry per open container: true for an object. */
  readonly #stack: boolean[] = [];
  #state = EXPECT_VALUE;
  /** Text of an unfinished number, word or comment mark. */
  #text = '';
  #matched = 0;
  #fields = 0;
  /** How deep the value stands that is passed over; -1 for none. */
  #mutedDepth = -1;
  #isLines = false;
  /** Where a comment returns to. */
  #stateBefore = EXPECT_VALUE;
  /** What follows a string that just closed on the same line: `undefined` when a quote inside it is out of question. */
  #gap: string | undefined;

  constructor(sink: JsonSink, options: JsonParserOptions) {
    this.#sink = sink;
    this.#target = sink;
    this.#position = options.position;
    this.#onRepair = options.onRepair;
    this.#options = options;
    this.#string = new StringReader(options.position, options.onRepair);
  }

  /** Tells somebody else from here on. */
  redirect(sink: JsonSink): void {
    if (this.#sink === this.#target) this.#sink = sink;
    this.#target = sink;
  }

  /** True once the grammar closed the value. */
  get isClosed(): boolean {
    return this.#state === CLOSED;
  }

  /** Reads one value a line, as the elements of an array that the text does not open. */
  beginLines(): void {
    this.#isLines = true;
    this.#stack.push(false);
    this.#sink.start('array');
  }

  /**
   * Reads from `at` to the end of the value or of the chunk; returns the index after what it used.
   * @throws {JsonParseError} at the first character that cannot be read.
   */
  feed(chunk: string, at: number): number {
    const next = this.#read(chunk, at);
    if (this.#state === IN_STRING) this.#flush();
    return next;
  }

  #read(chunk: string, at: number): number {
    const end = chunk.length;
    while (at < end && this.#state !== CLOSED) {
      switch (this.#state) {
        case IN_STRING:
        case IN_KEY:
          at = this.#readString(chunk, at);
          break;
        case IN_NUMBER:
          at = this.#readNumber(chunk, at);
          break;
        case IN_WORD:
          if (this.#readWord(chunk.charCodeAt(at), at)) at++;
          break;
        case IN_LOOSE_WORD:
        case IN_LOOSE_KEY:
          at = this.#readLoose(chunk, at);
          break;
        case IN_COMMENT:
          if (this.#readComment(chunk.charAt(at), at)) at++;
          break;
        default:
          if (this.#readStructure(chunk.charCodeAt(at), at)) at++;
      }
    }
    return at;
  }

  /**
   * Tells that the text is over. A number at the very end is complete; other open values stay open.
   * @throws {JsonParseError} `unexpected-end` when nothing is forgiven and the value is not closed.
   */
  end(): void {
    if (this.#state === IN_NUMBER && this.#stack.length === 0) this.#finishNumber(0);
    if (this.#state === IN_LOOSE_WORD && this.#stack.length === 0) this.#finishLooseWord(0);
    if (this.#state === IN_STRING) {
      this.#string.end();
      if (this.#string.isClosed) this.#finishString(0);
    }
    if (this.#isLines && this.#stack.length === 1) this.#closeLines();
    if (this.#onRepair === undefined && this.#state !== CLOSED)
      this.#position.fail('unexpected-end', 0);
  }

  /** A line may end in a comma. */
  #closeLines(): void {
    if (this.#state === EXPECT_COMMA_OR_END || this.#state === EXPECT_VALUE) this.#close();
  }

  /** Reads a character between values; false when it must be read again in the new state. */
  #readStructure(code: number, at: number): boolean {
    if (code === 32 || code === 10 || code === 13 || code === 9) {
      if (code === 10) {
        this.#gap = undefined;
        this.#position.newLine(at);
      } else if (this.#gap !== undefined) this.#gap += String.fromCharCode(code);
      return true;
    }
    switch (this.#state) {
      case EXPECT_COMMA_OR_END:
        if (code === 44)
          this.#state = this.#stack[this.#stack.length - 1] ? EXPECT_KEY : EXPECT_VALUE;
        else if (code === this.#closer()) this.#close();
        else return this.#recover(code, at);
        return true;
      case EXPECT_COLON:
        if (code !== 58) return this.#recover(code, at);
        this.#state = EXPECT_VALUE;
        return true;
      case EXPECT_KEY:
      case EXPECT_KEY_OR_END:
        if (code === 34) {
          this.#string.begin();
          this.#state = IN_KEY;
        } else if (this.#state === EXPECT_KEY_OR_END && code === 125) this.#close();
        else return this.#recover(code, at);
        return true;
      default:
        return this.#readValue(code, at);
    }
  }

  #readValue(code: number, at: number): boolean {
    if (++this.#fields > this.#options.maxFields) this.#position.fail('fields-exceeded', at);
    if (code === 34) {
      this.#string.begin();
      this.#state = IN_STRING;
      this.#sink.start('string');
    } else if (code === 123) {
      this.#open(true, at);
      this.#state = EXPECT_KEY_OR_END;
      this.#sink.start('object');
    } else if (code === 91) {
      this.#open(false, at);
      this.#state = EXPECT_VALUE_OR_END;
      this.#sink.start('array');
    } else if (code === 45 || (code >= 48 && code <= 57)) {
      this.#state = IN_NUMBER;
      this.#text = '';
      return false;
    } else if (code === 116 || code === 102 || code === 110) {
      this.#state = IN_WORD;
      this.#text = code === 116 ? 'true' : code === 102 ? 'false' : 'null';
      this.#matched = 1;
    } else if (code === 93 && this.#state === EXPECT_VALUE_OR_END) this.#close();
    else return this.#recover(code, at);
    return true;
  }

  #open(isObject: boolean, at: number): void {
    if (this.#stack.length >= this.#options.maxDepth) this.#position.fail('depth-exceeded', at);
    this.#stack.push(isObject);
  }

  #closer(): number {
    return this.#stack[this.#stack.length - 1] ? 125 : 93;
  }

  #close(): void {
    this.#stack.pop();
    this.#sink.end();
    this.#afterValue();
  }

  #afterValue(): void {
    if (this.#mutedDepth === this.#stack.length) {
      this.#mutedDepth = -1;
      this.#sink = this.#target;
    }
    this.#state = this.#stack.length === 0 ? CLOSED : EXPECT_COMMA_OR_END;
    this.#gap = undefined;
  }

  #readString(chunk: string, at: number): number {
    const next = this.#string.read(chunk, at);
    if (this.#string.isClosed) this.#finishString(next);
    return next;
  }

  #finishString(at: number): void {
    if (this.#state === IN_KEY) {
      this.#takeKey(this.#string.take(), at);
    } else {
      this.#flush();
      this.#sink.end();
      this.#afterValue();
      this.#gap = '';
    }
    if (this.#string.rest !== '') this.#readRest(this.#string.rest, at);
  }

  /** Reads what the string looked ahead at, a comma and perhaps a word, as a chunk that ends at `at`. */
  #readRest(rest: string, at: number): void {
    const position = this.#position;
    const { offset } = position;
    position.offset = offset + at - rest.length;
    this.#read(rest, 0);
    position.offset = offset;
  }

  #takeKey(key: string, at: number): void {
    this.#state = EXPECT_COLON;
    const { duplicateKeys } = this.#options;
    if (!this.#sink.key(key) || duplicateKeys === 'last') return;
    if (duplicateKeys === 'error') this.#position.fail('duplicate-key', at);
    this.#mutedDepth = this.#stack.length;
    this.#sink = DEAF;
  }

  #flush(): void {
    const text = this.#string.take();
    if (text !== '') this.#sink.append(text);
  }

  #readNumber(chunk: string, at: number): number {
    const from = at;
    const end = chunk.length;
    while (at < end && isNumberPart(chunk.charCodeAt(at))) at++;
    this.#text += at - from === end ? chunk : chunk.slice(from, at);
    if (at === chunk.length) return at;
    const next = chunk.charCodeAt(at);
    if (this.#onRepair !== undefined && !isDelimiter(next)) this.#state = IN_LOOSE_WORD;
    else this.#finishNumber(at);
    return at;
  }

  #finishNumber(at: number): void {
    const text = this.#text;
    const value = Number(text);
    if (!isJsonNumber(text, value)) {
      if (this.#onRepair === undefined) this.#position.fail('invalid-number', at - text.length);
      this.#finishLooseWord(at);
      return;
    }
    this.#sink.scalar(value);
    this.#afterValue();
  }

  #readWord(code: number, at: number): boolean {
    if (code !== this.#text.charCodeAt(this.#matched)) {
      if (this.#onRepair === undefined) this.#position.fail('unexpected-character', at, code);
      this.#text = this.#text.slice(0, this.#matched);
      this.#state = IN_LOOSE_WORD;
      return false;
    }
    if (++this.#matched < this.#text.length) return true;
    this.#sink.scalar(this.#text === 'null' ? null : this.#text === 'true');
    this.#afterValue();
    return true;
  }

  /** Reads an unquoted word or key up to what ends it. */
  #readLoose(chunk: string, at: number): number {
    const isKey = this.#state === IN_LOOSE_KEY;
    const from = at;
    while (at < chunk.length && !(isKey ? endsKey : endsWord)(chunk.charCodeAt(at))) at++;
    this.#text += chunk.slice(from, at);
    if (this.#text.length > this.#options.maxPending) this.#position.fail('pending-exceeded', at);
    if (at === chunk.length) return at;
    if (isKey) {
      this.#takeKey(this.#text.trim(), at);
    } else this.#finishLooseWord(at);
    return at;
  }

  #finishLooseWord(at: number): void {
    const text = this.#text.trim();
    const word = readLooseWord(text);
    this.#onRepair?.(word?.kind ?? 'extra-comma', this.#position.offset + at - this.#text.length);
    const value = word?.value;
    if (typeof value === 'string') {
      this.#sink.start('string');
      if (value !== '') this.#sink.append(value);
      this.#sink.end();
    } else if (value !== undefined) this.#sink.scalar(value);
    this.#afterValue();
  }

  /** Reads one character of a comment; false when it turns out not to be part of it. */
  #readComment(char: string, at: number): boolean {
    const text = this.#text;
    if (text === '/') {
      if (char !== '/' && char !== '*')
        return this.#position.fail('unexpected-character', at, char.charCodeAt(0));
      this.#text += char;
    } else if (text.startsWith('/*')) {
      if (char === '\n') this.#position.newLine(at);
      if (text === '/**' && char === '/') this.#state = this.#stateBefore;
      else this.#text = char === '*' ? '/**' : '/*';
    } else if (char === '\n') {
      this.#state = this.#stateBefore;
      return false;
    }
    return true;
  }

  #recover(code: number, at: number): boolean {
    const char = String.fromCharCode(code);
    if (this.#isLines && this.#stack.length === 1) {
      // Between two lines: the next object needs no comma, and anything else is prose.
      if (char === '{') this.#state = EXPECT_VALUE;
      return char !== '{';
    }
    const isObject = this.#stack[this.#stack.length - 1] === true;
    const repair =
      this.#onRepair &&
      findRepair(char, {
        expects: EXPECTATIONS[this.#state] ?? 'value',
        isObject,
        isInsideOther: this.#stack.includes(!isObject),
        isAfterComma: this.#state === EXPECT_KEY || this.#state === EXPECT_VALUE,
        isAfterString: this.#gap !== undefined,
      });
    if (repair === undefined) return this.#position.fail('unexpected-character', at, code);
    this.#onRepair?.(repair.kind, this.#position.offset + at);
    return this.#carryOut(repair.step, char);
  }

  #carryOut(step: RepairStep, char: string): boolean {
    switch (step) {
      case 'skip':
        return true;
      case 'word':
        this.#state =
          this.#state === EXPECT_KEY || this.#state === EXPECT_KEY_OR_END
            ? IN_LOOSE_KEY
            : IN_LOOSE_WORD;
        this.#text = '';
        return false;
      case 'comment':
        this.#stateBefore = this.#state;
        this.#state = IN_COMMENT;
        this.#text = char;
        return true;
      case 'reopen':
        this.#reopen();
        return false;
      case 'no-value':
        this.#afterValue();
        return false;
      case 'close-all':
        while (this.#stack.length > 0) this.#close();
        return true;
    }
    if ('instead' in step) this.#force(step.instead);
    else if ('before' in step) {
      this.#force(step.before);
      return false;
    } else this.#beginQuoted(step.quote);
    return true;
  }

  /** Reads a character that the text does not hold; it always fits. */
  #force(char: string): void {
    if (char === '}' || char === ']') this.#close();
    else if (char === ':') this.#state = EXPECT_VALUE;
    else this.#state = this.#stack[this.#stack.length - 1] ? EXPECT_KEY : EXPECT_VALUE;
  }

  #beginQuoted(closers: string): void {
    const isKey = this.#state === EXPECT_KEY || this.#state === EXPECT_KEY_OR_END;
    this.#string.begin(closers);
    this.#state = isKey ? IN_KEY : IN_STRING;
    if (!isKey) this.#sink.start('string');
  }

  #reopen(): void {
    this.#string.begin('"');
    this.#state = IN_STRING;
    this.#sink.reopen();
    this.#sink.append(`"${this.#gap ?? ''}`);
  }
}

function isNumberPart(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    code === 46 ||
    code === 45 ||
    code === 43 ||
    code === 101 ||
    code === 69
  );
}

/** True unless `Number` could not read the text, or forgave what JSON does not: leading zeros, a bare point. */
function isJsonNumber(text: string, value: number): boolean {
  const first = text.charCodeAt(0) === 45 ? 1 : 0;
  const digit = text.charCodeAt(first);
  if (Number.isNaN(value) || !isDigit(digit)) return false;
  if (digit === 48 && isDigit(text.charCodeAt(first + 1))) return false;
  const point = text.indexOf('.');
  return point < 0 || isDigit(text.charCodeAt(point + 1));
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** What may follow a number: space, comma or semicolon, closing bracket, or the start of a comment. */
function isDelimiter(code: number): boolean {
  return (
    code <= 32 ||
    code === 59 ||
    code === 44 ||
    code === 93 ||
    code === 125 ||
    code === 47 ||
    code === 35
  );
}

function endsWord(code: number): boolean {
  return code === 44 || code === 93 || code === 125 || code === 10 || code === 13;
}

function endsKey(code: number): boolean {
  return endsWord(code) || code === 58 || code === 61 || code === 123 || code === 91 || code === 34;
}
