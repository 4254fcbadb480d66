// In: nothing. Out: the interface between a string that a plain quote does not end and whoever finds its end.
// The string decodes, the ending decides; each is told characters one at a time.
// Knows nothing of the ways in which strings end.

import type { RepairKind } from './repair.js';

/** A string whose end is looked for. */
export interface OpenString {
  isClosed: boolean;
  /** Nothing stood between the quotes so far. */
  readonly isEmpty: boolean;
  /** A backslash was read and not yet what it means. */
  readonly isInEscape: boolean;
  /** Reads a character of the open escape; false when none is open, or it is over and the character stands for itself. */
  readEscape(char: string, at: number): boolean;
  /** Reads a character that is no end and in no escape; `at` is where it stands itself, and not an escape for it. */
  add(char: string, at: number | undefined): void;
  /** Adds decoded text. */
  append(text: string): void;
  /** A line break at `at` is no text. */
  passLine(at: number): void;
  report(kind: RepairKind, at: number): void;
}

/** Reads one string up to its end. */
export interface StringEnding {
  /** What was read beyond the closing mark to be sure of it: spaces and perhaps a comma. */
  readonly rest?: string;
  /** The mark that closed the string is the opening one of a key, and so the string lacks its own; what was read behind it. */
  readonly lateKey?: string | undefined;
  /** Reads from `at` to the end of the string or of the chunk; returns the index after what it used. */
  read(chunk: string, at: number): number;
  /** The text is over: a mark that might have closed the string does. */
  end?(): void;
}
