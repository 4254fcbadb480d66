// In: one JSON value as a model wrote it, in chunks of any size. Out: calls on a sink, and each liberty that was taken.
// The grammar, with a way on wherever it would stop: the table of repairs says which.
// Knows nothing of values or events, nor of what stands around the value.

import { Around } from './around.js';
import { AsideGrammar } from './aside-grammar.js';
import * as state from './grammar-state.js';
import type { Expectation, RepairStep } from './repair-rule.js';
import { findRepair } from './repair-rules.js';
import { TextBefore } from './text-before.js';
import { ThinkingTags } from './thinking-tags.js';
import { TripleQuotedString } from './triple-quoted-string.js';

/** Steps that tell by themselves what a liberty it was, once they know. */
const UNSURE: ReadonlySet<RepairStep> = new Set<RepairStep>([
  'word',
  'reopen',
  'unlist',
  'join',
  'go-on',
]);

/** States behind the beginning of a key in quotes, or behind any key, up to the end of its value. */
const IN_MEMBER: ReadonlySet<number> = new Set([
  state.IN_KEY,
  state.EXPECT_COLON,
  state.EXPECT_VALUE,
  state.IN_STRING,
  state.IN_NUMBER,
  state.IN_WORD,
  state.IN_LOOSE_WORD,
]);

const EXPECTATIONS: readonly Expectation[] = ['value', 'value', 'key', 'key', 'colon', 'separator'];

/**
 * A key that lacks its closing quote, and as much of the text up to the next quote as is sure to be its value: nothing,
 * an opening bracket, or a number or literal and a comma.
 */
