// In: one JSON value as a model wrote it, in chunks of any size. Out: calls on a sink, and each liberty that was taken.
// The grammar, with a way on wherever it would stop: the table of repairs says which.
// Knows nothing of values or events, nor of what stands around the value.

import * as state from './grammar-state.js';
import { JsonGrammar } from './json-grammar.js';
import { LOOSE_NUMBER } from './json-number.js';
import { DEAF, type JsonSink } from './json-sink.js';
import { readLooseWord } from './loose-word.js';
import { type Expectation, findRepair, type OnRepair, type RepairStep } from './repair.js';
import type { TextPosition } from './text-position.js';

const EXPECTATIONS: readonly Expectation[] = ['value', 'value', 'key', 'key', 'colon', 'separator'];

/** Reads one value and stops at its end, whatever a model did to its JSON. After it has thrown it must not be fed again. */
export class TolerantGrammar extends JsonGrammar {
  readonly #onRepair: OnRepair;
  #isLines = false;
  /** The mark of the comment being read, as far as it decides how the comment ends. */
  #comment = '';
  /** Where the comment returns to. */
  #stateBefore: number = state.EXPECT_VALUE;
  /** What follows a string that just closed on the same line: `undefined` when a quote inside it is out of question. */
  #gap: string | undefined;
  /** The value that closed last was passed over. */
  #wasMuted = false;

  constructor(
    sink: JsonSink,
    position: TextPosition,
    options: state.GrammarOptions,
    onRepair: OnRepair,
  ) {
    super(sink, position, options, onRepair);
    this.#onRepair = onRepair;
  }

  /** Reads one value a line, as the elements of an array that the text does not open. */
  beginLines(): void {
    this.#isLines = true;
    this.push(false);
    this.sink.start('array');
  }

  /** Tells that the text is over. Open values stay open, unless only the end of the text could close them. */
  override end(): void {
    const isRoot = this.stack.length === 0;
    if (this.state === state.IN_NUMBER && isRoot) this.finishNumber(0);
    if (this.state === state.IN_LOOSE_WORD && isRoot) this.#finishLooseWord(0);
    if (this.state === state.IN_STRING) {
      this.string.end();
      if (this.string.isClosed) this.finishString(0);
    }
    if (this.#isLines && this.stack.length === 1) this.#closeLines();
  }

  protected override readOther(chunk: string, at: number): number {
    if (this.state === state.IN_LOOSE_WORD || this.state === state.IN_LOOSE_KEY)
      return this.#readLoose(chunk, at);
    if (this.state !== state.IN_COMMENT) return super.readOther(chunk, at);
    return this.#readComment(chunk.charAt(at), at) ? at + 1 : at;
  }

  protected override readSpace(code: number, at: number): void {
    super.readSpace(code, at);
    if (code === 10) this.#gap = undefined;
    else if (this.#gap !== undefined)
      this.#gap =
        this.#gap.length < this.options.maxPending
          ? this.#gap + String.fromCharCode(code)
          : undefined;
  }

  protected override afterValue(): void {
    this.#wasMuted = this.sink === DEAF;
    super.afterValue();
    this.#gap = undefined;
  }

  protected override finishString(at: number): void {
    const isKey = this.state === state.IN_KEY;
    super.finishString(at);
    // A string closes by mistake once: later its quotes are judged by what follows, so work stays linear.
    if (!isKey && !this.string.isLoose) this.#gap = '';
    if (this.string.rest !== '') this.#readRest(this.string.rest, at);
  }

  protected override misplaceInNumber(): number {
    return LOOSE_NUMBER;
  }

  protected override endNumber(next: number, at: number): void {
    if (isDelimiter(next)) this.finishNumber(at);
    else this.state = state.IN_LOOSE_WORD;
  }

  protected override recoverNumber(at: number): void {
    this.#finishLooseWord(at);
  }

  /** A line may end in a comma. */
  #closeLines(): void {
    if (this.state === state.EXPECT_COMMA_OR_END || this.state === state.EXPECT_VALUE) this.close();
  }

  /** Reads what the string looked ahead at, a comma and perhaps a word, as a chunk that ends at `at`. */
  #readRest(rest: string, at: number): void {
    const position = this.position;
    const { offset } = position;
    position.offset = offset + at - rest.length;
    this.read(rest, 0);
    position.offset = offset;
  }

