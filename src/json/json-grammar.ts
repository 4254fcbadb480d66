// In: one JSON value's text in chunks of any size. Out: calls on a sink, each the moment the grammar allows it.
// One pass, one character at a time, nothing rescanned; the state is a stack of open containers. Forgives nothing.
// Knows nothing of values, paths or events, nor of what stands around the value.

import * as state from './grammar-state.js';
import { isDigit, isNumberPart } from './json-number.js';
import { DEAF, type JsonSink } from './json-sink.js';
import { NumberReader } from './number-reader.js';
import { StringReader } from './string-reader.js';
import type { TextPosition } from './text-position.js';

/** Reads one JSON value and stops at its end, as `JSON.parse` would. After it has thrown it must not be fed again. */
export class JsonGrammar {
  /** Who is told: `#target`, or nobody while a repeated key's value is passed over. */
  protected sink: JsonSink;
  #target: JsonSink;
  protected readonly position: TextPosition;
  protected readonly options: state.GrammarOptions;
  protected readonly string: StringReader;
  protected readonly number: NumberReader;
  /** One entry per open container: true for an object. */
  protected readonly stack: boolean[] = [];
  protected state: number = state.EXPECT_VALUE;
  /** The literal being matched, and how many of its characters were. */
  #literal = '';
  #matched = 0;
  /** Characters that the open key may still take, its closing quote included. */
  #keyLeft = 0;
  /** How many of the open containers are objects. */
  protected objects = 0;
  #fields = 0;
  /** How deep the value stands that is passed over; -1 for none. */
  #mutedDepth = -1;

  constructor(
    sink: JsonSink,
    position: TextPosition,
    options: state.GrammarOptions,
    string = new StringReader(position),
  ) {
    this.sink = sink;
    this.#target = sink;
    this.position = position;
    this.options = options;
    this.string = string;
    this.number = new NumberReader(position, options.maxPending);
  }

