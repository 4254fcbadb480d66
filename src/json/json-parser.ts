// In: JSON text in chunks of any size. Out: calls on a sink, each the moment the grammar allows it.
// One pass, one character at a time, nothing rescanned; the state is a stack of open containers.
// Knows nothing of values, paths or events.

import { JsonParseError, type JsonErrorCode } from './json-error.js';
import type { JsonSink } from './json-sink.js';
import { Preamble } from './preamble.js';
import { StringReader } from './string-reader.js';

/** Bounds on what is read; beyond one, reading ends with `depth-exceeded` or `length-exceeded`. */
export interface JsonLimits {
  /** Containers open at once. @default 512 */
  readonly maxDepth?: number;
  /** UTF-16 code units of text. @default 16777216 */
  readonly maxLength?: number;
}

export interface JsonParserOptions {
  /** Accept exactly what `JSON.parse` accepts. @default false */
  readonly strict?: boolean;
  readonly limits?: JsonLimits;
}

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
const BEFORE_ROOT = 10;
const AFTER_ROOT = 11;

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** An incremental JSON parser that does not own its source. After it has thrown it must not be fed again. */
export class JsonParser {
  readonly #sink: JsonSink;
  readonly #strict: boolean;
  readonly #maxDepth: number;
  readonly #maxLength: number;
  readonly #string: StringReader;
  readonly #preamble: Preamble | undefined;
  /** One entry per open container: true for an object. */
  readonly #stack: boolean[] = [];
  #state: number;
  /** Text of an unfinished number, or the word being matched. */
  #text = '';
  #matched = 0;
  /** Offset of the current chunk's first character. */
  #offset = 0;
  #line = 1;
  #lineStart = 0;

  constructor(sink: JsonSink, { strict = false, limits = {} }: JsonParserOptions = {}) {
    this.#sink = sink;
    this.#strict = strict;
    this.#maxDepth = limits.maxDepth ?? 512;
    this.#maxLength = limits.maxLength ?? 16_777_216;
    this.#string = new StringReader(!strict, (code, at) => this.#fail(code, at));
    this.#preamble = strict ? undefined : new Preamble();
    this.#state = strict ? EXPECT_VALUE : BEFORE_ROOT;
  }

