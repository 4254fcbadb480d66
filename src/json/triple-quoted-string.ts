// In: chunks of a string that opened with three quotes, as in Python. Out: its characters, told to the string.
// Only three marks in a row close it; fewer are text.
// Knows nothing of what stands around the string.

import type { OpenString, StringEnding } from './string-ending.js';

const MARKS = 3;

/** Ends a string at three marks. */
export class TripleQuotedString implements StringEnding {
  readonly #string: OpenString;
  readonly #mark: string;
  /** Marks in a row. */
  #marks = 0;

  constructor(string: OpenString, mark: string) {
    this.#string = string;
    this.#mark = mark;
  }

  read(chunk: string, at: number): number {
    const string = this.#string;
    for (; at < chunk.length; at++) {
      const char = chunk.charAt(at);
      if (string.readEscape(char, at)) continue;
      if (char === this.#mark) {
        if (++this.#marks < MARKS) continue;
        string.isClosed = true;
        return at + 1;
      }
      if (this.#marks > 0) string.append(this.#mark.repeat(this.#marks));
      this.#marks = 0;
      string.add(char, at);
    }
    return at;
  }
}
