// In: one JSON value as a model wrote it, in chunks of any size. Out: calls on a sink, and each liberty that was taken.
// The grammar, with a way on wherever it would stop: the table of repairs says which.
// Knows nothing of values or events, nor of what stands around the value.

import * as state from './grammar-state.js';
import { DEAF } from './json-sink.js';
import { LooseGrammar } from './loose-grammar.js';
import { type Expectation, findRepair, type RepairStep } from './repair.js';

const EXPECTATIONS: readonly Expectation[] = ['value', 'value', 'key', 'key', 'colon', 'separator'];

/** Reads one value and stops at its end, whatever a model did to its JSON. After it has thrown it must not be fed again. */
export class TolerantGrammar extends LooseGrammar {
  #isLines = false;
  /** What is read until it is decided: the mark of a comment, or another that may mean several things. */
  #aside = '';
  /** Where it returns to. */
  #stateBefore: number = state.EXPECT_VALUE;
  /** What follows a string that just closed on the same line: `undefined` when a quote inside it is out of question. */
  #gap: string | undefined;
  /** The string that just closed is empty. */
  #wasEmpty = false;
  /** How deep the objects stand whose braces are doubled. */
  readonly #doubled: number[] = [];

  /** Reads one value a line, as the elements of an array that the text does not open. */
  beginLines(): void {
    this.#isLines = true;
    this.beginInside(false);
  }

  /** Reads what a container holds whose opening bracket is not there to be read; an object's first key is known. */
  beginInside(isObject: boolean, key = '', at = 0): void {
    this.push(isObject);
    this.sink.start(isObject ? 'object' : 'array');
    if (isObject) this.takeKey(key, at);
    else this.state = state.EXPECT_VALUE_OR_END;
  }

  /** Tells that the text is over. Open values stay open, unless only the end of the text could close them. */
  override end(): void {
    const isRoot = this.stack.length === 0;
    if (this.state === state.IN_NUMBER && isRoot) this.finishNumber(0);
    if (this.state === state.IN_LOOSE_WORD && isRoot) this.finishWord(0);
    if (this.state === state.IN_STRING) {
      this.string.end();
      if (this.string.isClosed) this.finishString(0);
    }
    if (this.#isLines && this.stack.length === 1) this.#closeLines();
  }

  protected override readSpace(code: number, at: number): void {
    super.readSpace(code, at);
    if (code === 10) this.#gap = undefined;
    else this.#widen(String.fromCharCode(code));
  }

  /** More stands between a string and what decides whether it was over. */
  #widen(char: string): void {
    if (this.#gap !== undefined)
      this.#gap = this.#gap.length < this.options.maxPending ? this.#gap + char : undefined;
  }

  protected override afterValue(): void {
    this.wasMuted = this.sink === DEAF;
    super.afterValue();
    this.#gap = undefined;
  }

  protected override close(): void {
    const depth = this.stack.length;
    super.close();
    if (this.#doubled.at(-1) !== depth) return;
    this.#doubled.pop();
    if (!this.isClosed) this.#beginAside('}');
  }

  protected override finishString(at: number): void {
    const isKey = this.state === state.IN_KEY;
    this.#wasEmpty = this.string.isEmpty;
    super.finishString(at);
    // A string closes by mistake once: later its quotes are judged by what follows, so work stays linear.
    if (!isKey && !this.string.isLoose) this.#gap = '';
    if (this.string.rest !== '') this.#readAs(this.string.rest, at - this.string.rest.length);
  }

  /** A line may end in a comma. */
  #closeLines(): void {
    if (this.state === state.EXPECT_COMMA_OR_END || this.state === state.EXPECT_VALUE) this.close();
  }

  /** Reads something else as if it stood at `at`: what a string looked ahead at, or what a character stands for. */
  #readAs(text: string, at: number): void {
    const position = this.position;
    const { offset } = position;
    position.offset = offset + at;
    try {
      this.read(text, 0);
    } finally {
      position.offset = offset;
    }
  }

  protected override beginAside(): void {
    this.#beginAside('');
  }

