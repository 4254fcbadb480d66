import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createInstantParser } from '../../src/index.js';
import { splitText } from '../../src/testing/index.js';

const number = z.object({ b: z.number() });

/** Schemas that let code of their user's, or values nobody checks, near a container whose fields were checked. */
const cases: readonly (readonly [name: string, schema: z.ZodType, value: unknown])[] = [
  ['what a catch gives back', number.catch((caught) => caught.input as { b: number }), { b: 'x' }],
  [
    'what a catch gives back of a value',
    number.catch((caught) => caught.value as { b: number }),
    { b: 'x' },
  ],
  [
    'a catch inside',
    z.object({ a: number.catch((caught) => caught.input as { b: number }), c: z.coerce.number() }),
    { a: { b: 'x' }, c: '5' },
  ],
  [
    'a catch of a tuple',
    z.tuple([z.number(), z.string()]).catch((caught) => caught.input as [number, string]),
    ['x', 1],
  ],
  [
    'a catch of a record',
    z.record(z.string(), z.number()).catch((caught) => caught.input as Record<string, number>),
    { n: 'x' },
  ],
  ['a catch that looks at nothing', number.catch({ b: 7 }), { b: 'x' }],
  [
    'keys that a loose record lets pass',
    z.looseRecord(z.string().regex(/^n_/), z.coerce.number()),
    { n_a: '5', name: 'Bob' },
  ],
  [
    'a rule beside what is wrong',
    z.array(z.number()).refine((list) => list.every((item) => typeof item !== 'object')),
    [1, 'x', 3],
  ],
];

describe('code in a schema sees values and never how they are kept', () => {
  test.each(cases)('%s', (_, schema, value) => {
    const whole = schema.safeParse(value);
    for (const size of [1, 3, Number.POSITIVE_INFINITY]) {
      const parser = createInstantParser({ schema });
      const chunks = splitText(JSON.stringify(value), { size: Math.min(size, 1000) });
      const events = chunks.flatMap((chunk) => parser.feed(chunk));
      parser.end();
      const { output } = parser;
      if (whole.success) expect(output).toEqual({ status: 'valid', value: whole.data });
      else {
        expect(output).toMatchObject({
          status: 'invalid',
          issues: whole.error.issues.map(({ path, message }) => ({ path, message })),
        });
      }
      expect(JSON.stringify(events)).not.toContain('"verdict"');
    }
  });
});

test('issues deep down are those the schema raises on the whole, in its order', () => {
  const Branch: z.ZodType = z.lazy(() =>
    z.object({
      name: z.string().min(2, 'too short'),
      list: z.array(z.number()),
      child: Branch.optional(),
    }),
  );
  const value = {
    name: 'a',
    list: ['x', 1],
    child: { name: 'ab', list: [1], child: { name: '', list: ['y', 'z'], child: { name: 'ok' } } },
  };
  const parser = createInstantParser({ schema: Branch });
  const events = [...parser.feed(JSON.stringify(value)), ...parser.end()];
  const issues = Branch.safeParse(value).error?.issues.map(({ path, message }) => ({
    path,
    message,
  }));
  expect(parser.output).toMatchObject({ status: 'invalid', issues });
  const child = events.find((event) => event.type === 'invalid' && event.path === 'child');
  expect(child).toMatchObject({
    issues: [
      { path: 'child.child.name', message: 'too short' },
      { path: 'child.child.list[0]' },
      { path: 'child.child.list[1]' },
      { path: 'child.child.child.list' },
    ],
  });
});

test('a message about a union may say what each option found wrong, as zod has it', () => {
  const inner = z.union([z.object({ kind: z.literal('a'), n: z.number() }), z.string()], {
    error: (issue) => JSON.stringify([issue.input, issue.errors ?? null]),
  });
  const schema = z.array(
    z.union([z.object({ kind: z.literal('c'), inner }), z.object({ kind: z.literal('d') })], {
      error: (issue) => JSON.stringify([issue.input, issue.errors ?? null]),
    }),
  );
  const value = [{ inner: { kind: 'a', n: 'x' }, kind: 'c' }];
  for (const written of [value, [{ kind: 'c', inner: value[0]?.inner }]]) {
    const parser = createInstantParser({ schema });
    parser.feed(JSON.stringify(written));
    const issues = schema.safeParse(written).error?.issues;
    expect(parser.output).toMatchObject({
      status: 'invalid',
      issues: issues?.map(({ path, message }) => ({ path, message })),
    });
  }
});
