import { expect, it } from 'vitest';
import { leavesOf } from './leaves-of.js';

it('gives every value that holds no other, in order, by its path', () => {
  expect(leavesOf({ a: 'x', list: [1, { 'b.c': null }], none: {}, gone: undefined })).toEqual([
    ['a', 'x'],
    ['list[0]', 1],
    ['list[1]["b.c"]', null],
  ]);
  expect(leavesOf('whole')).toEqual([['', 'whole']]);
});
