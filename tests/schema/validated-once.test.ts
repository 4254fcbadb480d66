import { expect, test } from 'vitest';
import { z } from 'zod';
import { createInstantParser } from '../../src/protocol/index.js';

/** Counts how often anything is asked about a value. */
function counter() {
  const calls = new Map<string, number>();
  const watch = (name: string) => (): boolean => {
    calls.set(name, (calls.get(name) ?? 0) + 1);
    return true;
  };
  return { calls, watch };
}

function read(schema: z.ZodType, text: string): void {
  const parser = createInstantParser({ schema });
  for (const character of text) parser.feed(character);
  parser.end();
}

test('every field, and every rule of every container, is asked exactly once', () => {
  const { calls, watch } = counter();
  const schema = z
    .object({
      title: z.string().refine(watch('title')),
      days: z
        .array(
          z
            .object({
              place: z.string().refine(watch('place')),
              stops: z.record(z.string(), z.number().refine(watch('stop'))),
              pair: z.tuple([
                z.string().refine(watch('first')),
                z.number().refine(watch('second')),
              ]),
            })
            .refine(watch('day')),
        )
        .refine(watch('days')),
      shape: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('circle'), r: z.number().refine(watch('r')) }),
        z.object({ kind: z.literal('square'), side: z.number().refine(watch('side')) }),
      ]),
      maybe: z.string().refine(watch('maybe')).nullable().optional(),
      filled: z.string().refine(watch('filled')).default('x'),
      caught: z.string().refine(watch('caught')).catch('y'),
      readonly: z.array(z.string().refine(watch('readonly'))).readonly(),
      piped: z
        .string()
        .refine(watch('in'))
        .pipe(z.string().refine(watch('out'))),
    })
    .refine(watch('root'));
  const day = { place: 'Kyoto', stops: { a: 1, b: 2 }, pair: ['x', 1] };
  read(
    schema,
    JSON.stringify({
      title: 'Trip',
      days: [day, day, day],
      shape: { r: 1, kind: 'circle' },
      maybe: 'm',
      filled: 'f',
      caught: 'c',
      readonly: ['r', 's'],
      piped: 'p',
    }),
  );
  expect(Object.fromEntries(calls)).toEqual({
    title: 1,
    place: 3,
    stop: 6,
    first: 3,
    second: 3,
    day: 3,
    days: 1,
    r: 1,
    maybe: 1,
    filled: 1,
    caught: 1,
    readonly: 2,
    in: 1,
    out: 1,
    root: 1,
  });
});

test('a field that fails is not asked again for the containers around it', () => {
  const { calls, watch } = counter();
  const schema = z.object({
    list: z.array(z.object({ name: z.string().refine(watch('name')).min(3) })),
  });
  read(schema, '{"list":[{"name":"ab"},{"name":"abc"}]}');
  expect(Object.fromEntries(calls)).toEqual({ name: 2 });
});

test('an option of a union that fails is not asked again for the issue of the union', () => {
  const { calls, watch } = counter();
  const field = (name: string) =>
    z
      .string()
      .transform((text) => text.trim())
      .refine(watch(name));
  const schema = z.union([
    z.object({ kind: z.literal('a'), x: field('x of a'), y: z.number() }),
    z.object({
      kind: z.literal('b'),
      x: field('x of b'),
      y: z.array(field('y of b').pipe(z.email())),
    }),
    z.array(field('item')),
  ]);
  read(z.array(schema), '[{"kind":"b","x":"1","y":["2","3"]},["4"],{"x":"5","y":"6","kind":"a"}]');
  expect(Object.fromEntries(calls)).toEqual({ 'x of a': 1, 'x of b': 1, 'y of b': 2, item: 1 });
});

/** How often a leaf that is wrong is looked at, that many levels down. */
type Nest = (leaf: z.ZodType) => readonly [z.ZodType, (depth: number) => unknown];

