// In: chunks of a string whose closing mark may also stand in its text. Out: its characters, told to the string.
// A mark closes the string only when what follows could follow a string; what was read to know that is `rest`.
// Knows nothing of what opened the string.

import type { OpenString, StringEnding } from './string-ending.js';
import { isLiteral, MAX_WORD, nextInTail, type TailStep } from './string-tail.js';
import { TripleQuotedString } from './triple-quoted-string.js';

export interface DoubtfulStringOptions {
  /** Marks that may close the string. */
  readonly closers: string;
  readonly isKey: boolean;
  /** A parenthesis is open, so its end may follow. */
  readonly isInRound: boolean;
  /** Characters that may follow a mark before it is text. */
  readonly maxTail: number;
}

/** Ends a string at a mark that what follows confirms. */
export class DoubtfulString implements StringEnding {
  rest = '';
  readonly #string: OpenString;
  readonly #options: DoubtfulStringOptions;
  #closers: string;
  /** A closing mark and what followed it, while it is not sure that it closes. */
  #tail = '';
  #step: TailStep = 'mark';
  /** The word after the comma after the mark: a key, a literal, or more text. */
  #word = '';
  /** Takes over when three marks opened the string. */
  #triple: TripleQuotedString | undefined;

  constructor(string: OpenString, options: DoubtfulStringOptions) {
    this.#string = string;
    this.#options = options;
    this.#closers = options.closers;
  }

  read(chunk: string, at: number): number {
    const string = this.#string;
    for (; at < chunk.length && this.#triple === undefined; at++) {
      const char = chunk.charAt(at);
      if (this.#tail !== '') {
        const next = this.#judge(char, at);
        if (next === 'end') return at;
        if (next === 'tail') continue;
      }
      if (string.readEscape(char, at)) continue;
      if (this.#closers.includes(char)) {
        this.#tail = char;
        this.#step = 'mark';
        this.#word = '';
      } else string.add(char, at);
    }
    return this.#triple?.read(chunk, at) ?? at;
  }

  end(): void {
    if (this.#tail !== '') this.#close();
  }

  /** Decides what the character after a possible end means: the end before it, more of the tail, or text like any other. */
  #judge(char: string, at: number): 'end' | 'tail' | 'text' {
    const { isKey, isInRound, maxTail } = this.#options;
    if (char === this.#closers && this.#tail === char && this.#string.isEmpty && !isKey) {
      this.#triple = new TripleQuotedString(this.#string, char);
      this.#tail = '';
      return 'tail';
    }
    const next = nextInTail(this.#step, char);
    if (next === 'word') this.#word += char;
    if (
      next === 'end' ||
      (next === 'key' && isKey) ||
      (char === ')' && isInRound && this.#step === 'mark') ||
      (next === 'literal' && isLiteral(this.#word))
    ) {
      this.#close();
      return 'end';
    }
    if (next === 'joint') {
      this.#string.report('concatenation', at);
      this.#tail = '';
      this.#closers = char;
      return 'tail';
    }
    const isTooLong = this.#word.length > MAX_WORD || this.#tail.length > maxTail;
    if (next === 'text' || next === 'key' || next === 'literal' || isTooLong) {
      this.#string.append(this.#tail);
      this.#tail = '';
      return 'text';
    }
    if (char === '\n') this.#string.passLine(at);
    this.#tail += char;
    this.#step = next;
    return 'tail';
  }

  #close(): void {
    // What a plus sign was to join never came.
    this.rest = this.#step === 'plus' ? '' : this.#tail.slice(1);
    this.#tail = '';
    this.#string.isClosed = true;
  }
}
