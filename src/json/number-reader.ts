// In: chunks of a number, cut anywhere. Out: its text and value, and whether it may end where it stands.
// Each character is looked at once; the value is converted once, at the end.
// Knows nothing of where the number stands.

import {
  FRACTION,
  INTEGER,
  isNumberPart,
  LOOSE_NUMBER,
  nextInNumber,
  NOWHERE,
  NUMBER_BEGINS,
  POWER,
  ZERO,
} from './json-number.js';
import type { TextPosition } from './text-position.js';

/** Powers of ten are exact up to here. */
const MAX_SCALE = 1e22;

/** Reads one number at a time: `begin` it, `read` until a character is left over, then ask for its `value`. */
export class NumberReader {
  #stage = NUMBER_BEGINS;
  /** The number as written in the chunks before, and where the last one has the rest of it: few numbers need their text. */
  #before = '';
  #chunk = '';
  #from = 0;
  #end = 0;
  /** Its digits as one integer, and the power of ten that the point divides it by. */
  #digits = 0;
  #scale = 1;
  readonly #position: TextPosition;
  readonly #maxLength: number;

  constructor(position: TextPosition, maxLength: number) {
    this.#position = position;
    this.#maxLength = maxLength;
  }

  /** Begins a number before its first character. */
  begin(): void {
    this.#stage = NUMBER_BEGINS;
    this.#before = '';
    this.#end = 0;
    this.#from = 0;
    this.#digits = 0;
    this.#scale = 1;
  }

  /** From here on any order will do of the characters that JSON numbers hold. */
  loosen(): void {
    this.#stage = LOOSE_NUMBER;
  }

  /** True where a JSON number may end. */
  get isWhole(): boolean {
    return this.#stage >= ZERO && this.#stage <= POWER;
  }

  /** The number as written, as far as it was read. */
  get text(): string {
    return this.#before + this.#chunk.slice(this.#from, this.#end);
  }

  /**
   * The value of a whole number. Where its digits are exact and so is the power of ten they are divided by, one division
   * of exact numbers rounds as it must (Clinger, "How to read floating point numbers accurately", 1990).
   */
  get value(): number {
    const isExact = this.#digits <= Number.MAX_SAFE_INTEGER && this.#scale <= MAX_SCALE;
    if (!isExact || this.#stage === POWER) return Number(this.text);
    const value = this.#digits / this.#scale;
    const isNegative =
      this.#before === ''
        ? this.#chunk.charCodeAt(this.#from) === 45
        : this.#before.charCodeAt(0) === 45;
    return isNegative ? -value : value;
  }

  /**
   * Reads from `at` as far as the number goes, or to the end of the chunk; returns the index after what it used.
   * @throws {JsonParseError} `pending-exceeded` when it is too long.
   */
  read(chunk: string, at: number): number {
    const from = at;
    if (this.#end > this.#from) this.#before = this.text;
    const most = at + this.#maxLength - this.#before.length;
    const end = chunk.length < most ? chunk.length : most;
    let stage = this.#stage;
    let digits = this.#digits;
    let scale = this.#scale;
    for (; at < end; at++) {
      const code = chunk.charCodeAt(at);
      const digit = code - 48;
      const isDigit = digit >= 0 && digit <= 9;
      // Most of a number is digits after digits.
      if (!isDigit || stage < INTEGER) {
        const next = nextInNumber(stage, code);
        if (next === NOWHERE) break;
        stage = next;
        if (!isDigit) continue;
      }
      digits = digits * 10 + digit;
      if (stage === FRACTION) scale *= 10;
    }
    this.#stage = stage;
    this.#digits = digits;
    this.#scale = scale;
    this.#chunk = chunk;
    this.#from = from;
    this.#end = at;
    if (at === most && at < chunk.length && isNumberPart(chunk.charCodeAt(at)))
      this.#position.fail('pending-exceeded', at);
    return at;
  }
}
