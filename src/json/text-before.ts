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
/** A bracket behind a quote, and that in quotes. */
const QUOTED = /["'`“„‘«][{[]$/;
const IN_QUOTES = /(["'`]).\1$|[“„‘«].[“”’»]$/;
/** Where a comment begins: at a word's or, for a hash, a line's beginning, so that no address and no pattern is one. */
const COMMENT = /(?:^|\s)(?:\/[/*]|<!--)$|(?:^|\n)#+ $/;
/** Where one of that last character ends. */
const ENDS: Readonly<Record<string, string>> = { '/': '\n', ' ': '\n', '*': '*/', '-': '-->' };
/** Characters of which all of these can be told. */
const MAX_TAIL = 5;

/** What stands before a value. */
export class TextBefore {
  /** Nothing but space, or what an answer begins after: a fence's first line, thinking. */
  isBlank = true;
  /** A fence stands before. */
  isFenced = false;
  /** The text's beginning, while it may be a key. */
  #head = '';
  #line = '';
  /** The last characters. */
  #tail = '';
  /** What ends the comment that is read; nothing outside one. */
  #until = '';

  /** Reads a character, space included. */
  add(char: string): void {
    // What ends a comment is a part of it.
    if (this.#until !== '' && this.#tail.endsWith(this.#until)) this.#until = '';
    const code = char.charCodeAt(0);
    // Most of what is read is words and space between them, which are no mark of anything.
    if (code > 96 && code < 123) this.#tail = char;
    else {
      const isGap = code === 32 && !this.#tail.endsWith('#');
      this.#tail = (this.#tail + char).slice(-MAX_TAIL);
      const until = isGap ? '' : (ENDS[char] ?? '');
      if (this.#until === '' && until !== '' && COMMENT.test(this.#tail)) this.#until = until;
    }
    if (char === '\n') {
      if (this.#line.startsWith(FENCE)) this.isFenced = this.isBlank = true;
      this.#line = '';
    } else if (this.#line.length < MAX_LINE && char !== ' ') this.#line += char;
    if (this.#head.length <= MAX_KEY) this.#head += char;
  }

  /** What stands here is said in a comment. */
  get isComment(): boolean {
    return this.#until !== '';
  }

  /** The bracket just read belongs to markup. */
  get isMarkup(): boolean {
    return MARKUP.includes(this.#tail.at(-2) ?? ' ');
  }

  /** The bracket just read stands behind a quote. */
  get isQuoted(): boolean {
    return QUOTED.test(this.#tail);
  }

  /** The bracket just read stands between this character and its like. */
  isInQuotes(char: string): boolean {
    return IN_QUOTES.test(this.#tail + char);
  }

  /** Thinking ends here: the text begins anew. */
  restart(): void {
    this.isBlank = true;
    this.#head = '';
    this.#line = '';
    this.#tail = '';
    this.#until = '';
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
