// In: chunks of a string whose closing mark may also stand in its text. Out: its characters, told to the string.
// A mark closes the string only when what follows could follow a string; what was read to know that is `rest`.
// Knows nothing of what opened the string.

import type { OpenString, StringEnding } from './string-ending.js';
import { StringTail, type TailPlace } from './string-tail.js';
import { TripleQuotedString } from './triple-quoted-string.js';

export interface DoubtfulStringOptions extends TailPlace {
  /** Marks that may close the string. */
  readonly closers: string;
  /** A quotation is open in the text that was read already. */
  readonly isInQuotation: boolean;
  /** That text. */
  readonly before: string;
}

/** True for a mark that stands where one opens a quotation, to judge by the character before it. */
export function isOpening(before: string): boolean {
  return /^[\s([{>=]?$/.test(before);
}

/** Two strings one below the other with nothing between them, as Python writes a long one: up to the second one's text. */
const JOINT = /^'[ \t]*\r?\n\s*'/;

/** Brackets deeper than that in a string's text are not told from those around it. */
const MAX_INSIDE = 64;

/** Ends a string at a mark that what follows confirms. */
export class DoubtfulString implements StringEnding {
  rest = '';
  lateKey: string | undefined;
  readonly #string: OpenString;
  readonly #isKey: boolean;
  readonly #isInList: boolean;
  /** A closing mark and what followed it, while it is not sure that it closes. */
  readonly #tail: StringTail;
  #closers: string;
  /** The last character of the text. */
  #last = '';
  /** The text ends in a comma or a line break, so that a key may follow. */
  #isAtBreak: boolean;
  /** The mark before was text and opened a quotation. */
  #isInQuotation: boolean;
  /** What would close the brackets that are open in the text, outermost first. */
  #inside = '';
  /** Takes over when three marks opened the string. */
  #triple: TripleQuotedString | undefined;

  constructor(string: OpenString, options: DoubtfulStringOptions) {
    this.#string = string;
    this.#isKey = options.isKey;
    this.#isInList = options.isInList;
    this.#tail = new StringTail(options);
    this.#closers = options.closers;
    this.#isInQuotation = options.isInQuotation;
    this.#isAtBreak = /[,\n]\s*$/.test(options.before);
    for (const [bracket] of options.before.matchAll(/[{}[\]]/g)) this.#follow(bracket);
  }

  read(chunk: string, at: number): number {
    for (; at < chunk.length && this.#triple === undefined; at++)
      if (this.#readChar(chunk.charAt(at), at)) return at;
    return this.#triple?.read(chunk, at) ?? at;
  }

  end(): void {
    while (this.#tail.text !== '' && this.#tail.isText) this.#goOn(this.#tail.text, '', 0);
    if (this.#tail.text !== '') this.#close(this.#tail.text);
  }

  /** True when the string ends before the character. */
  #readChar(char: string, at: number): boolean {
    if (this.#tail.text !== '') {
      const verdict = this.#judge(char, at);
      if (verdict !== 'text') return verdict === 'end';
    }
    const string = this.#string;
    if (string.readEscape(char, at)) this.#last = /[nrt]/.test(char) ? ' ' : char;
    else if (this.#closers.includes(char))
      this.#tail.begin(char, this.#isInQuotation, isOpening(this.#last), this.#inside);
    else {
      string.add(char, at);
      this.#last = char;
      this.#isAtBreak = /[,\n]/.test(char) || (this.#isAtBreak && /\s/.test(char));
      this.#follow(char);
    }
    return false;
  }

  #follow(char: string): void {
    if (char === '{' || char === '[') {
      if (this.#inside.length < MAX_INSIDE) this.#inside += char === '{' ? '}' : ']';
    } else if (char === this.#inside.at(-1)) this.#inside = this.#inside.slice(0, -1);
  }

  /** Decides what the character after a possible end means: the end before it, more of the tail, or text like any other. */
  #judge(char: string, at: number): 'end' | 'tail' | 'text' {
    const tail = this.#tail;
    const { text } = tail;
    if (char === this.#closers && text === char && this.#string.isEmpty && !this.#isKey) {
      this.#triple = new TripleQuotedString(this.#string, char);
      tail.text = '';
      return 'tail';
    }
    const verdict = tail.read(char);
    switch (verdict) {
      case 'end':
        this.#close(text);
        return 'end';
      case 'joint':
        this.#join(text, at);
        this.#closers = char;
        return 'tail';
      case 'tail':
        return 'tail';
      case 'late-key':
        // A key in a bracket that the text opened is text as well.
        if (!this.#isAtBreak || this.#inside !== '' || !text.startsWith('"'))
          return this.#readOn(text, char, at);
        this.#tail.text = '';
        this.#string.isClosed = true;
        this.lateKey = text.slice(1);
        return 'end';
      default:
        return this.#readOn(text, char, at);
    }
  }

  /** The mark is text, and so may be what followed it: then the character after it is looked at anew. */
  #readOn(text: string, char: string, at: number): 'end' | 'tail' | 'text' {
    this.#goOn(text, char, at);
    if (this.#string.isClosed) return 'end';
    return this.#tail.text === '' ? 'text' : this.#judge(char, at);
  }

  /** The string goes on behind the quote at `at`; of what stands between only the lines count. */
  #join(between: string, at: number): void {
    for (const [index, each] of [...between].entries())
      if (each === '\n') this.#string.passLine(at - between.length + index);
    this.#string.report('concatenation', at);
    this.#tail.text = '';
  }

  /** The mark is text; what followed it is looked at once more, since another mark may be among it. */
  #goOn(text: string, char: string, at: number): void {
    const [joint] = this.#isKey || this.#isInList ? [] : (JOINT.exec(text) ?? []);
    const [mark = ''] = text;
    const after = text.slice(joint?.length ?? mark.length);
    const rest = [...after];
    if (joint === undefined) {
      const opens = isOpening(this.#last) && !/\s/.test(rest[0] ?? char);
      this.#isInQuotation = !this.#isInQuotation && opens;
      this.#tail.text = '';
      this.#string.append(mark);
      this.#last = mark;
      this.#isAtBreak = false;
    } else this.#join(joint.slice(0, -1), at - after.length - 1);
    for (const [index, each] of rest.entries()) {
      if (!this.#readChar(each, at - rest.length + index)) continue;
      this.rest += rest.slice(index).join('');
      return;
    }
  }

  #close(tail: string): void {
    // What a plus sign was to join never came.
    this.rest = /^.\s*\+/.test(tail) ? '' : tail.slice(1);
    this.#tail.text = '';
    this.#string.isClosed = true;
  }
}
