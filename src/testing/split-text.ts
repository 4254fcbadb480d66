// In: a text. Out: the same text in pieces, cut in ways that models and networks cut.
// Cuts fall between UTF-16 code units, so also inside surrogate pairs: that is what the readers must survive.
// Knows nothing of JSON, models or events.

import { check, checkKinds, checkNames } from '../internal/usage-error.js';

/** How to cut: pieces of one size; of sizes drawn from a seed; or like a tokenizer, at word-sized borders. */
export type SplitOptions =
  | { readonly size: number }
  | {
      /** The same seed gives the same pieces. */
      readonly seed: number;
      /** Smallest piece, in UTF-16 code units. @default 1 */
      readonly min?: number;
      /** Largest piece. @default 12 */
      readonly max?: number;
    }
  | { readonly tokens: true };

const TOKEN = / ?\p{L}{1,6}|\d{1,3}|\s+|[^\p{L}\d\s]{1,2}/gu;

/**
 * Cuts a text into pieces; joined they are the text again. Sizes are UTF-16 code units.
 *
 * @throws {UsageError} `invalid-option` for a size below 1, a seed that is no number, a `max` below `min`, or no way to cut.
 * @example
 * import { splitText } from 'fieldwise/testing';
 *
 * splitText('{"a":1}', { size: 3 }); // ['{"a', '":1', '}']
 * splitText('{"a":1}', { seed: 7, min: 1, max: 4 }).join(''); // '{"a":1}'
 * splitText('{"title":"Hello world"}', { tokens: true }); // ['{"', 'title', '":', '"', 'Hello', ' world', '"}']
 */
export function splitText(text: string, options: SplitOptions): string[] {
  checkKinds({ options }, 'object');
  checkNames('options', options, ['size', 'seed', 'min', 'max', 'tokens']);
  if ('tokens' in options) return text.match(TOKEN) ?? [];
  if ('size' in options) {
    const { size } = options;
    check(size >= 1, 'size', 'a number from 1', size);
    return cut(text, () => size);
  }
  const { seed, min = 1, max = 12 } = options;
  check(Number.isFinite(seed), 'seed', 'a number', seed);
  check(min >= 1, 'min', 'a number from 1', min);
  check(max >= min, 'max', 'a number from `min`', max);
  const random = createRandom(seed);
  return cut(text, () => min + Math.floor(random() * (max - min + 1)));
}

/**
 * The splits worth trying on any text: pieces of every size from 1 to the whole, and for every border the text in two.
 * That is about twice as many splits as the text has characters, so keep the text below some thousand.
 *
 * @example
 * import { everySplit } from 'fieldwise/testing';
 *
 * [...everySplit('[1]')]; // [['[','1',']'], ['[1',']'], ['[1]'], ['[','1]'], ['[1',']']]
 */
export function* everySplit(text: string): Generator<readonly string[], void, undefined> {
  for (let size = 1; size <= text.length; size++) yield splitText(text, { size });
  for (let border = 1; border < text.length; border++) {
    yield [text.slice(0, border), text.slice(border)];
  }
}

function cut(text: string, nextSize: () => number): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length;) {
    const size = nextSize();
    pieces.push(text.slice(at, at + size));
    at += size;
  }
  return pieces;
}

/** Mulberry32: a small generator with a 32-bit state, good enough to vary sizes and the same everywhere. */
function createRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
  };
}
