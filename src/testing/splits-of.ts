// In: a text and a number of tries. Out: so many splits of it, the ones that are easy to understand first.
// Knows nothing of what is tried.

import { check } from '../internal/usage-error.js';
import { splitText } from './split-text.js';

export interface CheckEverySplitOptions {
  /** The same seed draws the same splits. @default 1 */
  readonly seed?: number | undefined;
  /** Splits of each text. A text in two at every border, and then in pieces of every size, is tried before any draw. Each reads the whole text: for one of
   * many thousand characters, less, or a test with more time. @default 500
   */
  readonly runs?: number | undefined;
}

/** Fewer runs than one would check nothing. @throws {UsageError} `invalid-option` */
export function checkRuns({ seed = 1, runs = 1 }: CheckEverySplitOptions): void {
  check(Number.isFinite(seed), 'seed', 'a number', seed);
  check(Number.isInteger(runs) && runs >= 1, 'runs', 'a whole number from 1', runs);
}

/** Short texts are cut in every way that `everySplit` knows; of longer ones the cuts are spread over the whole. */
export function* splitsOf(
  text: string,
  { seed = 1, runs = 500 }: CheckEverySplitOptions,
): Generator<readonly string[], void, undefined> {
  let left = runs;
  yield splitText(text, { size: 1 });
  if (--left > 0) yield splitText(text, { tokens: true });
  const step = Math.max(1, Math.ceil(text.length / (runs / 2)));
  for (let border = 1; border < text.length && --left > 0; border += step) {
    yield [text.slice(0, border), text.slice(border)];
  }
  for (let size = 2; size < Math.min(text.length, runs / 4) && --left > 0; size++) {
    yield splitText(text, { size });
  }
  for (let draw = 0; --left > 0; draw++) {
    yield splitText(text, { seed: seed * 7919 + draw, max: 2 + (draw % 24) });
  }
}
