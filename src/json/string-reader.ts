// In: chunks of a string's inside, cut anywhere. Out: its decoded text, piece by piece, and whether it closed.
// A piece is one slice of the chunk where no escape interrupts it, so long strings cost one copy.
// Knows nothing of where the string stands or what it is for.

import type { OnRepair } from './repair.js';
import { isLiteral, MAX_WORD, nextInTail, type TailStep } from './string-tail.js';
import type { TextPosition } from './text-position.js';

const QUOTE = 34;
const BACKSLASH = 92;
const LETTER_U = 117;

/** Stands for closing marks: the string is written as part of another one, so `\"` closes it. */
const TWICE = '\\';

/** Decodes one string at a time: `begin` it, `read` until `isClosed`, `take` the text as it comes. */
export class StringReader {
  isClosed = true;
  /** The next string is written as part of another one: one more backslash before all that needs one. */
  isEscaped = false;
  /** A parenthesis is open, so its end may follow. */
  isInRound = false;
  /** What was read beyond the closing quote to be sure of it: spaces and perhaps a comma. */
  rest = '';
  #text = '';
  /** The escape read so far, with its backslash; `''` outside one. */
  #escape = '';
  /** Marks that may close the string; `''` for the plain quote, which always does. */
  #closers = '';
  /** A closing mark and what followed it, while it is not sure that it closes. */
  #tail = '';
  #isKey = false;
  /** Something of the string was taken. */
  #isTaken = false;
  /** Three marks close the string. */
  #isLong = false;
  /** A backslash of the outer string was read. */
  #isOuterEscape = false;
  #step: TailStep = 'mark';
  /** The word after the comma after the mark: a key, a literal, or more text. */
  #word = '';
  readonly #onRepair: OnRepair | undefined;
  readonly #position: TextPosition;

  readonly #maxTail: number;

  /** Without `onRepair` nothing is forgiven; `maxTail` bounds what may follow a mark before it is decided. */
  constructor(position: TextPosition, maxTail: number, onRepair: OnRepair | undefined) {
    this.#position = position;
    this.#maxTail = maxTail;
    this.#onRepair = onRepair;
  }

  /**
   * Begins a string after its opening quote. With `closers`, one of these marks closes it only when what follows could
   * follow a string; otherwise it is text.
   */
  begin(closers = '', isKey = false): void {
    this.#isKey = isKey;
    this.isClosed = false;
    this.#text = '';
    this.#escape = '';
    this.#isOuterEscape = false;
    this.#tail = '';
    this.rest = '';
    this.#closers = this.isEscaped ? TWICE : closers;
    this.isEscaped = false;
    this.#isTaken = false;
    this.#isLong = false;
  }

  /** Begins a string that only three quotes in a row close. */
  beginLong(): void {
    this.begin('"');
    this.#isLong = true;
  }

  /** True when nothing stood between the quotes. */
  get isEmpty(): boolean {
    return this.#text === '' && !this.#isTaken;
  }

  /** True when what follows a closing mark decides whether it closes. */
  get isLoose(): boolean {
    return this.#closers !== '';
  }

  /** Reads from `at` to the end of the string or of the chunk; returns the index after what it used. */
  read(chunk: string, at: number): number {
    return this.#closers === '' ? this.#readPlain(chunk, at) : this.#readLoose(chunk, at);
  }

