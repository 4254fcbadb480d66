// In: two versions of a text. Out: what they share and what only one of them has, word by word.
// Source of the algorithm: the package `diff` (Myers, "An O(ND) Difference Algorithm and Its Variations", 1986).
// Knows nothing of fields.

import { diffWordsWithSpace } from 'diff';

/** A piece of two texts. */
export interface DiffPart {
  /** `removed`: only the first has it; `added`: only the second. */
  readonly type: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Texts further apart than this many words are shown as one instead of the other: the work grows with its square. */
const MAX_CHANGES = 1000;

/**
 * Compares two texts by words: what the user wrote and what the model suggests. The `same` and `removed` parts in a row
 * are the first text, the `same` and `added` ones the second.
 *
 * @example
 * diffText('The tide comes in', 'The tide goes in');
 * // [{ type: 'same', text: 'The tide ' }, { type: 'removed', text: 'comes' },
 * //  { type: 'added', text: 'goes' }, { type: 'same', text: ' in' }]
 */
export function diffText(before: string, after: string): readonly DiffPart[] {
  if (before === after) return before === '' ? [] : [{ type: 'same', text: before }];
  const changes = diffWordsWithSpace(before, after, { maxEditLength: MAX_CHANGES });
  if (changes === undefined) {
    return [
      { type: 'removed', text: before },
      { type: 'added', text: after },
    ];
  }
  return changes.map(({ added, removed, value }) => ({
    type: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
}
