// In: chunks of a string's inside, cut anywhere. Out: its decoded text, piece by piece, and whether it closed.
// A piece is one slice of the chunk where no escape interrupts it, so long strings cost one copy.
// Knows nothing of where the string stands or what it is for.

import type { JsonErrorCode } from './json-error.js';

/** Ends the reading with an error at an index of the current chunk. */
export type Fail = (code: JsonErrorCode, at: number) => never;

const QUOTE = 34;
const BACKSLASH = 92;
const LETTER_U = 117;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Decodes one string at a time; `begin` it, `read` until `isClosed`, `take` the text as it comes. */
export class StringReader {
  isClosed = true;
  #text = '';
  /** Characters of an escape read so far: 0 outside one, 1 after the backslash, 2 to 5 inside `\uXXXX`. */
  #escape = 0;
  #unit = 0;
  readonly #allowControl: boolean;
  readonly #fail: Fail;

  constructor(allowControl: boolean, fail: Fail) {
    this.#allowControl = allowControl;
    this.#fail = fail;
  }

  begin(): void {
    this.isClosed = false;
    this.#text = '';
    this.#escape = 0;
  }

  /** Reads from `at` to the closing quote or the chunk's end; returns the index after what it used. */
  read(chunk: string, at: number): number {
    const end = chunk.length;
    while (at < end && this.#escape !== 0) this.#readEscape(chunk, at++);
    let from = at;
    while (at < end) {
      const code = chunk.charCodeAt(at);
      if (code === QUOTE) {
        if (at > from) this.#text += chunk.slice(from, at);
        this.isClosed = true;
        return at + 1;
      }
      if (code === BACKSLASH) {
        if (at > from) this.#text += chunk.slice(from, at);
        this.#escape = 1;
        at++;
        while (at < end && this.#escape !== 0) this.#readEscape(chunk, at++);
        from = at;
      } else {
        if (code < 32 && !this.#allowControl) this.#fail('control-character', at);
        at++;
      }
    }
    if (at > from) this.#text += chunk.slice(from, at);
    return at;
  }

  /** The text decoded since the last call. Holds back half a surrogate pair until its other half, or the end, is read. */
  take(): string {
    const text = this.#text;
    if (text === '') return text;
    const last = text.charCodeAt(text.length - 1);
    if (last >= 0xd800 && last <= 0xdbff && !this.isClosed) {
      this.#text = text.slice(-1);
      return text.slice(0, -1);
    }
    this.#text = '';
    return text;
  }

  #readEscape(chunk: string, at: number): void {
    const code = chunk.charCodeAt(at);
    if (this.#escape === 1) {
      if (code === LETTER_U) {
        this.#escape = 2;
        this.#unit = 0;
        return;
      }
      const plain = ESCAPES[chunk[at] ?? ''];
      if (plain === undefined) this.#fail('invalid-escape', at);
      this.#text += plain;
      this.#escape = 0;
      return;
    }
    const digit = hexDigit(code);
    if (digit < 0) this.#fail('invalid-escape', at);
    this.#unit = this.#unit * 16 + digit;
    if (++this.#escape === 6) {
      this.#text += String.fromCharCode(this.#unit);
      this.#escape = 0;
    }
  }
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