const OPEN_KEY = /^([^:]*):\s*([[{]|(?:-?[\d.]+|true|false|null)\s*,|)\s*$/;

/** Reads one value and stops at its end, whatever a model did to its JSON. After it has thrown it must not be fed again. */
export class TolerantGrammar extends AsideGrammar {
  /** What was read is a draft: the thinking it stood in ended here. */
  isDraft = false;
  /** Where a list begins that stands behind a single line, and ended the reading of lines. */
  listAt: number | undefined;
  /** A bracket that may begin one. */
  #bracketAt: number | undefined;
  /** Asked behind the first line; there until the second one. */
  #goesOn: (() => boolean) | undefined;
  /** Follows what stands between objects that are read line by line. */
  #thinking: ThinkingTags | undefined;
  readonly #before = new TextBefore();
  readonly #around = new Around((kind, offset) => this.report(kind, offset - this.position.offset));
  /** Brackets that are open in the prose between two lines. */
  #brackets = 0;
  /** How deep the list stood that a key ended last. */
  #unlistedDepth = 0;
  /** How deep the objects stand whose braces are doubled. */
  readonly #doubled: number[] = [];

  /** A key began, and its value is not over. */
  get isInMember(): boolean {
    return this.isInObject && IN_MEMBER.has(this.state);
  }

  /**
   * Reads one value a line, as the elements of an array that the text does not open. Behind the first one `goesOn` tells
   * whether more may follow; a list of objects that the text does open ends them there.
   */
  beginLines(goesOn: () => boolean): void {
    this.#goesOn = goesOn;
    this.#thinking = new ThinkingTags();
    this.beginInside(false);
  }

  /** Reads what a container holds whose opening bracket is not there to be read; an object's first key is known. */
  beginInside(isObject: boolean, key = ''): void {
    this.push(isObject);
    this.sink.start(isObject ? 'object' : 'array');
    if (isObject) this.takeKey(key, 0);
    else this.state = state.EXPECT_VALUE_OR_END;
  }

  /** Tells that the text is over. Open values stay open, unless only the end of the text could close them. */
  override end(): void {
    const isRoot = this.stack.length === 0;
    this.finishLiteral();
    if (this.state === state.IN_NUMBER && isRoot) this.finishNumber(0);
    if (this.state === state.IN_LOOSE_WORD && isRoot) this.finishWord(0);
    if (this.state === state.IN_STRING) {
      this.string.ending?.end?.();
      if (this.string.isClosed) this.finishString(0);
      else this.feed('', 0);
    }
    this.withdrawPlain();
    this.endAside();
    if (this.state === state.BETWEEN_LINES) this.close();
  }

  protected override close(): void {
    const depth = this.stack.length;
    if (depth === 1 && this.#thinking !== undefined) this.#around.flush();
    super.close();
    if (this.#thinking !== undefined && depth === 2) {
      this.state = state.BETWEEN_LINES;
      if (this.#goesOn?.() === false) this.close();
    }
    if (this.#doubled.at(-1) !== depth) return;
    this.#doubled.pop();
    if (!this.isClosed) this.beginAside('}');
  }

  protected override readOther(chunk: string, at: number): number {
    if (this.state < state.IN_ASIDE) return this.readLoose(chunk, at);
    const char = chunk.charAt(at);
    const isUsed =
      this.state === state.IN_ASIDE ? this.readAside(char, at) : this.#readBetween(char, at);
    return isUsed ? at + 1 : at;
  }

  /** The next object needs no comma; anything else is prose, and a bracket that prose did not open ends them all. */
  #readBetween(char: string, at: number): boolean {
    if (char === '\n') this.position.newLine(at);
    const thinking = this.#thinking;
    const wasInside = thinking?.isInside === true;
    this.isDraft = thinking?.look(char) === true;
    const isInside = thinking?.isInside === true;
    if (this.isDraft || (isInside && !wasInside)) this.#around.think();
    if (this.isDraft) this.close();
    if (this.isDraft || isInside || wasInside) return true;
    this.#before.add(char);
    if (char === '{') {
      if (this.#bracketAt !== undefined && this.#goesOn !== undefined) {
        this.listAt = this.#bracketAt;
        this.#around.drop(this.listAt);
        this.close();
        return false;
      }
      this.#goesOn = undefined;
      this.#brackets = 0;
      this.state = state.EXPECT_VALUE;
      if (this.#before.isItem) this.#around.dropLine();
      this.#around.flush();
      return false;
    }
    if (char !== ',' && (char !== ']' || this.#brackets > 0))
      this.#around.see(char, this.position.offset + at, false, this.#before.isComment);
    if (char === '[') this.#bracketAt = this.position.offset + at;
    else if (!/\s/.test(char)) this.#bracketAt = undefined;
    if (char === '[') this.#brackets++;
    else if (char === ']' && this.#brackets-- <= 0) this.close();
    return true;
  }

  protected override recover(code: number, at: number): boolean {
    if (this.state === state.IN_WORD) return this.leaveLiteral(code, at);
    const char = String.fromCharCode(code);
    const isObject = this.isInObject;
    const repair = findRepair(char, {
      expects: EXPECTATIONS[this.state] ?? 'value',
      isObject,
      isInsideOther: isObject ? this.objects < this.stack.length : this.objects > 0,
      isAfterComma: this.state === state.EXPECT_KEY || this.state === state.EXPECT_VALUE,
      isAfterString: this.gap !== undefined,
      isAfterText: this.isTextLast,
      isTouching: this.gap === '',
      isAfterPlain: this.plain.isLast,
      isAfterEmpty: this.string.isEmpty,
      isLateBracket: this.stack.at(-2) !== isObject && this.stack.at(-2) !== this.stack.at(-3),
      isInOpenKey: this.keyEnd === this.position.offset + at && OPEN_KEY.test(this.key),
      isInCall: this.calls.at(-1) === this.stack.length,
      isInRound: this.round > 0,
    });
    if (repair === undefined) return this.position.fail('unexpected-character', at, code);
    const { kind, step } = repair;
    if (!UNSURE.has(step) && (step !== 'aside' || char === '\\')) this.report(kind, at);
    return this.#carryOut(step, char, at);
  }

  #carryOut(step: RepairStep, char: string, at: number): boolean {
    switch (step) {
      case 'skip':
        this.widen(char);
        return true;
      case 'space':
        this.readSpace(char.charCodeAt(0), at);
        return true;
      case 'word':
        this.beginWord(char, at);
        return false;
      case 'join':
        this.beginJoint(char, at);
        return false;
      case 'go-on':
        this.continuePlain();
        return false;
      case 'aside':
        this.beginSomeAside(char, at);
        return true;
      case 'reopen':
        if (this.beginElement(at)) return false;
        if (/[\p{L}\p{N}_$(-]/u.test(char)) this.beginLateKey();
        else {
          this.report('inner-quote', at);
          this.reopen();
        }
        return false;
      case 'late-value':
        return this.#splitKey(at);
      case 'late-bracket':
        this.force(this.isInObject ? '}' : ']');
        if (!this.isClosed) this.beginAside(']');
        return true;
      case 'unlist':
        return this.#unlist(at);
      case 'triple':
        this.reopen('"', '');
        this.string.ending = new TripleQuotedString(this.string, '"');
        return true;
      case 'pass-over':
        this.mute();
        this.state = state.EXPECT_VALUE;
        return /[:：]/.test(char);
      case 'double':
        if (this.#doubled.at(-1) !== this.stack.length) this.#doubled.push(this.stack.length);
        return true;
      case 'arguments':
        this.beginAside('(,');
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
    if ('instead' in step) {
      this.plain.forget();
      this.force(step.instead);
    } else if ('as' in step) {
      this.#leaveRound();
      this.readAs(step.as, at);
    } else if ('before' in step) {
      this.force(step.before);
      return false;
    } else this.beginQuoted(step.quote, at);
    return true;
  }

  /** Told anew are only lists that hold none that was: each field once, whatever follows. */
  #unlist(at: number): boolean {
    const depth = this.stack.length;
    const key =
      depth < this.#unlistedDepth || this.stack.at(-2) !== true ? undefined : this.sink.unlist();
    if (key === undefined) return this.position.fail('unexpected-character', at, 58);
    this.report('missing-bracket', at);
    this.#unlistedDepth = depth;
    this.stack.pop();
    this.afterValue();
    this.force(',');
    this.takeKey(key, at);
    return false;
  }

  /** What closed the key was a later quote; between the two stands what the key has for a value, or where it begins. */
  #splitKey(at: number): boolean {
    const [, key = '', value = ''] = OPEN_KEY.exec(this.key) ?? [];
    this.takeKey(key.trimEnd(), at);
    this.readAs(`:${value}"`, at - value.length - 2);
    return false;
  }

  #leaveRound(): void {
    if (this.round > 0) this.round--;
  }

  #endCall(at: number): boolean {
    this.calls.pop();
    this.#leaveRound();
    if (this.state !== state.EXPECT_COMMA_OR_END)
      for (const bracket of '[]') this.readAs(bracket, at);
    return true;
  }
}
