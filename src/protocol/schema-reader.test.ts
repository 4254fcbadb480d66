import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import * as mini from 'zod/mini';
import {
  asWritten,
  createInstantParser,
  createSchemaReader,
  createSnapshot,
  fieldState,
  isFieldEvent,
  PolicyError,
  prepareSchema,
  reduceInstant,
  reduceInstants,
} from './index.js';
import type { InstantEvent, InstantEventInput } from './index.js';

/** What became of the fields, in the order it became known. */
function outcome(schema: z.ZodType, text: string): unknown[] {
  const parser = createInstantParser({ schema });
  const events = [...text].flatMap((character) => parser.feed(character));
  return [...events, ...parser.end()].flatMap(tell);
}

function tell(event: InstantEvent): unknown[] {
  if (!isFieldEvent(event) || event.type === 'start' || event.type === 'delta') return [];
  if (event.type === 'done') return [[event.path, event.value]];
  if (event.type === 'invalid') return [[event.path, event.issues.map(({ path }) => path)]];
  return [`${event.path} ${event.type}`];
}

describe('a field that closes', () => {
  test.each<[string, z.core.$ZodType, string, unknown]>([
    ['a transform', z.string().transform((text) => text.length), '"tea"', 3],
    ['a coercion', z.coerce.number(), '"12"', 12],
    ['a pipe', z.string().pipe(z.coerce.number()), '"12"', 12],
    ['a catch', z.number().catch(0), '"none"', 0],
    ['a trim', z.string().trim(), '" tea "', 'tea'],
    ['an optional', z.string().trim().optional(), '" a "', 'a'],
    ['a nullable', z.string().nullable(), 'null', null],
    ['a default that is not needed', z.string().trim().default('x'), '" a "', 'a'],
    ['a brand', z.string().trim().brand('Word'), '" a "', 'a'],
    ['a readonly', z.array(z.string().trim()).readonly(), '[" a "]', ['a']],
    ['a lazy schema', z.lazy(() => z.string().trim()), '" a "', 'a'],
    ['a tuple', z.tuple([z.coerce.number()], z.string().trim()), '["1"," a "]', [1, 'a']],
    ['a record', z.record(z.string(), z.coerce.number()), '{"a":"1"}', { a: 1 }],
    ['a preprocess', z.preprocess((value) => [value], z.array(z.string())), '"a"', ['a']],
    [
      'a codec',
      z.codec(z.string(), z.date(), { decode: (text) => new Date(text), encode: String }),
      '"2020-01-01"',
      new Date('2020-01-01'),
    ],
    [
      'a schema of zod/mini',
      mini.pipe(
        mini.string(),
        mini.transform((text) => text.length),
      ),
      '"tea"',
      3,
    ],
  ])('has what %s makes of it', (_, schema, text, value) => {
    expect(outcome(z.object({ field: schema }), `{"field":${text}}`)).toContainEqual([
      'field',
      value,
    ]);
  });

  test('that fails is invalid with its issues, and so is everything around it', () => {
    const schema = z.object({ items: z.array(z.object({ name: z.string().min(3) })) });
    expect(outcome(schema, '{"items":[{"name":"ab"},{"name":"abc"}]}')).toEqual([
      ['items[0].name', ['items[0].name']],
      ['items[0]', ['items[0].name']],
      ['items[1].name', 'abc'],
      ['items[1]', { name: 'abc' }],
      ['items', ['items[0].name']],
      ['', ['items[0].name']],
    ]);
  });

  test('of a recursive schema is checked on every level', () => {
    const Comment = z.object({
      text: z.string().trim(),
      get replies() {
        return z.array(Comment).default([]);
      },
    });
    expect(outcome(Comment, '{"replies":[{"text":" a "}],"text":"b"}')).toEqual([
      ['replies[0].text', 'a'],
      ['replies[0].replies', []],
      ['replies[0]', { text: 'a', replies: [] }],
      ['replies', [{ text: 'a', replies: [] }]],
      ['text', 'b'],
      ['', { text: 'b', replies: [{ text: 'a', replies: [] }] }],
    ]);
  });

  test('beside one that needs a promise keeps what the schema made of it', () => {
    const schema = z.object({
      price: z.coerce.number(),
      name: z.string().refine(async () => false, 'taken'),
    });
    const parser = createInstantParser({ schema });
    const reader = createSchemaReader({ schema });
    expect(reader.read(parser.feed('{"price":"1","name":"x"}')).flatMap(tell).at(-1)).toEqual([
      '',
      { price: 1, name: 'x' },
    ]);
    expect(reader.output).toEqual({ status: 'unchecked', raw: { price: '1', name: 'x' } });
    const late = reader.settle({ issues: [{ path: ['name'], message: 'taken' }] });
    expect(late.flatMap(tell)).toEqual(['name replaced', ['name', ['name']], ['', ['name']]]);
  });
});

