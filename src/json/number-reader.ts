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

/** Characters of a number whose digits are an exact integer in any case. */
const MAX_EXACT = 15;

/** Reads one number at a time: `begin` it, `read` until a character is left over, then ask for its `value`. */
export class NumberReader {
  /** The number as written, as far as it was read. */
  text = '';
  #stage = NUMBER_BEGINS;
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
    this.text = '';
    this.#stage = NUMBER_BEGINS;
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

  /**
   * The value of a whole number. Its digits are exact, and so is the power of ten they are divided by: one division of
   * exact numbers rounds as it must (Clinger, "How to read floating point numbers accurately", 1990).
   */
  get value(): number {
    const { text } = this;
    if (text.length > MAX_EXACT || this.#stage === POWER) return Number(text);
    const value = this.#digits / this.#scale;
    return text.charCodeAt(0) === 45 ? -value : value;
  }

  /**
   * Reads from `at` as far as the number goes, or to the end of the chunk; returns the index after what it used.
   * @throws {JsonParseError} `pending-exceeded` when it is too long.
   */
  read(chunk: string, at: number): number {
    const from = at;
    const most = at + this.#maxLength - this.text.length;
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
    this.text += chunk.slice(from, at);
    if (at === most && at < chunk.length && isNumberPart(chunk.charCodeAt(at)))
      this.#position.fail('pending-exceeded', at);
    return at;
  }
}
