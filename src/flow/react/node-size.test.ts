import { expect, test } from 'vitest';
import { nodeSize, shownName, titleWidth } from './node-size.js';

const node = (name: string) => ({ id: '1', kind: 'chunk', name });
const widthOf = (name: string) => nodeSize(node(name), false).width;

test('a node is as wide as its name, and never narrower than a short one needs', () => {
  expect(widthOf('a')).toBe(widthOf(''));
  expect(widthOf('a long name of a step')).toBeGreaterThan(widthOf('a long name'));
  expect(titleWidth('a long name')).toBeLessThan(titleWidth('a long name of a group'));
});

test('letters that fill a square have the room for it', () => {
  expect(widthOf('調査を計画する手順')).toBeGreaterThan(widthOf('nine wide'));
});

test('of a name without end as much is shown as there is room for, by whole letters', () => {
  const long = shownName('😀'.repeat(100));
  expect([...long]).toHaveLength(32);
  expect(long).toBe(`${'😀'.repeat(31)}…`);
  expect(shownName('plan')).toBe('plan');
  expect(widthOf('x'.repeat(100_000))).toBe(widthOf('x'.repeat(33)));
});

test('a mark is small, whatever it is called', () => {
  expect(nodeSize(node('the end of batch-3'), true)).toEqual(nodeSize(node(''), true));
});
