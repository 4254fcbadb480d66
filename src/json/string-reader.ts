// In: chunks of a string's inside, cut anywhere. Out: its decoded text, piece by piece, and whether it closed.
// A piece is one slice of the chunk where no escape interrupts it, so long strings cost one copy. Forgives nothing.
// Knows nothing of where the string stands or what it is for.

import { BACKSLASH, decodeEscape, hexDigit, LETTER_U, readUnit } from './string-escape.js';
import type { TextPosition } from './text-position.js';

const QUOTE = 34;

/** Decodes one string at a time: `begin` it, `read` until `isClosed`, `take` the text as it comes. */
export class StringReader {
  isClosed = true;
  /** Decoded and not taken yet. */
  #text = '';
  /** The escape read so far, with its backslash; `''` outside one. */
  #escape = '';
  /** What was taken of the string last. */
  #taken = '';
  protected readonly position: TextPosition;

  constructor(position: TextPosition) {
    this.position = position;
  }

  /** Begins a string after its opening quote. */
  begin(): void {
    this.isClosed = false;
    this.#text = '';
    this.#escape = '';
    this.#taken = '';
  }

  /** True when nothing stood between the quotes. */
  get isEmpty(): boolean {
    return this.#text === '' && this.#taken === '';
  }

  /** The last character that was taken; `''` while none was. */
  get last(): string {
    return this.#taken.slice(-1);
  }

  /** True after a backslash, until what it means is read. */
  get isInEscape(): boolean {
    return this.#escape !== '';
  }

  /** Reads from `at` to the end of the string or of the chunk; returns the index after what it used. */
  read(chunk: string, at: number): number {
    const end = chunk.length;
    if (this.#escape !== '') at = this.#readEscapes(chunk, at);
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
        at = this.#readWholeEscape(chunk, at + 1);
        from = at;
      } else {
        if (code < 32) {
          // Should it be refused, what stands before it was read all the same.
          this.#text += chunk.slice(from, at);
          from = at;
          this.recoverControl(code, at);
        }
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
    this.#taken = text;
    const last = text.charCodeAt(text.length - 1);
    if (last >= 0xd800 && last <= 0xdbff && !this.isClosed) {
      this.#text = text.slice(-1);
      return text.slice(0, -1);
    }
    this.#text = '';
    return text;
  }

  /** Adds decoded text. */
  append(text: string): void {
    this.#text += text;
  }

  /** Reads a character that is no end and in no escape; `at` is where it stands itself, and not an escape for it. */
  add(char: string, at: number | undefined): void {
    if (char === '\\') this.#escape = char;
    else {
      if (char < ' ' && at !== undefined) this.recoverControl(char.charCodeAt(0), at);
      this.#text += char;
    }
  }

  /** Reads an escape that lies inside the chunk at once, and begins any other. */
  #readWholeEscape(chunk: string, at: number): number {
    const code = chunk.charCodeAt(at);
    const plain = decodeEscape(code);
    if (plain !== undefined) {
      this.#text += plain;
      return at + 1;
    }
    const unit = code === LETTER_U ? readUnit(chunk, at + 1) : -1;
    if (unit >= 0) {
      this.#text += String.fromCharCode(unit);
      return at + 5;
    }
    this.#escape = '\\';
    return this.#readEscapes(chunk, at);
  }

  #readEscapes(chunk: string, at: number): number {
    while (at < chunk.length && this.readEscape(chunk.charAt(at), at)) at++;
    return at;
  }

  /** Reads one character of the open escape; false when none is open, or it is over and the character stands for itself. */
  readEscape(char: string, at: number): boolean {
    const escape = this.#escape;
    if (escape === '') return false;
    const code = char.charCodeAt(0);
    if (escape === '\\' && code !== LETTER_U) {
      this.#endEscape(decodeEscape(code) ?? this.recoverEscape(escape, char, at));
      return true;
    }
    if (escape !== '\\' && hexDigit(code) < 0) {
      this.#endEscape(this.recoverEscape(escape, '', at));
      return false;
    }
    this.#escape += char;
    if (escape.length === 5) this.#endEscape(String.fromCharCode(readUnit(this.#escape, 2)));
    return true;
  }

  #endEscape(decoded: string): void {
    this.#text += decoded;
    this.#escape = '';
  }

  /** What characters stand for that are no escape: those read before, and the one read now, if it belongs to them. */
  protected recoverEscape(_escape: string, _char: string, at: number): string {
    return this.position.fail('invalid-escape', at);
  }

  /** A control character stands in the text, where JSON allows none. */
  protected recoverControl(_code: number, at: number): void {
    this.position.fail('control-character', at);
  }
}
