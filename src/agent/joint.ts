// In: the text before a cut, and the text that goes on, in chunks. Out: what of it is new, chunk by chunk.
// Nothing is passed on before it is known where the one goes on in the other; where nobody can tell, nothing is.
// Knows nothing of models or answers.

import type { InstantParser, JsonLimits } from '../protocol/index.js';
import { findJoint, isAlike, type TextBefore } from './find-joint.js';
import { fitsBehind, isBroken, readStrictly, stateOf } from './json-state.js';
import { readOpening } from './opening.js';
import { LOOK } from './said-again.js';

/** How much of the beginning is looked at: what a model says first, and what it repeats. */
const HEAD = 2 * LOOK;

/** Of prose, so many words of its beginning are said again by nobody who goes on with it. */
const WORDS = /(?:\p{L}+\P{L}+){2}\p{L}/u;

interface Rivals {
  readonly kept: InstantParser;
  readonly anew: InstantParser;
  /** How much is not new of what came alone; `undefined` where it is another answer. */
  readonly length: number | undefined;
}

/** Where one text goes on in another. */
export class Joint {
  readonly #before: TextBefore;
  #waiting: string | undefined = '';
  /** Where the text may have begun anew, and how much of what was before it has said since; once enough has come. */
  #anew: { readonly at: number; length: number } | undefined;
  #hasHead = false;
  /** Of the text as it goes on, and of what came alone: both may be the answer. */
  #rivals: Rivals | undefined;
  #isLost = false;

  /** @param isJson false for plain text */
  constructor(before: string, isJson: boolean, limits?: JsonLimits) {
    this.#before = (isJson ? jsonIn(before, limits) : undefined) ?? {
      text: before,
      state: undefined,
    };
  }

  /** What came may go on in several ways, or in none: it has given nothing and will give nothing. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** What is new; `''` while it is not known yet. */
  feed(text: string): string {
    if (this.#isLost) return '';
    if (this.#waiting === undefined) return text;
    this.#waiting += text;
    if (this.#rivals !== undefined) return this.#judge(text, false);
    if (this.#hasHead) this.#compare(text);
    else if (this.#waiting.length < HEAD) return '';
    else this.#anew = this.#beginAnew(this.#waiting);
    this.#hasHead = true;
    const { length } = this.#before.text;
    return this.#anew !== undefined && this.#anew.length < length ? '' : this.#join(false);
  }

  /** The rest, when nothing more comes. */
  end(): string {
    if (this.#waiting === undefined || this.#isLost) return '';
    if (this.#rivals !== undefined) return this.#judge('', true);
    if (!this.#hasHead) this.#anew = this.#beginAnew(this.#waiting);
    return this.#join(true);
  }

  #beginAnew(head: string) {
    const { text: before } = this.#before;
    for (const at of this.#startsOf(head)) {
      const length = Math.min(before.length, head.length - at);
      if (length > 0 && before.startsWith(head.slice(at, at + length))) return { at, length };
    }
    return undefined;
  }

  /** What fits as it is has nothing before it. */
  #startsOf(head: string): readonly number[] {
    const { state } = this.#before;
    if (state === undefined) return [0, readOpening(head).length];
    return fitsBehind(state, head.slice(0, LOOK)) ? [0] : [0, Math.max(0, head.search(/[{[]/))];
  }

  /** Each character once. */
  #compare(text: string): void {
    const anew = this.#anew;
    if (anew === undefined) return;
    const next = text.slice(0, this.#before.text.length - anew.length);
    if (this.#before.text.startsWith(next, anew.length)) anew.length += next.length;
    else this.#anew = undefined;
  }

  #join(isEnd: boolean): string {
    const { text: before, state } = this.#before;
    const waiting = this.#waiting ?? '';
    const head = waiting.slice(0, HEAD);
    const { at = 0, length = 0 } = this.#anew ?? {};
    const isAnew = length > 0 && length === before.length;
    const isOnlyAgain = isEnd && length > 0 && at + length === waiting.length && !isAnew;
    if (state === undefined) {
      if (isAnew && length > LOOK) return this.#settle(at + length);
      const isLost = isOnlyAgain && WORDS.test(head);
      return this.#settle(isLost ? undefined : findJoint(this.#before, head));
    }
    const begun = isAnew
      ? at
      : this.#startsOf(head).find((start) => isAlike(head.slice(start), before));
    const isKept = fitsBehind(state, head.slice(begun ?? at));
    // It began anew, and was cut off before it came to anything new.
    if (isOnlyAgain && (begun !== undefined || !isKept)) return this.#settle(waiting.length);
    if (begun !== undefined && isKept && (isAnew || !state.isString))
      return this.#contend(begun, isAnew, isEnd);
    if (isAnew) return this.#settle(at + length);
    return this.#settle(findJoint(this.#before, head));
  }

  /** A list of lists may go on with what it began with. */
  #contend(at: number, isAnew: boolean, isEnd: boolean): string {
    const text = (this.#waiting = this.#waiting?.slice(at) ?? '');
    const { text: begun = '', limits } = this.#before.state ?? {};
    const kept = readStrictly(limits, begun, text);
    this.#rivals = {
      kept,
      anew: readStrictly(limits, text),
      length: isAnew ? this.#before.text.length : undefined,
    };
    return this.#judge('', isEnd);
  }

  #judge(text: string, isEnd: boolean): string {
    const rivals = this.#rivals;
    if (rivals === undefined) return '';
    const { kept, anew, length } = rivals;
    kept.feed(text);
    anew.feed(text);
    if (kept.isComplete) return this.#settle(0);
    if (kept.error !== undefined) return this.#settle(length);
    if (anew.error !== undefined) return this.#settle(0);
    if (!isEnd) return '';
    return this.#settle(anew.isComplete ? length : undefined);
  }

  #settle(length: number | undefined): string {
    const text = this.#waiting ?? '';
    this.#waiting = undefined;
    this.#rivals = undefined;
    this.#isLost = length === undefined;
    return length === undefined ? '' : text.slice(length);
  }
}

/** JSON from its first bracket on, whatever was said before it; `undefined` where it is none in the strict sense. */
function jsonIn(text: string, limits: JsonLimits | undefined): TextBefore | undefined {
  for (const at of [0, text.search(/[{[]/)]) {
    const json = text.slice(Math.max(0, at));
    if (!isBroken(readStrictly(limits, json))) return { text: json, state: stateOf(json, limits) };
  }
  return undefined;
}
