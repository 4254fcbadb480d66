import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Joint } from './joint.js';

const before = '{"title":"A long title","text":"It was a dark and stormy ni';

function join(text: string, size: number, first = before): string {
  const joint = new Joint(first);
  let joined = '';
  for (let at = 0; at < text.length; at += size) joined += joint.feed(text.slice(at, at + size));
  return joined + joint.end();
}

test.each([
  ['what goes on exactly there', 'ght; the rain fell'],
  ['what begins a little before the cut', 'dark and stormy night; the rain fell'],
  ['the whole answer once more', `${before}ght; the rain fell`],
  ['a fence around it', '```json\nght; the rain fell'],
])('of %s only the new is passed on, however it is cut', (_, text) => {
  for (const size of [1, 5, 1000]) expect(join(text, size)).toBe('ght; the rain fell');
});

test('no more than a few characters in common are no repetition', () => {
  expect(join('ni hao', 1)).toBe('ni hao');
});

test('whatever is repeated of the end, text comes once', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 40, maxLength: 400 }),
      fc.string({ minLength: 1, maxLength: 400 }),
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 1, max: 50 }),
      (one, other, back, size) => {
        // What cannot be told from a repetition is one.
        fc.pre(join(other, 1000, one) === other);
        const again = back >= 8 ? one.slice(one.length - back) : '';
        const joined = join(again + other, size, one);
        expect((one + other).endsWith(joined)).toBe(true);
        expect(joined.length).toBeLessThanOrEqual(other.length);
      },
    ),
  );
});
