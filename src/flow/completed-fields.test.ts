import { expect, test } from 'vitest';
import { parsePath, type InstantEvent, type Path } from '../protocol/index.js';
import { CompletedFields } from './completed-fields.js';

/** How often the keys of paths are looked at, where so many fields are taken back one by one. */
function looksAt(count: number): number {
  let looks = 0;
  const counted = (path: string): Path =>
    new Proxy(parsePath(path), {
      get: (target, key) => {
        if (typeof key === 'string' && /^\d+$/.test(key)) looks++;
        return Reflect.get(target, key) as unknown;
      },
    });
  const event = (type: 'done' | 'replaced', index: number) => {
    const path = `t[${index}]`;
    return { type, path, segments: counted(path), value: index, isComplete: true } as InstantEvent;
  };
  const fields = new CompletedFields(['t[*]']);
  for (let index = 0; index < count; index++) fields.read(event('done', index));
  looks = 0;
  for (let index = 0; index < count; index++) fields.read(event('replaced', index));
  expect(fields.read(null)).toHaveLength(count);
  return looks;
}

test('what is taken back field by field costs what is taken back', () => {
  expect(looksAt(400)).toBeLessThanOrEqual(2.2 * looksAt(200));
});

test.each([
  ['at its place', 'a.b[0]', true],
  ['around it', 'a', true],
  ['below it', 'a.b[0].c', true],
  ['everywhere', '', true],
  ['beside it', 'a.b[1]', false],
  ['below something beside it', 'a.c[0]', false],
])('a field is withdrawn that something replaced %s and nobody wrote again', (_, path, isGone) => {
  const fields = new CompletedFields(['a.b[*]']);
  const done = { type: 'done', path: 'a.b[0]', value: 1, isComplete: true } as InstantEvent;
  const replaced = {
    type: 'replaced',
    path,
    value: 0,
    isComplete: false,
  } as unknown as InstantEvent;
  const [sent, ...others] = fields.read(done);
  expect(others).toEqual([]);
  fields.read(replaced);
  expect(fields.read(done)).toEqual([]);
  fields.read(replaced);
  const withdrawn = { type: 'withdrawn', pattern: 'a.b[*]', path: 'a.b[0]', value: 1, of: sent };
  expect(fields.read(null)).toEqual(isGone ? [withdrawn] : []);
  expect(fields.read(null)).toEqual([]);
});
