// In: the characters around an answer, one at a time. Out: what they say of the value that begins next.
// Remembers beginnings only: of the text, and of the line.
// Knows nothing of JSON beyond what a first key looks like.

/** Longest text that may still be a key. */
const MAX_KEY = 64;
/** A key at the very beginning, up to its colon. */
const FIRST_KEY = /^\s*"?([\p{L}_$][\p{L}\p{N}_$-]*)"?\s*:$/u;
const FENCE = '```';
/** A line's beginning, without its spaces, at which the next of several objects may begin: a mark, or the word of SSE. */
const ITEM = /^(?:[-*•]|\d[.)]|data:)?\{$/;
const MAX_LINE = 6;
/** What the bracket of `<![CDATA[`, or of a colour on a terminal, stands behind. */
const MARKUP = '!A\u001b';

/** What stands before a value. */
export class TextBefore {
  /** Nothing but space, or what an answer begins after: a fence's first line, thinking. */
  isBlank = true;
  /** The text's beginning, while it may be a key. */
  #head = '';
  #line = '';
  #last = '';

  /** Reads a character, space included. */
  add(char: string): void {
    if (char === '\n') {
      if (this.#line.startsWith(FENCE)) this.isBlank = true;
      this.#line = '';
    } else if (this.#line.length < MAX_LINE && char !== ' ') this.#line += char;
    if (this.#head.length <= MAX_KEY) this.#head += char;
  }

  /** True when a bracket that comes now belongs to markup; told of each character that is no space. */
  isMarkup(char: string): boolean {
    const before = this.#last;
    this.#last = char;
    return char === '[' && before !== '' && MARKUP.includes(before);
  }

  /** Thinking ends here: the text begins anew. */
  restart(): void {
    this.isBlank = true;
    this.#head = '';
    this.#line = '';
    this.#last = '';
  }

  /** True when the brace just read begins a line, so that it may be the first of several. */
  get isItem(): boolean {
    return ITEM.test(this.#line);
  }

  /** The key that the colon just read stands behind, if the text begins with it. */
  get firstKey(): string | undefined {
    return this.#head.length > MAX_KEY ? undefined : FIRST_KEY.exec(this.#head)?.[1];
  }
}