test('a promise that changes fields withdraws them first, and what is as it was told stays', async () => {
  const stay = z.object({
    nights: z.coerce.number(),
    city: z.string().transform(async (city) => city.toUpperCase()),
  });
  const schema = z
    .object({ title: z.string(), stay, note: z.string() })
    .transform(async ({ title, stay: { nights, city } }) => ({ title, stay: { nights, city } }));
  const reader = createSchemaReader({ schema });
  const text = '{"title":"Tides","stay":{"nights":"2","city":"rome"},"note":"x"}';
  const events = reader.read(createInstantParser().feed(text));
  expect(reader.output?.status).toBe('unchecked');
  const raw: unknown = JSON.parse(text);
  const late = reader.settle(await schema['~standard'].validate(raw));
  expect(late.map((event) => [event.type, 'path' in event && event.path])).toEqual([
    ['replaced', 'stay'],
    ['done', 'stay.city'],
    ['done', 'stay'],
    ['replaced', 'note'],
    ['done', ''],
  ]);
  const told = reduceInstants(createSnapshot(), events);
  const settled = reduceInstants(told, late);
  expect(settled.value).toEqual({ title: 'Tides', stay: { nights: 2, city: 'ROME' } });
  expect(fieldState(settled, 'stay.nights')).toMatchObject({ status: 'complete', value: 2 });
  expect(fieldState(settled, '').status).toBe('complete');
});

describe('a field that never comes', () => {
  test('is missing, or has its default, just before its parent closes', () => {
    const schema = z.object({
      a: z.string().optional(),
      b: z.string().default('tea'),
      c: z
        .number()
        .prefault(1)
        .transform((value) => value + 1),
      d: z.number(),
      e: z.number().catch(0),
    });
    expect(outcome(schema, '{}')).toEqual([
      'a missing',
      ['b', 'tea'],
      ['c', 2],
      'd missing',
      ['e', 0],
      ['', ['d']],
    ]);
  });

  test('of a record by an enum and of a tuple is missing, too', () => {
    const schema = z.object({
      scores: z.record(z.enum(['taste', 'price']), z.number()),
      pair: z.tuple([z.string(), z.string().optional()]),
    });
    expect(outcome(schema, '{"scores":{"taste":1},"pair":["a"]}')).toEqual([
      ['scores.taste', 1],
      'scores.price missing',
      ['scores', ['scores.price']],
      ['pair[0]', 'a'],
      'pair[1] missing',
      ['pair', ['a']],
      ['', ['scores.price']],
    ]);
  });

  test('is not told of a value that was cut off', () => {
    const schema = z.object({ a: z.string(), b: z.string() });
    expect(outcome(schema, '{"a":"x"')).toEqual([['a', 'x']]);
  });
});

