import { expect, test } from 'vitest';
import { labelOfKey, shortLabel } from './run-label.js';

test('a run is called by its key, without what the library puts before it', () => {
  expect(labelOfKey(['fieldwise', 'report', { topic: 'tides' }])).toBe(
    'report · {"topic":"tides"}',
  );
  expect(labelOfKey(['mine', 1, undefined])).toBe('mine · 1 · ');
});

test('what JSON has no word for is in a label as what it is', () => {
  const circular: unknown[] = [1];
  circular.push(circular);
  expect(labelOfKey(['one', 12n, { at: new Date(0), no: undefined }, circular])).toBe(
    'one · 12n · {"at":1970-01-01T00:00:00.000Z,"no":undefined} · [1,(circular)]',
  );
});

test('a label is short, however long its key, and no half of a character', () => {
  const text = 'All of a document. '.repeat(5000);
  for (const part of [text, { text }, [text]])
    expect(labelOfKey(['fieldwise', 'summary', part])).toMatch(
      /^summary · .{0,10}All of a document.{40,60}…$/,
    );
  expect(shortLabel(`${'x'.repeat(79)}😀y`)).toBe(`${'x'.repeat(79)}…`);
  expect(shortLabel('x'.repeat(80))).toBe('x'.repeat(80));
});
