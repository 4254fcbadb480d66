// In: how far the reading got. Out: offset, line and column of any character of the current chunk.
// Lines are counted as line breaks are met, so that an error costs nothing until it happens.
// Knows nothing of grammar.

import { describe, JsonParseError, type JsonErrorCode, type JsonPosition } from './json-error.js';

/** Where the current chunk stands in the whole text. */
export class TextPosition {
  /** Offset of the current chunk's first character. */
  offset = 0;
  #line = 1;
  #lineStart = 0;
  /** How far the text was read where an error points to something before; in it nothing is looked for again. */
  reached = 0;
  /** A place to come back to. */
  #mark: JsonPosition = { offset: 0, line: 1, column: 1 };

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
    return new JsonParseError(code, describe(code, found), this.#placeOf(at));
  }

  /** Remembers an index of the current chunk. */
  mark(at: number): void {
    this.#mark = this.#placeOf(at);
  }

  /** Ends the reading, at an index of the current chunk, because of the place marked last. */
  failAtMark(code: JsonErrorCode, at: number): never {
    this.reached = this.offset + at;
    throw new JsonParseError(code, describe(code), this.#mark);
  }

  #placeOf(at: number): JsonPosition {
    const offset = this.offset + at;
    return { offset, line: this.#line, column: offset - this.#lineStart + 1 };
  }
}