describe('a union', () => {
  const Shape = z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('circle'), r: z.coerce.number() }),
    z.object({ kind: z.literal('square'), side: z.string().min(3), note: z.string() }),
  ]);

  test('is decided by a discriminator that comes first', () => {
    expect(outcome(Shape, '{"kind":"circle","r":"3"}')).toEqual([
      ['kind', 'circle'],
      ['r', 3],
      ['', { kind: 'circle', r: 3 }],
    ]);
  });

  test('is decided by one that comes last: what changes by that is replaced, nothing else', () => {
    expect(outcome(Shape, '{"side":"ab","note":"n","kind":"square"}')).toEqual([
      ['side', 'ab'],
      ['note', 'n'],
      'side replaced',
      ['side', ['side']],
      ['kind', 'square'],
      ['', ['side']],
    ]);
  });

  test('shows its discriminator once it is clear which', () => {
    const parser = createInstantParser({ schema: Shape });
    expect(parser.feed('{"kind":"c').at(-1)).toMatchObject({ type: 'delta', delta: 'circle' });
  });

  test('that a key decides without saying so is decided by it', () => {
    const schema = z.union([
      z.object({ type: z.literal('a'), n: z.coerce.number() }),
      z.object({ type: z.literal('b'), n: z.string() }),
    ]);
    expect(outcome(schema, '{"type":"a","n":"1"}')).toContainEqual(['n', 1]);
  });

  test('that nothing decides is asked about its whole value', () => {
    const schema = z.union([z.object({ a: z.coerce.number() }), z.object({ b: z.string() })]);
    expect(outcome(schema, '{"a":"1"}')).toEqual([
      ['a', '1'],
      'a replaced',
      ['a', 1],
      ['', { a: 1 }],
    ]);
  });

  test('that nothing decides leaves fields as they are told where it agrees, and tells what is wrong inside', () => {
    const one = z.object({ kept: z.string(), list: z.array(z.object({ n: z.number() })) });
    const schema = z.array(one.and(z.object({ other: z.string().trim() })));
    const text = '[{"kept":"k","list":[{"n":1},{"n":"x"}],"other":" o "}]';
    expect(outcome(schema, text).slice(-6)).toEqual([
      '[0].list replaced',
      ['[0].list[1].n', ['[0].list[1].n']],
      ['[0].list[1]', ['[0].list[1].n']],
      ['[0].list', ['[0].list[1].n']],
      ['[0]', ['[0].list[1].n']],
      ['', ['[0].list[1].n']],
    ]);
    expect(outcome(schema, text.replace('"x"', '2')).slice(-4, -2)).toEqual([
      '[0].other replaced',
      ['[0].other', 'o'],
    ]);
  });

  test('decided by a key that comes last tells also what is deep inside the fields before it', () => {
    const schema = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('a'), list: z.array(z.object({ n: z.coerce.number() })) }),
      z.object({ kind: z.literal('b') }),
    ]);
    expect(outcome(schema, '{"list":[{"n":"1"},{"n":"x"}],"kind":"a"}').slice(5)).toEqual([
      'list replaced',
      ['list[1].n', ['list[1].n']],
      ['list[1]', ['list[1].n']],
      ['list', ['list[1].n']],
      ['kind', 'a'],
      ['', ['list[1].n']],
    ]);
  });

  test('whose key becomes something else is still decided by what was written', () => {
    const kind = z.literal('a').transform(() => 'A');
    const schema = z.discriminatedUnion('kind', [z.object({ kind, n: z.coerce.number() })]);
    expect(outcome(schema, '{"kind":"a","n":"1"}').at(-1)).toEqual(['', { kind: 'A', n: 1 }]);
  });

  test('of a container and scalars has the container’s fields checked', () => {
    const schema = z.object({ v: z.union([z.string(), z.array(z.coerce.number())]) });
    expect(outcome(schema, '{"v":["1"]}')).toContainEqual(['v[0]', 1]);
  });
});

describe('a rule of a whole container', () => {
  const schema = z
    .object({ from: z.number(), to: z.number() })
    .refine(({ from, to }) => from < to, { path: ['to'], error: 'ends before it begins' });

  test('is asked when the container closes', () => {
    expect(outcome(z.array(schema), '[{"from":2,"to":1}]')).toEqual([
      ['[0].from', 2],
      ['[0].to', 1],
      '[0].to replaced',
      ['[0].to', ['[0].to']],
      ['[0]', ['[0].to']],
      ['', ['[0].to']],
    ]);
  });

  test('that makes something else of a field has it told anew, and nothing else', () => {
    const swap = schema.transform(({ from, to }) => ({ from, to: to * 2, length: to - from }));
    expect(outcome(z.object({ span: swap }), '{"span":{"from":1,"to":2}}')).toEqual([
      ['span.from', 1],
      ['span.to', 2],
      'span.to replaced',
      ['span.to', 4],
      ['span', { from: 1, to: 4, length: 1 }],
      ['', { span: { from: 1, to: 4, length: 1 } }],
    ]);
  });

  test('that finds fault with something deep inside leaves what is right beside it as the schema has it', () => {
    const size = z.object({ width: z.coerce.number(), unit: z.string().trim() });
    const whole = z.object({ size, name: z.string().default('none') }).superRefine((_, context) => {
      context.addIssue({ code: 'custom', path: ['size', 'width'], message: 'wide' });
      context.addIssue({ code: 'custom', path: ['name'], message: 'nameless' });
    });
    expect(outcome(whole, '{"size":{"width":"1","unit":" m "}}').slice(3)).toEqual([
      ['name', 'none'],
      'size replaced',
      ['size.width', ['size.width']],
      ['size.unit', 'm'],
      ['size', ['size.width']],
      'name replaced',
      ['name', ['name']],
      ['', ['size.width', 'name']],
    ]);
  });

  test('that is caught takes back what was found wrong', () => {
    expect(outcome(z.object({ a: z.number() }).catch({ a: 7 }), '{"a":"x"}')).toEqual([
      ['a', ['a']],
      'a replaced',
      ['a', 7],
      ['', { a: 7 }],
    ]);
  });

  test('is not asked about fields that are not what it expects', () => {
    expect(outcome(schema, '{"from":"x","to":1}').at(-1)).toEqual(['', ['from']]);
  });
});

