// In: the characters of a value without quotes, one after the other. Out: where it ends before what is no part of it.
// A comment ends it, and a key in quotes with its colon behind it; what was read beyond that is looked at once more.
// Knows nothing of what the word means.

/** Longest key in quotes that ends a word. */
const MAX_KEY = 64;

/** Follows one word. */
export class WordEnd {
  /** Where a key may begin; -1 for nowhere. */
  #keyAt = -1;
  #isKeyOver = false;
  #before = '';
  #last = ' ';

  /** The character at an index of the word: the index at which the word ends; -1 when it goes on. */
  read(char: string, index: number): number {
    const before = this.#before;
    const last = this.#last;
    this.#before = last;
    this.#last = char;
    if (/\s/.test(before) && /^(?:\/[/*]|#\s)$/.test(last + char)) return index - 1;
    if (this.#isKeyOver) {
      if (char === ':') return this.#keyAt;
      if (char !== ' ' && char !== '\t') this.#forget();
    }
    if (this.#keyAt >= 0 && index - this.#keyAt > MAX_KEY) this.#forget();
    if (char !== '"') return -1;
    if (this.#keyAt < 0) this.#keyAt = /[\s;]/.test(last) ? index : -1;
    else if (last === '"') this.#forget();
    else this.#isKeyOver = true;
    return -1;
  }

  #forget(): void {
    this.#keyAt = -1;
    this.#isKeyOver = false;
  }
}