  /** The text is over: a mark that might have closed the string does. */
  end(): void {
    if (this.#tail !== '' && !this.#isLong) this.#close();
  }

  /** The text decoded since the last call. Holds back half a surrogate pair until its other half, or the end, is read. */
  take(): string {
    const text = this.#text;
    if (text === '') return text;
    this.#isTaken = true;
    const last = text.charCodeAt(text.length - 1);
    if (last >= 0xd800 && last <= 0xdbff && !this.isClosed) {
      this.#text = text.slice(-1);
      return text.slice(0, -1);
    }
    this.#text = '';
    return text;
  }

  #readPlain(chunk: string, at: number): number {
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
          this.#control(code, at);
        }
        at++;
      }
    }
    if (at > from) this.#text += chunk.slice(from, at);
    return at;
  }

  #readLoose(chunk: string, at: number): number {
    if (this.#closers === TWICE) return this.#readTwice(chunk, at);
    for (; at < chunk.length && !this.#isLong; at++) {
      const char = chunk.charAt(at);
      if (this.#tail !== '') {
        const next = this.#judge(char, at);
        if (next === 'end') return at;
        if (next === 'tail') continue;
      }
      if (this.#escape !== '' && this.#readEscape(char, at)) continue;
      if (char === '\\') this.#escape = char;
      else if (this.#closers.includes(char)) {
        this.#tail = char;
        this.#step = 'mark';
        this.#word = '';
      } else this.#add(char, at);
    }
    return this.#isLong ? this.#readLong(chunk, at) : at;
  }

  /** Decides what the character after a possible end means: the end before it, more of the tail, or text like any other. */
  #judge(char: string, at: number): 'end' | 'tail' | 'text' {
    if (char === this.#closers && this.#tail === char && this.isEmpty && !this.#isKey) {
      this.#isLong = true;
      this.#tail = '';
      return 'tail';
    }
    const next = nextInTail(this.#step, char);
    if (next === 'word') this.#word += char;
    if (
      next === 'end' ||
      (next === 'key' && this.#isKey) ||
      (char === ')' && this.isInRound && this.#step === 'mark') ||
      (next === 'literal' && isLiteral(this.#word))
    ) {
      this.#close();
      return 'end';
    }
    if (next === 'joint') {
      this.#onRepair?.('concatenation', this.#position.offset + at);
      this.#tail = '';
      this.#closers = char;
      return 'tail';
    }
    const isTooLong = this.#word.length > MAX_WORD || this.#tail.length > this.#maxTail;
    if (next === 'text' || next === 'key' || next === 'literal' || isTooLong) {
      this.#text += this.#tail;
      this.#tail = '';
      return 'text';
    }
    if (char === '\n') this.#position.newLine(at);
    this.#tail += char;
    this.#step = next;
    return 'tail';
  }

  /** Reads up to three closing marks in a row. */
  #readLong(chunk: string, at: number): number {
    for (; at < chunk.length; at++) {
      const char = chunk.charAt(at);
      if (this.#escape !== '' && this.#readEscape(char, at)) continue;
      if (char === this.#closers) {
        this.#tail += char;
        if (this.#tail.length < 3) continue;
        this.#tail = '';
        this.isClosed = true;
        return at + 1;
      }
      this.#text += this.#tail;
      this.#tail = '';
      if (char === '\\') this.#escape = char;
      else this.#add(char, at);
    }
    return at;
  }

  /** Reads a string that is written inside another one: what is decoded once is decoded again. */
  #readTwice(chunk: string, at: number): number {
    for (; at < chunk.length; at++) {
      let char = chunk.charAt(at);
      if (this.#isOuterEscape) {
        this.#isOuterEscape = false;
        char = decodeEscape(char.charCodeAt(0)) ?? char;
        if (char === '"' && this.#escape === '') {
          this.isClosed = true;
          return at + 1;
        }
        // `\u00e9` means the same in either string.
        if (char === 'u' && this.#escape === '') {
          this.#escape = '\\u';
          continue;
        }
      } else if (char === '\\') {
        this.#isOuterEscape = true;
        continue;
      }
      if (this.#escape !== '' && this.#readEscape(char, at)) continue;
      if (char === '\\') this.#escape = char;
      else this.#add(char, chunk.charAt(at) === char ? at : undefined);
    }
    return at;
  }

  /** Adds a character of the text; `at` is where it stands itself, and not an escape for it. */
  #add(char: string, at: number | undefined): void {
    if (char < ' ' && at !== undefined) this.#control(char.charCodeAt(0), at);
    this.#text += char;
  }

  #close(): void {
    // What a plus sign was to join never came.
    this.rest = this.#step === 'plus' ? '' : this.#tail.slice(1);
    this.#tail = '';
    this.isClosed = true;
  }

  #control(code: number, at: number): void {
    if (this.#onRepair === undefined) this.#position.fail('control-character', at);
    this.#onRepair('control-character', this.#position.offset + at);
    if (code === 10) this.#position.newLine(at);
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
    while (at < chunk.length && this.#escape !== '')
      if (this.#readEscape(chunk.charAt(at), at)) at++;
    return at;
  }

  /** Reads one character of an escape; false when it is not part of it after all and stands for itself. */
  #readEscape(char: string, at: number): boolean {
    if (this.#escape === '\\') {
      if (char === 'u') this.#escape += char;
      else this.#endEscape(decodeEscape(char.charCodeAt(0)), char, at);
      return true;
    }
    if (hexDigit(char.charCodeAt(0)) < 0) {
      this.#endEscape(undefined, '', at);
      return false;
    }
    this.#escape += char;
    if (this.#escape.length === 6) {
      this.#endEscape(String.fromCharCode(Number.parseInt(this.#escape.slice(2), 16)), '', at);
    }
    return true;
  }

  #endEscape(decoded: string | undefined, char: string, at: number): void {
    if (decoded === undefined) {
      if (this.#onRepair === undefined) this.#position.fail('invalid-escape', at);
      this.#onRepair('escape', this.#position.offset + at);
      this.#text += /['\r\n]/.test(char) ? char : this.#escape + char;
    } else this.#text += decoded;
    this.#escape = '';
  }
}

/** What the character after a backslash stands for; `undefined` when it is none of these. */
function decodeEscape(code: number): string | undefined {
  switch (code) {
    case QUOTE:
      return '"';
    case BACKSLASH:
      return '\\';
    case 47:
      return '/';
    case 98:
      return '\b';
    case 102:
      return '\f';
    case 110:
      return '\n';
    case 114:
      return '\r';
    case 116:
      return '\t';
    default:
      return undefined;
  }
}

/** The number that four hex digits write; -1 when they are not there. */
function readUnit(chunk: string, at: number): number {
  if (at + 4 > chunk.length) return -1;
  let unit = 0;
  for (let index = at; index < at + 4; index++) {
    const digit = hexDigit(chunk.charCodeAt(index));
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