  /** Tells somebody else from here on. */
  redirect(sink: JsonSink): void {
    if (this.sink === this.#target) this.sink = sink;
    this.#target = sink;
  }

  /** True once the grammar closed the value. */
  get isClosed(): boolean {
    return this.state === state.CLOSED;
  }

  /**
   * Reads from `at` to the end of the value or of the chunk; returns the index after what it used.
   * @throws {JsonParseError} at the first character that cannot be read.
   */
  feed(chunk: string, at: number): number {
    try {
      return this.read(chunk, at);
    } finally {
      // Also when reading failed: what the open string holds was read, however the text was cut.
      if (this.state === state.IN_STRING) this.#flush();
    }
  }

  protected read(chunk: string, at: number): number {
    const end = chunk.length;
    while (at < end) {
      const current = this.state;
      // Apart from the others, and asked for first: half of JSON's characters stand between values.
      if (current <= state.EXPECT_COMMA_OR_END) {
        if (this.#readStructure(chunk.charCodeAt(at), at)) at++;
        continue;
      }
      switch (current) {
        case state.CLOSED:
          return at;
        case state.IN_STRING:
        case state.IN_KEY:
          at = this.#readString(chunk, at);
          break;
        case state.IN_NUMBER:
          at = this.#readNumber(chunk, at);
          break;
        case state.IN_WORD:
          if (this.#readLiteral(chunk.charCodeAt(at), at)) at++;
          break;
        default:
          at = this.readOther(chunk, at);
      }
    }
    return at;
  }

  /**
   * Tells that the text is over. A number at the very end is complete.
   * @throws {JsonParseError} `unexpected-end` when the value is not closed.
   */
  end(): void {
    const isNumber = this.state === state.IN_NUMBER && this.number.isWhole;
    if (isNumber && this.stack.length === 0) this.finishNumber();
    if (this.state !== state.CLOSED) this.position.fail('unexpected-end', 0);
  }

  /** Reads in a state of tolerant reading; returns the index after what it used. */
  protected readOther(chunk: string, at: number): number {
    return this.position.fail('unexpected-character', at, chunk.charCodeAt(at));
  }

  /** Reads a character between values; false when it must be read again in the new state. */
  #readStructure(code: number, at: number): boolean {
    if (code === 32 || code === 10 || code === 13 || code === 9) {
      this.readSpace(code, at);
      return true;
    }
    switch (this.state) {
      case state.EXPECT_COMMA_OR_END:
        if (code === 44) this.afterComma();
        else if (code === (this.isInObject ? 125 : 93)) this.close();
        else return this.recover(code, at);
        return true;
      case state.EXPECT_COLON:
        if (code !== 58) return this.recover(code, at);
        this.state = state.EXPECT_VALUE;
        return true;
      case state.EXPECT_KEY:
      case state.EXPECT_KEY_OR_END:
        if (code === 34) this.beginKey(at);
        else if (this.state === state.EXPECT_KEY_OR_END && code === 125) this.close();
        else return this.recover(code, at);
        return true;
      default:
        return this.#readValue(code, at);
    }
  }

  #readValue(code: number, at: number): boolean {
    if (++this.#fields > this.options.maxFields) this.position.fail('fields-exceeded', at);
    if (code === 34) this.beginString(at);
    else if (code === 123) {
      this.#open(true, at);
      this.state = state.EXPECT_KEY_OR_END;
      this.sink.start('object');
    } else if (code === 91) {
      this.#open(false, at);
      this.state = state.EXPECT_VALUE_OR_END;
      this.sink.start('array');
    } else if (code === 45 || isDigit(code)) {
      this.state = state.IN_NUMBER;
      this.number.begin();
      return false;
    } else if (code === 116 || code === 102 || code === 110) {
      this.state = state.IN_WORD;
      this.#literal = code === 116 ? 'true' : code === 102 ? 'false' : 'null';
      this.#matched = 1;
    } else if (code === 93 && this.state === state.EXPECT_VALUE_OR_END) this.close();
    else return this.recover(code, at);
    return true;
  }

  #open(isObject: boolean, at: number): void {
    if (this.stack.length >= this.options.maxDepth) this.position.fail('depth-exceeded', at);
    this.push(isObject);
  }

  protected push(isObject: boolean): void {
    this.stack.push(isObject);
    if (isObject) this.objects++;
  }

  /** True when the innermost open container is an object. */
  protected get isInObject(): boolean {
    return this.stack[this.stack.length - 1] === true;
  }

  protected afterComma(): void {
    this.state = this.isInObject ? state.EXPECT_KEY : state.EXPECT_VALUE;
  }

  protected close(): void {
    if (this.stack.pop() === true) this.objects--;
    this.sink.end();
    this.afterValue();
  }

  protected afterValue(): void {
    if (this.#mutedDepth >= 0) this.#unmute();
    this.state = this.stack.length === 0 ? state.CLOSED : state.EXPECT_COMMA_OR_END;
  }

  /** Begins a string after its opening quote, which stands at an index of the current chunk. */
  protected beginString(at: number): void {
    this.mark(at);
    this.string.begin();
    this.state = state.IN_STRING;
    this.sink.start('string');
  }

  /** Begins a key after its opening quote, which stands at an index of the current chunk. */
  protected beginKey(at: number): void {
    this.mark(at);
    this.string.begin();
    this.state = state.IN_KEY;
    this.#keyLeft = this.options.maxKeyLength + 1;
  }

  /** Where a key begins, or what may turn out to be one, an error may have to say. */
  protected mark(at: number): void {
    if (this.options.duplicateKeys === 'error') this.position.mark(at);
  }

  /** Passes the open value over: its key was there before, and the first one counts. */
  protected mute(): void {
    if (this.sink === DEAF) return;
    this.#mutedDepth = this.stack.length;
    this.sink = DEAF;
  }

  #unmute(): void {
    if (this.#mutedDepth !== this.stack.length) return;
    this.#mutedDepth = -1;
    this.sink = this.#target;
  }

  #readString(chunk: string, at: number): number {
    const next =
      this.state === state.IN_KEY ? this.#readKey(chunk, at) : this.string.read(chunk, at);
    if (this.string.isClosed) this.finishString(next);
    return next;
  }

  /** Shows no more of the chunk than the key may take, so that the limit strikes at the same place in any chunking. */
  #readKey(chunk: string, at: number): number {
    const most = at + this.#keyLeft;
    const next = this.string.read(chunk.length > most ? chunk.slice(0, most) : chunk, at);
    this.#keyLeft -= next - at;
    if (this.#keyLeft === 0 && !this.string.isClosed) this.position.fail('key-exceeded', next - 1);
    return next;
  }

  protected readSpace(code: number, at: number): void {
    if (code === 10) this.position.newLine(at);
  }

  protected finishString(at: number): void {
    if (this.state === state.IN_KEY) this.takeKey(this.string.take(), at);
    else {
      this.#flush();
      this.sink.end();
      this.afterValue();
    }
  }

  /** A key is known at an index of the current chunk. */
  protected takeKey(key: string, at: number): void {
    this.state = state.EXPECT_COLON;
    const { duplicateKeys } = this.options;
    if (!this.sink.key(key) || duplicateKeys === 'last') return;
    if (duplicateKeys === 'error') this.position.failAtMark('duplicate-key', at);
    this.mute();
  }

  #flush(): void {
    const text = this.string.take();
    if (text !== '') this.sink.append(text);
  }

  #readNumber(chunk: string, at: number): number {
    const next = this.number.read(chunk, at);
    if (next < chunk.length) this.endNumber(chunk.charCodeAt(next), next);
    return next;
  }

  /** A character came that does not continue the number. */
  protected endNumber(code: number, at: number): void {
    if (isNumberPart(code) || !this.number.isWhole) this.position.fail('invalid-number', at);
    this.finishNumber();
  }

  protected finishNumber(): void {
    this.sink.scalar(this.number.value);
    this.afterValue();
  }

  #readLiteral(code: number, at: number): boolean {
    if (code !== this.#literal.charCodeAt(this.#matched)) return this.recover(code, at);
    if (++this.#matched === this.#literal.length) this.endLiteral();
    return true;
  }

  /** All of a literal was read. */
  protected endLiteral(): void {
    this.sink.scalar(this.#literal === 'null' ? null : this.#literal === 'true');
    this.afterValue();
  }

  /** True once all of a literal was matched. */
  protected get isWholeLiteral(): boolean {
    return this.state === state.IN_WORD && this.#matched === this.#literal.length;
  }

  /** What was matched of a literal. */
  protected get matched(): string {
    return this.#literal.slice(0, this.#matched);
  }

  /** What to do with a character that does not fit; true when it is used, false when it must be read again. */
  protected recover(code: number, at: number): boolean {
    return this.position.fail('unexpected-character', at, code);
  }
}