const nests: Readonly<Record<string, Nest>> = {
  'a union with text': (leaf) => {
    const node: z.ZodType = z.lazy(() => z.object({ leaf, child: z.union([node, z.string()]) }));
    const nested = (depth: number): unknown =>
      depth === 0 ? 'end' : { leaf: 'x', child: nested(depth - 1) };
    return [node, nested];
  },
  'a union told apart by a key that comes first': (leaf) => {
    const node: z.ZodType = z.lazy(() =>
      z.union([
        z.object({ kind: z.literal('a'), leaf, child: node.optional() }),
        z.object({ kind: z.literal('b'), leaf, child: node.optional() }),
      ]),
    );
    const nested = (depth: number): unknown => ({
      kind: 'ab'[depth % 2],
      leaf: 'x',
      ...(depth > 1 && { child: nested(depth - 1) }),
    });
    return [node, nested];
  },
  'a union told apart by a key that comes last': (leaf) => {
    const node: z.ZodType = z.lazy(() =>
      z.union([
        z.object({
          kind: z.literal('a'),
          leaf,
          child: node.optional(),
          note: z.string().default(''),
        }),
        z.object({ kind: z.literal('b'), leaf, child: node.optional() }),
      ]),
    );
    const nested = (depth: number): unknown => ({
      leaf: 'x',
      ...(depth > 1 && { child: nested(depth - 1) }),
      kind: 'ab'[depth % 2],
    });
    return [node, nested];
  },
  'a union that nothing tells apart': (leaf) => {
    const node: z.ZodType = z.lazy(() =>
      z.union([z.object({ leaf, child: node.optional() }), z.object({ other: z.number() })]),
    );
    const nested = (depth: number): unknown => ({
      leaf: 'x',
      ...(depth > 1 && { child: nested(depth - 1) }),
    });
    return [node, nested];
  },
  'an intersection': (leaf) => {
    const node: z.ZodType = z.lazy(() =>
      z.object({ leaf }).and(z.object({ child: node.optional() })),
    );
    const nested = (depth: number): unknown => ({
      leaf: 'x',
      ...(depth > 1 && { child: nested(depth - 1) }),
    });
    return [node, nested];
  },
};

test.each(Object.entries(nests))('every level of %s is asked once, right or wrong', (_, nest) => {
  for (const depth of [20, 80]) {
    for (const isRight of [true, false]) {
      const { calls, watch } = counter();
      const leaf = z.string().refine((text) => watch('leaf')() && (isRight || text === 'y'));
      const [schema, nested] = nest(leaf);
      read(schema, JSON.stringify(nested(depth)));
      expect(calls.get('leaf')).toBe(depth);
    }
  }
});

test('a rule that needs a promise is begun once while an answer is read, however many fields and containers have it', () => {
  const { calls, watch } = counter();
  const slow = z.string().refine(async () => watch('slow')());
  const list = z.object({ list: z.array(z.union([slow, z.object({ slow })])) });
  read(
    z.array(list),
    `[${Array(5)
      .fill(`{"list":[${Array(50).fill('{"slow":"x"}').join()}]}`)
      .join()}]`,
  );
  expect(calls.get('slow')).toBe(1);
});

test('a key that comes again and decides the same leaves what was checked as it is', () => {
  const asked = (depth: number) => {
    const { calls, watch } = counter();
    const node: z.ZodType = z.lazy(() =>
      z.discriminatedUnion('kind', [
        z.object({
          kind: z.literal('a'),
          leaf: z.number().refine(watch('leaf')),
          child: node.optional(),
        }),
        z.object({ kind: z.literal('b') }),
      ]),
    );
    const end = '"kind":"a"}';
    read(
      node,
      `${'{"kind":"a","leaf":1,"child":'.repeat(depth)}{"kind":"b"}${`,${end}`.repeat(depth)}`,
    );
    return calls.get('leaf');
  };
  expect([asked(10), asked(40)]).toEqual([10, 40]);
});

test('work grows with the text, whatever a union makes of repeated keys', () => {
  const asked = (size: number) => {
    const { calls, watch } = counter();
    const schema = z.discriminatedUnion('kind', [
      z.looseObject({ kind: z.literal('a') }).catchall(z.number().refine(watch('child'))),
      z.looseObject({ kind: z.literal('b') }).catchall(z.number().refine(watch('child'))),
    ]);
    const fields = Array.from({ length: size }, (_, index) => `"k${index}":${index}`);
    const kinds = Array.from({ length: size }, (_, index) => `"kind":"${index % 2 ? 'a' : 'b'}"`);
    read(schema, `{${[...fields, ...kinds].join(',')}}`);
    return calls.get('child') ?? 0;
  };
  expect(asked(80)).toBeLessThanOrEqual(2 * asked(40) + 4);
});