describe('a child that its closed container does not have', () => {
  const numbers = z.array(z.number());
  const pair = z.object({ a: z.number(), b: z.number() });
  test.each<[string, z.ZodType, string, unknown[]]>([
    [
      'a caught list',
      z.object({ a: numbers.catch([]) }),
      '{"a":[1,"x",3]}',
      [
        ['a[0]', 1],
        ['a[1]', ['a[1]']],
        ['a[2]', 3],
        'a[2] replaced',
        'a[1] replaced',
        'a[0] replaced',
        ['a', []],
        ['', { a: [] }],
      ],
    ],
    [
      'a filtered list',
      numbers.transform((all) => all.filter((each) => each > 1)),
      '[1,2,3]',
      [
        ['[0]', 1],
        ['[1]', 2],
        ['[2]', 3],
        '[0] replaced',
        ['[0]', 2],
        '[1] replaced',
        ['[1]', 3],
        '[2] replaced',
        ['', [2, 3]],
      ],
    ],
    [
      'a list that becomes a text',
      numbers.transform((all) => all.join()),
      '[1,2]',
      [['[0]', 1], ['[1]', 2], '[1] replaced', '[0] replaced', ['', '1,2']],
    ],
    [
      'an object that becomes another',
      z.object({ of: pair.transform(({ a, b }) => ({ sum: a + b })) }),
      '{"of":{"a":1,"b":2}}',
      [
        ['of.a', 1],
        ['of.b', 2],
        'of.b replaced',
        'of.a replaced',
        ['of', { sum: 3 }],
        ['', { of: { sum: 3 } }],
      ],
    ],
    [
      'an object that becomes a list',
      pair.transform(({ a, b }) => [a, b]),
      '{"a":1,"b":2}',
      [['a', 1], ['b', 2], 'b replaced', 'a replaced', ['', [1, 2]]],
    ],
    [
      'a record whose keys become others',
      z.record(z.string().toLowerCase(), z.number()),
      '{"A":1,"b":2}',
      [['A', 1], ['b', 2], 'A replaced', ['', { a: 1, b: 2 }]],
    ],
    [
      'an object that strips what it does not know',
      z.array(z.object({ a: z.number() })),
      '[{"more":{"deep":1},"a":1}]',
      [
        ['[0].more.deep', 1],
        ['[0].more', { deep: 1 }],
        ['[0].a', 1],
        '[0].more replaced',
        ['[0]', { a: 1 }],
        ['', [{ a: 1 }]],
      ],
    ],
    [
      'what a rule of more than its object leaves out',
      z.object({ of: pair }).transform(({ of }) => ({ of: { a: of.a } })),
      '{"of":{"a":1,"b":2}}',
      [
        ['of.a', 1],
        ['of.b', 2],
        ['of', { a: 1, b: 2 }],
        'of replaced',
        ['of', { a: 1 }],
        ['', { of: { a: 1 } }],
      ],
    ],
  ])('is withdrawn before that closes: %s', (_, schema, text, expected) => {
    expect(outcome(schema, text)).toEqual(expected);
  });

  test('stays where an instance of a class has it of its own', () => {
    class Pair {
      readonly a: number;
      constructor(a: number) {
        this.a = a;
      }
    }
    const schema = pair.transform(({ a }) => new Pair(a));
    expect(outcome(schema, '{"a":1,"b":2}').slice(2)).toEqual(['b replaced', ['', new Pair(1)]]);
  });

  test('is in no snapshot from then on', () => {
    const schema = z.object({ a: numbers.catch([]), b: z.number() });
    const parser = createInstantParser({ schema });
    const told = parser.feed('{"a":[1,"x",3],"more":1,"b":2}');
    const isClosed = ({ type, path }: InstantEvent) => type === 'done' && path === 'a';
    const before = told.slice(0, told.findIndex(isClosed)).reduce(reduceInstant, createSnapshot());
    expect(before).toMatchObject({ value: { a: [] }, open: ['a'] });
    for (const path of ['a[0]', 'a[1]', 'a[2]'])
      expect(fieldState(before, path).status).toBe('pending');
    const end = told.reduce(reduceInstant, createSnapshot());
    expect(end).toMatchObject({ value: { a: [], b: 2 }, invalid: undefined });
    for (const path of ['a[0]', 'a[1]', 'a[2]', 'more'])
      expect(fieldState(end, path).status).toBe('missing');
  });

  test('is told to whoever reads what was written only as it was written', () => {
    const parser = createInstantParser({ schema: z.object({ a: numbers.catch([]) }) });
    const written = asWritten(parser.feed('{"a":[1,"x"],"b":2}'));
    expect(written.some(({ type }) => type === 'replaced')).toBe(false);
    expect(written.at(-1)).toMatchObject({ value: { a: [1, 'x'], b: 2 } });
  });
});

