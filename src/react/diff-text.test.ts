import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffText, type DiffPart } from './index.js';

const without = (parts: readonly DiffPart[], type: DiffPart['type']) =>
  parts.flatMap((part) => (part.type === type ? [] : [part.text])).join('');

test('the parts of a comparison are both texts', () => {
  const words = fc
    .array(fc.constantFrom('a', 'tide', ' ', '\n', '.', 'é', '👋'))
    .map((all) => all.join(''));
  fc.assert(
    fc.property(fc.oneof(words, fc.string()), fc.oneof(words, fc.string()), (before, after) => {
      const parts = diffText(before, after);
      expect(without(parts, 'added')).toBe(before);
      expect(without(parts, 'removed')).toBe(after);
    }),
  );
});

test('what did not change is in one part', () => {
  expect(diffText('The tide comes in', 'The tide goes in')).toEqual([
    { type: 'same', text: 'The tide ' },
    { type: 'removed', text: 'comes' },
    { type: 'added', text: 'goes' },
    { type: 'same', text: ' in' },
  ]);
  expect(diffText('same', 'same')).toEqual([{ type: 'same', text: 'same' }]);
  expect(diffText('', '')).toEqual([]);
});

test('texts that share next to nothing are one instead of the other', () => {
  const text = (word: string) => Array.from({ length: 3000 }, (_, at) => `${word}${at}`).join(' ');
  expect(diffText(text('a'), text('b')).map(({ type }) => type)).toEqual(['removed', 'added']);
});