  /**
   * Reads the next chunk.
   * @throws {JsonParseError} at the first character that cannot be read.
   */
  feed(chunk: string): void {
    const end = chunk.length;
    if (this.#offset + end > this.#maxLength)
      this.#fail('length-exceeded', this.#maxLength - this.#offset);
    let at = 0;
    while (at < end) {
      switch (this.#state) {
        case IN_STRING:
        case IN_KEY:
          at = this.#readString(chunk, at);
          break;
        case IN_NUMBER:
          at = this.#readNumber(chunk, at);
          break;
        case IN_WORD:
          this.#readWord(chunk.charCodeAt(at), at++);
          break;
        case BEFORE_ROOT:
          this.#seek(chunk, at++);
          break;
        case AFTER_ROOT:
          at = this.#strict ? this.#skipSpace(chunk, at) : end;
          break;
        default:
          this.#readStructure(chunk.charCodeAt(at), at++);
      }
    }
    if (this.#state === IN_STRING) this.#flush();
    this.#offset += end;
  }

  /**
   * Tells that the text is over. When the grammar has not closed the root, open values stay open.
   * @throws {JsonParseError} `unexpected-end` in strict mode, `no-json` when no value was found.
   */
  end(): void {
    if (this.#state === IN_NUMBER && this.#stack.length === 0) this.#finishNumber(0);
    if (this.#state === BEFORE_ROOT) {
      const scalar = this.#preamble?.scalar();
      if (scalar === undefined) this.#fail('no-json', 0);
      this.#state = AFTER_ROOT;
      this.#sink.scalar(scalar);
    }
    if (this.#state !== AFTER_ROOT && this.#strict) this.#fail('unexpected-end', 0);
  }

  /** True once the grammar closed the root. */
  get isClosed(): boolean {
    return this.#state === AFTER_ROOT;
  }

  #readStructure(code: number, at: number): void {
    if (code === 32 || code === 10 || code === 13 || code === 9) {
      if (code === 10) this.#newLine(at);
      return;
    }
    switch (this.#state) {
      case EXPECT_COMMA_OR_END:
        if (code === 44) this.#state = this.#stack.at(-1) ? EXPECT_KEY : EXPECT_VALUE;
        else this.#close(code, at);
        return;
      case EXPECT_COLON:
        if (code !== 58) this.#fail('unexpected-character', at, code);
        this.#state = EXPECT_VALUE;
        return;
      case EXPECT_KEY:
      case EXPECT_KEY_OR_END:
        if (code === 34) {
          this.#string.begin();
          this.#state = IN_KEY;
        } else if (this.#state === EXPECT_KEY_OR_END) this.#close(code, at);
        else this.#fail('unexpected-character', at, code);
        return;
      default:
        this.#readValue(code, at);
    }
  }

  #readValue(code: number, at: number): void {
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
      this.#text = String.fromCharCode(code);
    } else if (code === 116 || code === 102 || code === 110) {
      this.#state = IN_WORD;
      this.#text = code === 116 ? 'true' : code === 102 ? 'false' : 'null';
      this.#matched = 1;
    } else if (code === 93 && this.#state === EXPECT_VALUE_OR_END) this.#close(code, at);
    else this.#fail('unexpected-character', at, code);
  }

  #open(isObject: boolean, at: number): void {
    if (this.#stack.length >= this.#maxDepth) this.#fail('depth-exceeded', at);
    this.#stack.push(isObject);
  }

  #close(code: number, at: number): void {
    if (code !== (this.#stack.at(-1) ? 125 : 93)) this.#fail('unexpected-character', at, code);
    this.#stack.pop();
    this.#afterValue();
    this.#sink.end();
  }

  #afterValue(): void {
    this.#state = this.#stack.length === 0 ? AFTER_ROOT : EXPECT_COMMA_OR_END;
  }

  #readString(chunk: string, at: number): number {
    const next = this.#string.read(chunk, at);
    if (!this.#string.isClosed) return next;
    if (this.#state === IN_KEY) {
      this.#state = EXPECT_COLON;
      this.#sink.key(this.#string.take());
    } else {
      this.#flush();
      this.#afterValue();
      this.#sink.end();
    }
    return next;
  }

  #flush(): void {
    const text = this.#string.take();
    if (text !== '') this.#sink.append(text);
  }

  #readNumber(chunk: string, at: number): number {
    const from = at;
    while (at < chunk.length && isNumberPart(chunk.charCodeAt(at))) at++;
    this.#text += chunk.slice(from, at);
    if (at < chunk.length) this.#finishNumber(at);
    return at;
  }

  #finishNumber(at: number): void {
    const text = this.#text;
    if (!NUMBER.test(text)) this.#fail('invalid-number', at - text.length);
    this.#afterValue();
    this.#sink.scalar(Number(text));
  }

  #readWord(code: number, at: number): void {
    if (code !== this.#text.charCodeAt(this.#matched)) this.#fail('unexpected-character', at, code);
    if (++this.#matched < this.#text.length) return;
    this.#afterValue();
    this.#sink.scalar(this.#text === 'null' ? null : this.#text === 'true');
  }

  #seek(chunk: string, at: number): void {
    const char = chunk[at] ?? '';
    if (char === '\n') this.#newLine(at);
    const begun = this.#preamble?.look(char) ?? '';
    if (begun === '') return;
    this.#state = EXPECT_VALUE;
    for (const part of begun) this.#readStructure(part.charCodeAt(0), at);
  }

  #skipSpace(chunk: string, at: number): number {
    const code = chunk.charCodeAt(at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9)
      this.#fail('unexpected-character', at, code);
    if (code === 10) this.#newLine(at);
    return at + 1;
  }

  #newLine(at: number): void {
    this.#line++;
    this.#lineStart = this.#offset + at + 1;
  }

  #fail(code: JsonErrorCode, at: number, found?: number): never {
    const offset = this.#offset + at;
    const position = { offset, line: this.#line, column: offset - this.#lineStart + 1 };
    throw new JsonParseError(code, describe(code, found), position);
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

function describe(code: JsonErrorCode, found: number | undefined): string {
  if (found !== undefined)
    return `Unexpected ${JSON.stringify(String.fromCharCode(found))} in JSON`;
  return {
    'unexpected-character': 'Unexpected character in JSON',
    'unexpected-end': 'The JSON text ends before it is complete',
    'invalid-number': 'This is not a JSON number',
    'invalid-escape': 'This is not a JSON escape',
    'control-character': 'A raw control character stands in a JSON string',
    'depth-exceeded': 'The JSON text nests deeper than allowed',
    'length-exceeded': 'The JSON text is longer than allowed',
    'no-json': 'The text ends without any JSON',
  }[code];
}
