import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.js';
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

  test('with a wildcard is not there in items without it, and an object without keys is no empty list', () => {
    const holed = { items: [{}, '', [], null, { name: null }], none: {}, list: [] };
    expect(missing(holed, 'items[*].name')).toEqual([
      'items[0].name',
      'items[1].name',
      'items[2].name',
      'items[3].name',
    ]);
    expect(missing(holed, 'none[*].name', 'none[*]', 'list[*].name', 'list[*]')).toEqual([
      'none[*]',
    ]);
  });

  test('in quotes is a key, whatever it looks like, and so is a segment', () => {
    const odd = { '[0]': 1, '[*]': 2, 'a.b': 3 };
    expect(missing(odd, '["[0]"]', '["[*]"]', '["a.b"]')).toEqual([]);
    expect(missing([1], '["[0]"]')).toEqual(['["[0]"]']);
    expect(missingKeys(odd, [parseKey(['[0]']), parseKey(['c', 0])])).toEqual(['c']);
  });

  test('of hostile names is a key like any other', () => {
    expect(missing({}, '__proto__', 'constructor.name')).toEqual(['__proto__', 'constructor']);
    expect(missing(JSON.parse('{"__proto__":1,"a.b":2}'), '__proto__', '["a.b"]')).toEqual([]);
  });

  test('is missing from no answer at all', () => {
    expect(missing(undefined, 'a', '')).toEqual(['a', '']);
  });
});

describe('a key that only a default fills in (§1.3, §2.1)', () => {
  const Note = z.object({
    title: z.string(),
    lang: z.string().default('en'),
    items: z.array(z.object({ unit: z.string().catch('g') })).default([]),
  });
  function ask(...texts: readonly string[]) {
    const left = [...texts];
    const agent = createAgent({
      async *model() {
        yield left.shift() ?? texts.at(-1) ?? '';
      },
    });
    return agent.input('x').output(Note);
  }

  test('is not there, so that the model is asked for it', async () => {
    const whole = '{"title":"Tea","lang":"no","items":[{"unit":"kg"}]}';
    const keys = ['lang', 'items[*].unit'] as const;
    const request = ask('{"title":"Tea","items":[{}]}', whole);
    const response = request.getResponse({ ensureKeys: keys });
    const attempts: unknown[] = [];
    for await (const event of response) if (event.type === 'attempt') attempts.push(event.missing);
    expect(attempts).toEqual([['lang', 'items[0].unit']]);
    expect(await response.getData()).toMatchObject({ lang: 'no' });
  });

  test('is in the data of who takes it as it is', async () => {
    const response = ask('{"title":"Tea"}').getResponse();
    const options = { ensureKeys: ['lang', 'items'], maxRetries: 0 } as const;
    await expect(response.getData(options)).rejects.toMatchObject({ missing: ['lang', 'items'] });
    const data = await response.getData({ ...options, raiseEnsureFailure: false });
    expect(data).toEqual({ title: 'Tea', lang: 'en', items: [] });
    expect(await response.waitFor('lang')).toBe('en');
  });
});
