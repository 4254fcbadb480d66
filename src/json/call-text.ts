// In: what stands behind the parenthesis of a call that is read as text, one character at a time. Out: whether it is over.
// Its brackets match within some lines, and none of its own arguments has a key in quotes; else it is no call.
// Knows nothing of what is called.

/** Characters that its arguments may have. */
const MAX_CALL = 256;

const PAIRS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Follows the arguments of one call. */
export class CallText {
  /** How many characters were read before the first that would have ended a word; -1 while there was none. */
  wordLength = -1;
  /** Closing brackets that must come, the last one first. */
  #closers = ')';
  /** The quote of the text that is open among the arguments. */
  #quote = '';
  #last = '(';
  #length = 0;

  /** The next character: true where the call goes on, false at its end, `undefined` when it is none. */
  read(char: string): boolean | undefined {
    if (this.#length >= MAX_CALL) return undefined;
    if (this.wordLength < 0 && /[,}\]\r\n]/.test(char)) this.wordLength = this.#length;
    this.#length++;
    const last = this.#last;
    // What stands behind a backslash ends no text, nor does it begin an escape.
    this.#last = last === '\\' ? '' : char;
    if (this.#quote !== '') {
      if (char === this.#quote && last !== '\\') this.#quote = '';
      return true;
    }
    // The object around it goes on: the parenthesis never closed.
    if (char === ':' && last === '"' && this.#closers === ')') return undefined;
    if (/["']/.test(char) && /[\s([{,=:]/.test(last)) this.#quote = char;
    const closer = PAIRS[char];
    if (closer !== undefined) this.#closers = closer + this.#closers;
    else if (/[)\]}]/.test(char)) {
      if (!this.#closers.startsWith(char)) return undefined;
      this.#closers = this.#closers.slice(1);
    }
    return this.#closers !== '';
  }
}
