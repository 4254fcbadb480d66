import { describe, expect, test } from 'vitest';
import { UsageError } from '../protocol/index.js';
import { everySplit, splitText, type SplitOptions } from './split-text.js';

const text = '{"title":"Grüße 🍵 aus Oslo","n":-12.5e3}\r\n\u2028 \uD83C';

describe('pieces', () => {
  test.each<[string, SplitOptions]>([
    ['of one size', { size: 3 }],
    ['of drawn sizes', { seed: 1 }],
    ['of drawn sizes within bounds', { seed: 2, min: 2, max: 5 }],
    ['like tokens', { tokens: true }],
  ])('%s join to the text and are never empty', (_, options) => {
    const pieces = splitText(text, options);
    expect(pieces.join('')).toBe(text);
    expect(pieces).not.toContain('');
    expect(splitText('', options)).toEqual([]);
  });

  test('of one size have it, the last may be shorter', () => {
    expect(splitText('abcdefg', { size: 3 })).toEqual(['abc', 'def', 'g']);
    expect(splitText('🍵', { size: 1 })).toHaveLength(2);
  });

  test('of drawn sizes depend on the seed alone', () => {
    const long = text.repeat(5);
    expect(splitText(long, { seed: 1 })).toEqual(splitText(long, { seed: 1 }));
    expect(splitText(long, { seed: 1 })).not.toEqual(splitText(long, { seed: 2 }));
    const sizes = splitText(long, { seed: 3, min: 2, max: 5 }).map(({ length }) => length);
    expect(new Set(sizes.slice(0, -1))).toEqual(new Set([2, 3, 4, 5]));
  });

  test('that would never end, or are none, are refused', () => {
    const wrong = [
      { size: 0 },
      { size: Number.NaN },
      { seed: 1, min: 0 },
      { seed: 1, min: 5, max: 2 },
      { chunkSize: 3 },
      { seed: '1' },
      {},
      undefined,
    ];
    for (const options of wrong)
      expect(() => splitText('abc', options as SplitOptions)).toThrow(UsageError);
  });
});

test('every split tries each size and each border', () => {
  expect([...everySplit('[1]')]).toEqual([
    ['[', '1', ']'],
    ['[1', ']'],
    ['[1]'],
    ['[', '1]'],
    ['[1', ']'],
  ]);
  expect([...everySplit(text)].every((pieces) => pieces.join('') === text)).toBe(true);
});

test('a seed that is no number is refused', () => {
  for (const seed of [Number.NaN, Infinity])
    expect(() => splitText('abc', { seed })).toThrow(/`seed` takes a number: got/);
});