describe('a key that comes again', () => {
  test('is checked again, and its first value counts for nothing', () => {
    const schema = z.object({ a: z.string().min(3) });
    expect(outcome(schema, '{"a":"x","a":"xyz"}')).toEqual([
      ['a', ['a']],
      'a replaced',
      ['a', 'xyz'],
      ['', { a: 'xyz' }],
    ]);
  });
});

describe('another Standard Schema', () => {
  const schema = {
    '~standard': {
      version: 1,
      vendor: 'own',
      validate: (value: unknown) =>
        JSON.stringify(value) === '{"a":1}'
          ? { value: 'fits' }
          : { issues: [{ message: 'no', path: [{ key: 'a' }] }] },
    },
  } as const;

  test('is asked about the whole answer', () => {
    const parser = createInstantParser({ schema });
    expect(parser.feed('{"a":1}').flatMap(tell)).toEqual([['a', 1], 'a replaced', ['', 'fits']]);
    const other = createInstantParser({ schema });
    expect(other.feed('{"a":2}').flatMap(tell).at(-1)).toEqual(['', ['a']]);
    expect(other.output).toEqual({
      status: 'invalid',
      issues: [{ path: ['a'], message: 'no' }],
    });
  });
});

describe('events that do not begin at the root', () => {
  test('are passed on as they are', () => {
    const reader = createSchemaReader({ schema: z.object({ price: z.coerce.number() }) });
    const events = createInstantParser().feed('{"price":"12"}').slice(1, -1);
    expect(reader.read(events)).toEqual(events);
    expect(reader.output).toBeUndefined();
  });
});

test('events written by hand need no more than what they say', () => {
  const reader = createSchemaReader({ schema: z.object({ price: z.coerce.number() }) });
  const written: readonly InstantEventInput[] = [
    { type: 'start', path: '', kind: 'object' },
    { type: 'start', path: 'price', kind: 'string' },
    { type: 'done', path: 'price', value: '12' },
    { type: 'done', path: '', value: { price: '12' } },
  ];
  // What plain JavaScript may pass.
  expect(reader.read(written as readonly InstantEvent[]).flatMap(tell)).toEqual([
    ['price', 12],
    ['', { price: 12 }],
  ]);
});

test('a policy that is none is refused at once', () => {
  const policies = { title: 'slowly' as 'word' };
  expect(() => createInstantParser({ policies })).toThrow(PolicyError);
  expect(() => createInstantParser({ policies: { 'a[': 'word' } })).toThrow(/invalid|path/i);
});

test('what an absent item of a tuple stands for has no place behind one that is missing', () => {
  const schema = z.tuple([z.string(), z.string().default('made up')]);
  const parser = createInstantParser({ schema });
  const told = parser.feed('[]').map(({ type, path }) => `${type} ${path}`);
  expect(told).toEqual(['start ', 'missing [0]', 'missing [1]', 'invalid ']);
  const { error } = schema.safeParse([]);
  const issues = error?.issues.map(({ path, message }) => ({ path, message }));
  expect(parser.output).toEqual({ status: 'invalid', issues });
});

