import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createInstantParser } from './index.js';
import type { StreamPolicies } from './index.js';

const tree = z.object({
  name: z.string(),
  get kids(): z.ZodType {
    return z.array(tree);
  },
});

const schema = z.object({
  title: z.string(),
  price: z.coerce.number(),
  day: z.iso.date().transform((text) => new Date(text)),
  items: z.array(z.object({ name: z.string() })).optional(),
  pair: z.tuple([z.string(), z.object({ x: z.number() })]),
  rest: z.tuple([z.string()]).rest(z.object({ y: z.number() })),
  by: z.record(z.string(), z.object({ z: z.number() })),
  either: z.union([z.object({ a: z.string() }), z.array(z.object({ b: z.string() }))]),
  kind: z.discriminatedUnion('k', [
    z.object({ k: z.literal('one'), one: z.string() }),
    z.object({ k: z.literal('two'), two: z.string() }),
  ]),
  wide: z.looseRecord(z.string().regex(/^x/), z.number()),
  both: z.intersection(z.object({ l: z.string() }), z.object({ r: z.string() })),
  loose: z.looseObject({ a: z.string() }),
  strict: z.strictObject({ a: z.string() }),
  open: z.object({}).catchall(z.object({ c: z.string() })),
  made: z.object({ in: z.string() }).transform(() => 5),
  before: z.preprocess((value) => value, z.object({ a: z.string() })),
  anything: z.unknown(),
  broken: z.lazy((): z.ZodType => {
    throw new Error('bug');
  }),
  tree,
});

function read(pattern: string): void {
  const policies: StreamPolicies = { [pattern]: 'done' };
  createInstantParser({ schema, policies });
}

test.each([
  '',
  '*',
  'title',
  'price',
  'day',
  '/title',
  'items',
  'items[*]',
  'items[0].name',
  'items.*.*',
  'pair[1].x',
  'pair[*].x',
  'rest[5].y',
  'by.any.z',
  'by["a.b"].z',
  '/by/2024/z',
  '/items/0/name',
  'by.*.z',
  'either.a',
  'either[*].b',
  'kind.k',
  'kind.one',
  'kind.two',
  'both.l',
  'both.r',
  'loose.other.deep',
  'open.any.c',
  'made.in',
  'before.a',
  'anything.at[0].all',
  'broken.x',
  'strict.a',
  '*.name',
  'tree.kids[*].kids[*].name',
  'price.deep',
  'wide.other.deep',
])('a policy of %s is taken', (pattern) => {
  expect(() => read(pattern)).not.toThrow();
});

test.each([
  'titel',
  'title.x',
  'day.x',
  'items.name',
  'items[*].title',
  'items["0"].name',
  '[0]',
  'pair[0].x',
  'pair[2]',
  'rest[1].x',
  'by[0].z',
  '/by/2024/a',
  '/items/name',
  'by.any.a',
  'either.b',
  'kind.three',
  'both.m',
  'strict.b',
  'open.any.d',
  'made.out',
  'tree.kids[*].kids[*].nam',
  'title.*',
  'toString',
])('a policy of %s, which leads nowhere, is refused at once', (pattern) => {
  expect(() => read(pattern)).toThrow(
    expect.objectContaining({
      code: 'invalid-policy',
      message: expect.stringContaining(JSON.stringify(pattern)),
    }),
  );
});

test('digits in a JSON Pointer are a key where the answer has an object, and an index where it has a list', () => {
  const policies: StreamPolicies = { '/by/2024': 'done', '/list/0': 'done' };
  const parser = createInstantParser({ policies });
  const events = parser.feed('{"by":{"2024":"a","2025":"b"},"list":["c","d"]}');
  const shown = events.flatMap((event) => (event.type === 'delta' ? [event.path] : []));
  expect(shown).toEqual(['by["2025"]', 'list[1]']);
});

describe('a policy that waits for a child', () => {
  const waitFor = (pattern: string, until: string) => () =>
    createInstantParser({ schema, policies: { [pattern]: { until } } });

  test.each([
    ['items[*]', 'name'],
    ['', 'title'],
    ['by.*', 'z'],
    ['loose', 'other'],
    ['tree.kids[*]', 'name'],
  ])('which %s may have is taken', (pattern, until) => {
    expect(waitFor(pattern, until)).not.toThrow();
  });

  test.each([
    ['items[*]', 'nope'],
    ['title', 'length'],
    ['kind', 'three'],
    ['items', 'name'],
  ])('which %s cannot have would wait for ever, and is refused at once', (pattern, until) => {
    expect(waitFor(pattern, until)).toThrow(
      expect.objectContaining({
        code: 'invalid-policy',
        message: expect.stringContaining(`waits for ${JSON.stringify(until)}`),
      }),
    );
  });
});

test('without a schema of zod nobody can tell', () => {
  const other = {
    '~standard': { version: 1, vendor: 'x', validate: () => ({ value: 1 }) },
  } as const;
  const policies: StreamPolicies = { any: 'done' };
  for (const options of [{ schema: other }, {}]) {
    expect(() => createInstantParser({ ...options, policies })).not.toThrow();
  }
});