  /** Reads an unquoted word or key up to what ends it. */
  #readLoose(chunk: string, at: number): number {
    const isKey = this.state === state.IN_LOOSE_KEY;
    const from = at;
    const { maxKeyLength, maxPending } = this.options;
    const most = at + (isKey ? maxKeyLength : maxPending) - this.text.length;
    const ends = isKey ? endsKey : endsWord;
    while (at < chunk.length && !ends(chunk.charCodeAt(at))) {
      if (at++ >= most) this.position.fail(isKey ? 'key-exceeded' : 'pending-exceeded', at - 1);
    }
    this.text += chunk.slice(from, at);
    if (at === chunk.length) return at;
    if (isKey) {
      this.takeKey(this.text.trim(), at);
    } else this.#finishLooseWord(at);
    return at;
  }

  #finishLooseWord(at: number): void {
    const text = this.text.trim();
    const word = readLooseWord(text);
    this.#onRepair(word?.kind ?? 'extra-comma', this.position.offset + at - this.text.length);
    const value = word?.value;
    if (typeof value === 'string') {
      this.sink.start('string');
      if (value !== '') this.sink.append(value);
      this.sink.end();
    } else if (value !== undefined) this.sink.scalar(value);
    this.afterValue();
  }

  /** Reads one character of a comment; false when it turns out not to be part of it. */
  #readComment(char: string, at: number): boolean {
    const text = this.#comment;
    if (text === '/') {
      if (char !== '/' && char !== '*')
        return this.position.fail('unexpected-character', at, char.charCodeAt(0));
      this.#comment += char;
    } else if (text.startsWith('/*')) {
      if (char === '\n') this.position.newLine(at);
      if (text === '/**' && char === '/') this.state = this.#stateBefore;
      else this.#comment = char === '*' ? '/**' : '/*';
    } else if (char === '\n') {
      this.state = this.#stateBefore;
      return false;
    }
    return true;
  }

  protected override recover(code: number, at: number): boolean {
    if (this.state === state.IN_WORD) {
      this.state = state.IN_LOOSE_WORD;
      return false;
    }
    const char = String.fromCharCode(code);
    if (this.#isLines && this.stack.length === 1) {
      // Between two lines: the next object needs no comma, and anything else is prose.
      if (char === '{') this.state = state.EXPECT_VALUE;
      return char !== '{';
    }
    const isObject = this.stack[this.stack.length - 1] === true;
    const repair = findRepair(char, {
      expects: EXPECTATIONS[this.state] ?? 'value',
      isObject,
      isInsideOther: isObject ? this.objects < this.stack.length : this.objects > 0,
      isAfterComma: this.state === state.EXPECT_KEY || this.state === state.EXPECT_VALUE,
      isAfterString: this.#gap !== undefined,
    });
    if (repair === undefined) return this.position.fail('unexpected-character', at, code);
    this.#onRepair(repair.kind, this.position.offset + at);
    return this.#carryOut(repair.step, char);
  }

  #carryOut(step: RepairStep, char: string): boolean {
    switch (step) {
      case 'skip':
        return true;
      case 'word':
        this.state =
          this.state === state.EXPECT_KEY || this.state === state.EXPECT_KEY_OR_END
            ? state.IN_LOOSE_KEY
            : state.IN_LOOSE_WORD;
        this.text = '';
        return false;
      case 'comment':
        this.#stateBefore = this.state;
        this.state = state.IN_COMMENT;
        this.#comment = char;
        return true;
      case 'reopen':
        this.#reopen();
        return false;
      case 'no-value':
        this.afterValue();
        return false;
      case 'close-all':
        while (this.stack.length > 0) this.close();
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
    if (char === '}' || char === ']') this.close();
    else if (char === ':') this.state = state.EXPECT_VALUE;
    else this.state = this.stack[this.stack.length - 1] ? state.EXPECT_KEY : state.EXPECT_VALUE;
  }

  #beginQuoted(closers: string): void {
    const isKey = this.state === state.EXPECT_KEY || this.state === state.EXPECT_KEY_OR_END;
    if (isKey) {
      this.beginKey(closers);
      return;
    }
    this.string.begin(closers);
    this.state = state.IN_STRING;
    this.sink.start('string');
  }

  #reopen(): void {
    if (this.#wasMuted && this.sink !== DEAF) this.mute();
    this.string.begin('"');
    this.state = state.IN_STRING;
    this.sink.reopen();
    this.sink.append(`"${this.#gap ?? ''}`);
  }
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
