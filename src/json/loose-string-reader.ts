// In: chunks of a string's inside as a model wrote it. Out: its decoded text, and each liberty that was taken with it.
// The plain string, with a way on where it would fail; how another one ends is asked of its ending.
// Knows nothing of where the string stands.

import { NestedString } from './nested-string.js';
import type { OnRepair, RepairKind } from './repair.js';
import type { OpenString, StringEnding } from './string-ending.js';
import { StringReader } from './string-reader.js';
import type { TextPosition } from './text-position.js';

/** Decodes one string at a time; see {@link StringReader}. */
export class LooseStringReader extends StringReader implements OpenString {
  /** The next string is written inside another one. */
  isNested = false;
  /** Finds the end of a string that a quote does not always end; `undefined` for a plain one. */
  ending: StringEnding | undefined;
  readonly #onRepair: OnRepair;

  constructor(position: TextPosition, onRepair: OnRepair) {
    super(position);
    this.#onRepair = onRepair;
  }

  override begin(): void {
    super.begin();
    this.ending = this.isNested ? new NestedString(this) : undefined;
    this.isNested = false;
  }

  override read(chunk: string, at: number): number {
    return this.ending === undefined ? super.read(chunk, at) : this.ending.read(chunk, at);
  }

  passLine(at: number): void {
    this.position.newLine(at);
  }

  report(kind: RepairKind, at: number): void {
    this.#onRepair(kind, this.position.offset + at);
  }

  /** Quotes and line breaks need no backslash; before anything else it is text. */
  protected override recoverEscape(escape: string, char: string, at: number): string {
    this.report('escape', at);
    return /['\r\n]/.test(char) ? char : escape + char;
  }

  protected override recoverControl(code: number, at: number): void {
    this.report('control-character', at);
    if (code === 10) this.position.newLine(at);
  }
}
