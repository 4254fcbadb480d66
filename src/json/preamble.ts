// In: what a model writes before its JSON, chunk by chunk. Out: the index at which the JSON begins.
// Prose and fences are passed over; a bracket counts once the character after it could belong to JSON.
// Knows nothing of the grammar beyond that one character.

const BRACE = 123;
const BRACKET = 91;

/** Longest text without JSON that may still turn out to be a bare number or literal. */
const MAX_SCALAR = 64;

const SCALAR = /^\s*(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*$/;
const SPACE = /\s/;

/** Finds where the JSON begins in a text that may begin with something else. */
export class Preamble {
  #text = '';
  #bracket = 0;
  #isBlank = true;

  /**
   * Looks at one character. Returns what was found: `''` for nothing yet, otherwise the characters with which the
   * JSON begins, of which the last is the one just given: `{"`, `[1`, `"`.
   */
  look(char: string): string {
    const code = char.charCodeAt(0);
    if (this.#text.length <= MAX_SCALAR) this.#text += char;
    if (code === 0xfeff || SPACE.test(char)) return '';
    const opened = this.#bracket;
    this.#bracket = 0;
    if (opened === BRACE && (char === '"' || char === '}')) return `{${char}`;
    if (opened === BRACKET && /["{[\]\d\-tfn]/.test(char)) return `[${char}`;
    if (code === BRACE || code === BRACKET) this.#bracket = code;
    else if (char === '"' && this.#isBlank) return char;
    this.#isBlank = false;
    return '';
  }

  /** The whole text, if it is nothing but a number or a literal. */
  scalar(): number | boolean | null | undefined {
    if (!SCALAR.test(this.#text)) return undefined;
    return JSON.parse(this.#text) as number | boolean | null;
  }
}
