// In: nothing. Out: what the grammar can wait for or stand in, as numbers, and bounds on its work.
// Numbers and not names, since the state is compared for every character of an answer.
// Knows nothing of how one state leads to another.

export const EXPECT_VALUE = 0;
export const EXPECT_VALUE_OR_END = 1;
export const EXPECT_KEY = 2;
export const EXPECT_KEY_OR_END = 3;
export const EXPECT_COLON = 4;
export const EXPECT_COMMA_OR_END = 5;
export const IN_STRING = 6;
export const IN_KEY = 7;
export const IN_NUMBER = 8;
export const IN_WORD = 9;
export const CLOSED = 10;
/** From here on: states of tolerant reading alone. */
export const IN_LOOSE_WORD = 11;
export const IN_LOOSE_KEY = 12;
export const IN_ASIDE = 13;
export const BETWEEN_LINES = 14;

/** What a key means that its object has already: the later value, the earlier one, or an error. */
export type DuplicateKeys = 'last' | 'first' | 'error';

/** What bounds the reading of one value. */
export interface GrammarOptions {
  readonly duplicateKeys: DuplicateKeys;
  readonly maxDepth: number;
  readonly maxFields: number;
  /** Characters a key may have, as written. */
  readonly maxKeyLength: number;
  /** Characters of a number, an unquoted word or a doubtful quote's surroundings that may wait for their end. */
  readonly maxPending: number;
}
