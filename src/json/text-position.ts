// In: how far the reading got. Out: offset, line and column of any character of the current chunk.
// Lines are counted as line breaks are met, so that an error costs nothing until it happens.
// Knows nothing of grammar.

import { describe, JsonParseError, type JsonErrorCode } from './json-error.js';

/** Where the current chunk stands in the whole text. */
export class TextPosition {
  /** Offset of the current chunk's first character. */
  offset = 0;
  #line = 1;
  #lineStart = 0;

  /** A line break stands at this index of the current chunk. */
  newLine(at: number): void {
    this.#line++;
    this.#lineStart = this.offset + at + 1;
  }

  /** Ends the reading at an index of the current chunk; `found` is the character that does not fit. */
  fail(code: JsonErrorCode, at: number, found?: number): never {
    throw this.errorAt(code, at, found);
  }

  /** The error that would end the reading there. */
  errorAt(code: JsonErrorCode, at: number, found?: number): JsonParseError {
    const offset = this.offset + at;
    return new JsonParseError(code, describe(code, found), {
      offset,
      line: this.#line,
      column: offset - this.#lineStart + 1,
    });
  }
}
