import { describe, expect, test } from 'vitest';
import { missingKeys, parseKey } from './ensure-keys.js';

const data = {
  title: '',
  note: null,
  items: [{ name: 'a', tags: [] }, { name: 'b' }],
  none: [],
  map: { x: { id: 1 }, y: {} },
};
const missing = (value: unknown, ...keys: string[]) => missingKeys(value, keys.map(parseKey));

describe('a key (§2.1)', () => {
  test('is there whatever its value', () => {
    expect(missing(data, 'title', 'note', 'items[0].name', 'items[1]')).toEqual([]);
  });

  test('with a wildcard is asked of every item, and of an empty list nothing', () => {
    expect(missing(data, 'items[*].name', 'none[*].x', 'items[0].tags[*].y')).toEqual([]);
    expect(missing(data, 'items[*].tags')).toEqual(['items[1].tags']);
    expect(missing(data, 'map[*].id')).toEqual(['map.y.id']);
  });

  test('is named at the first place where there is nothing', () => {
    expect(missing(data, 'a.b.c', 'items[2].name', 'title.x', 'nothing[*].x')).toEqual([
      'a',
      'items[2]',
      'title.x',
      'nothing',
    ]);
    expect(missing(data, 'note[*]')).toEqual(['note[*]']);
  });

  test('may be written with slashes, and in a list at the root', () => {
    expect(missing(data, '/items/[*]/name', '/items/1/name')).toEqual([]);
    expect(missing([{ id: 1 }, {}], '[0].id', '[*].id', '/[*]/id')).toEqual(['[1].id']);
  });

  test('of hostile names is a key like any other', () => {
    expect(missing({}, '__proto__', 'constructor.name')).toEqual(['__proto__', 'constructor']);
    expect(missing(JSON.parse('{"__proto__":1,"a.b":2}'), '__proto__', '["a.b"]')).toEqual([]);
  });

  test('is missing from no answer at all', () => {
    expect(missing(undefined, 'a', '')).toEqual(['a', '']);
  });
});