test('every object of a list is read by its own option of a union, and of a union inside it', () => {
  const inner = (value: z.ZodType) =>
    z.discriminatedUnion('as', [
      z.object({ as: z.literal('one'), value }),
      z.object({ as: z.literal('list'), value: z.array(value) }),
    ]);
  const schema = z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('number'), of: inner(z.coerce.number()) }),
      z.object({ kind: z.literal('text'), of: inner(z.coerce.string()) }),
    ]),
  );
  const items = ['number', 'text'].flatMap((kind) => [
    { kind, of: { as: 'one', value: '1' } },
    { kind, of: { as: 'list', value: ['2', 3] } },
  ]);
  const parser = createInstantParser({ schema });
  parser.feed(JSON.stringify([...items, ...items.toReversed()]));
  const value = schema.parse([...items, ...items.toReversed()]);
  expect(parser.output).toEqual({ status: 'valid', value });
});

test('what a readonly schema takes is frozen, and what is around it is not', () => {
  const schema = z.object({ fixed: z.object({ a: z.string() }).readonly() });
  const parser = createInstantParser({ schema });
  const events = parser.feed('{"fixed":{"a":"x"}}');
  const frozen = events.flatMap((event) =>
    event.type === 'done' ? [[event.path, Object.isFrozen(event.value)]] : [],
  );
  expect(frozen).toEqual([
    ['fixed.a', true],
    ['fixed', true],
    ['', false],
  ]);
});

test('a schema is prepared once, and others that are written alike by themselves', () => {
  const schema = z.object({ a: z.string() });
  expect(prepareSchema(schema)).toBe(prepareSchema(schema));
  expect(prepareSchema(prepareSchema(schema))).toBe(prepareSchema(schema));
  expect(prepareSchema(z.object({ a: z.string() }))).not.toBe(prepareSchema(schema));
});

test('a partial record misses nothing', () => {
  const schema = z.partialRecord(z.enum(['a', 'b']), z.string().default('made up'));
  const parser = createInstantParser({ schema });
  const told = parser.feed('{"a":"x"}').map(({ type, path }) => `${type} ${path}`);
  expect(told).toEqual(['start ', 'start a', 'delta a', 'done a', 'done ']);
  expect(parser.output).toEqual({ status: 'valid', value: schema.parse({ a: 'x' }) });
});

test('an object has its keys in the order its schema gives them', () => {
  const schema = z.object({ a: z.string(), b: z.object({ c: z.string(), d: z.string() }) });
  const parser = createInstantParser({ schema });
  parser.feed('{"b":{"d":"1","c":"2"},"a":"3"}');
  const { output } = parser;
  const value = output?.status === 'valid' && output.value;
  expect(JSON.stringify(value)).toBe('{"a":"3","b":{"c":"2","d":"1"}}');
});

test('a container is wrong with a child of it, whatever a promise will say of another', () => {
  const slow = z.string().refine(() => Promise.resolve(true));
  const schema = z.object({ list: z.array(z.object({ a: slow, b: z.number() })), name: slow });
  const text = '{"list":[{"a":"x","b":"y"},{"a":"x","b":1}],"name":"n"}';
  expect(outcome(schema, text)).toEqual([
    ['list[0].a', 'x'],
    ['list[0].b', ['list[0].b']],
    ['list[0]', ['list[0].b']],
    ['list[1].a', 'x'],
    ['list[1].b', 1],
    ['list[1]', { a: 'x', b: 1 }],
    ['list', ['list[0].b']],
    ['name', 'n'],
    ['', ['list[0].b']],
  ]);
  const parser = createInstantParser({ schema });
  parser.feed(text);
  expect(parser.output).toMatchObject({
    status: 'invalid',
    issues: [{ path: ['list', 0, 'b'] }],
  });
});

test.each([
  [
    'the same child twice',
    [
      ['a', 1],
      ['a', 1],
    ],
    { a: 1, b: 'x' },
  ],
  [
    'a child that the whole has not',
    [
      ['a', 1],
      ['zz', 2],
    ],
    { a: 1, b: 'x' },
  ],
  [
    'a child that is another one in the whole',
    [
      ['a', 1],
      ['b', 1],
    ],
    { a: 1, b: 'x' },
  ],
] as const)('a hand-written whole is not taken on trust: %s', (_, children, whole) => {
  const reader = createSchemaReader({ schema: z.object({ a: z.number(), b: z.number() }) });
  const done = (path: string, value: unknown) =>
    ({ type: 'done', path, segments: path === '' ? [] : [path], value, isComplete: true }) as never;
  reader.read([
    {
      type: 'start',
      path: '',
      segments: [],
      kind: 'object',
      value: {},
      isComplete: false,
    } as never,
    ...children.map(([path, value]) => done(path, value)),
    done('', whole),
  ]);
  expect(reader.output?.status).toBe('invalid');
});
