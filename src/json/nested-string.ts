// In: chunks of a string that is written inside another string, with one more backslash before all that needs one.
// Out: its characters, told to the string; `\"` closes it.
// Knows nothing of how the outer string began.

import { decodeEscape } from './string-escape.js';
import type { OpenString, StringEnding } from './string-ending.js';

/** Decodes the outer string's escapes; what remains is decoded as any string is. */
export class NestedString implements StringEnding {
  readonly #string: OpenString;
  /** A backslash of the outer string was read. */
  #isOuterEscape = false;

  constructor(string: OpenString) {
    this.#string = string;
  }

  read(chunk: string, at: number): number {
    const string = this.#string;
    for (; at < chunk.length; at++) {
      const written = chunk.charAt(at);
      let char = written;
      if (this.#isOuterEscape) {
        this.#isOuterEscape = false;
        char = decodeEscape(char.charCodeAt(0)) ?? char;
        if (!string.isInEscape) {
          if (char === '"') {
            string.isClosed = true;
            return at + 1;
          }
          // `\u00e9` means the same in either string.
          if (char === 'u') string.add('\\', at);
        }
      } else if (char === '\\') {
        this.#isOuterEscape = true;
        continue;
      }
      if (!string.readEscape(char, at)) string.add(char, char === written ? at : undefined);
    }
    return at;
  }
}