  #beginAside(mark: string): void {
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
    this.onRepair('comment', this.position.offset + at);
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
      this.#beginAside('/');
    }
    this.#beginComment(`/${char}`, at - 1);
    return true;
  }

  /** `=`, `=>` and `->` stand for a colon; a minus sign alone begins the number of which the colon is missing. */
  #readArrow(mark: string, isArrow: boolean, at: number): boolean {
    const isMinus = mark === '-' && !isArrow;
    this.onRepair(isMinus ? 'missing-colon' : 'separator', this.position.offset + at - 1);
    this.#force(':');
    if (isMinus) this.#readAs(mark, at - 1);
    return isArrow;
  }

  /** What may have been a comment is text. */
  #turnIntoWord(mark: string): void {
    this.text = this.#stateBefore === state.IN_NUMBER ? this.number.text + mark : mark;
    this.state = state.IN_LOOSE_WORD;
  }

  /** A plus sign, a comma of another script or dots follow a string: it goes on, is over, or was not over yet. */
  #readJoint(char: string, at: number): boolean {
    if (char === '\n') this.position.newLine(at);
    const isDots = /[.…]/.test(this.#aside);
    if (/\s/.test(char) || (isDots && char === '.')) {
      this.#widen(char);
      if (this.#gap !== undefined) return true;
    }
    const { offset } = this.position;
    const isPlus = this.#aside === '+';
    this.state = state.EXPECT_COMMA_OR_END;
    if (isPlus && /["'`]/.test(char)) {
      this.onRepair('concatenation', offset + at);
      this.#reopen(char, '');
      return true;
    }
    const isOver = /[,}\]]/.test(char);
    if (this.#gap === undefined || isOver || (!isDots && /["'`“]/.test(char))) {
      this.onRepair(isPlus ? 'concatenation' : isDots ? 'extra-comma' : 'separator', offset + at);
      if (!isPlus && !isDots && !isOver) this.#force(',');
      this.#gap = undefined;
      return false;
    }
    this.onRepair('inner-quote', offset + at);
    this.#reopen('"', `"${this.#gap}`);
    return false;
  }

  protected override recover(code: number, at: number): boolean {
    if (this.state === state.IN_WORD) {
      this.text = this.matched;
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
      isAfterEmpty: this.#gap === '' && this.#wasEmpty,
      isInCall: this.calls.at(-1) === this.stack.length,
    });
    if (repair === undefined) return this.position.fail('unexpected-character', at, code);
    const { kind, step } = repair;
    // What a word or a comment is, its end tells.
    if (step !== 'word' && (step !== 'aside' || char === '\\'))
      this.onRepair(kind, this.position.offset + at);
    return this.#carryOut(step, char, at);
  }

  #carryOut(step: RepairStep, char: string, at: number): boolean {
    switch (step) {
      case 'skip':
        return true;
      case 'space':
        this.readSpace(char.charCodeAt(0), at);
        return true;
      case 'word':
        this.beginWord(at);
        return false;
      case 'aside':
        this.#beginSomeAside(char, at);
        return true;
      case 'reopen':
        this.#reopen('"', `"${this.#gap ?? ''}`);
        return false;
      case 'triple':
        this.#reopen('"', '');
        this.string.beginTripleQuoted();
        return true;
      case 'pass-over':
        if (this.sink !== DEAF) this.mute();
        this.state = state.EXPECT_VALUE;
        return /[:：]/.test(char);
      case 'double':
        if (this.#doubled.at(-1) !== this.stack.length) this.#doubled.push(this.stack.length);
        return true;
      case 'end-call':
        return this.#endCall(at);
      case 'no-value':
        this.afterValue();
        return false;
      case 'close-all':
        while (this.stack.length > 0) super.close();
        return true;
    }
    if ('instead' in step) this.#force(step.instead);
    else if ('as' in step) {
      this.enterRound(char === '(' ? 1 : -1);
      this.#readAs(step.as, at);
    } else if ('before' in step) {
      this.#force(step.before);
      return false;
    } else this.beginQuoted(step.quote);
    return true;
  }

  #beginSomeAside(char: string, at: number): void {
    const isValue = this.state === state.EXPECT_VALUE && this.stack.at(-1) === true;
    if (/[+，、.…]/.test(char)) this.#widen(char);
    this.#beginAside(char);
    if (char === '#' && !isValue) this.#beginComment('//', at);
    if (char === '(') this.#beginComment('()', at);
  }

  #endCall(at: number): boolean {
    this.calls.pop();
    this.enterRound(-1);
    if (this.state !== state.EXPECT_COMMA_OR_END) this.#readAs('[]', at);
    return true;
  }

  /** Reads a character that the text does not hold; it always fits. */
  #force(char: string): void {
    if (char === '}' || char === ']') this.close();
    else if (char === ':') this.state = state.EXPECT_VALUE;
    else this.state = this.stack[this.stack.length - 1] ? state.EXPECT_KEY : state.EXPECT_VALUE;
  }

  protected override beginQuoted(closers: string): void {
    const isKey = this.state === state.EXPECT_KEY || this.state === state.EXPECT_KEY_OR_END;
    if (isKey) this.beginKey();
    else {
      this.state = state.IN_STRING;
      this.sink.start('string');
    }
    this.#beginDoubtful(closers, isKey);
  }

  #beginDoubtful(closers: string, isKey: boolean): void {
    const { maxPending: maxTail } = this.options;
    this.string.beginDoubtful({ closers, isKey, isInRound: this.round > 0, maxTail });
  }

  /** The string that closed last goes on, after what was no end of it. */
  #reopen(closers: string, text: string): void {
    if (this.wasMuted && this.sink !== DEAF) this.mute();
    this.#beginDoubtful(closers, false);
    this.state = state.IN_STRING;
    this.sink.reopen();
    if (text !== '') this.sink.append(text);
  }
}
