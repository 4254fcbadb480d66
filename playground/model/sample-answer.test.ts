import { expect, it } from 'vitest';
import { z } from 'zod';
import { recipes } from '../recipes/index.js';
import { readAnswerSchema } from '../schema/read-answer-schema.js';
import { firstOwn } from '../shared/own.js';
import { sampleAnswer } from './sample-answer.js';

const Each = z.object({
  long: z.string().min(200),
  short: z.string().max(3),
  link: z.url(),
  mail: z.email(),
  few: z.array(z.boolean()).max(1),
  many: z.array(z.literal(7)).min(5),
  small: z.number().min(0).max(1),
  over: z.int().positive().min(90),
  either: z.union([z.object({ a: z.null() }), z.number()]),
  by: z.record(z.string(), z.enum(['x', 'y'])),
  none: z.string().nullable(),
  usual: z.number().default(3),
  shape: z.discriminatedUnion('is', [
    z.object({ is: z.literal('round'), radius: z.number() }),
    z.object({ is: z.literal('square'), side: z.number() }),
  ]),
});

const schemas: readonly (readonly [name: string, schema: z.ZodType])[] = [
  ['every kind of field', Each],
  ['what the page begins with', readAnswerSchema(firstOwn.notation)],
  ...recipes.map(({ id, schema }) => [id, schema] as const),
];

const nested = (levels: number, end: string) =>
  `z.object({ a: ${'z.array('.repeat(levels)}z.string()${end.repeat(levels)}, b: z.string() })`;

const doubled = Array.from(
  { length: 10 },
  (_, level) => `const A${level + 1} = z.object({ a: A${level}, b: A${level} });`,
);

it.each([
  ['lists of lists with many items', nested(3, ').min(50)')],
  ['thirty lists in each other', nested(30, ')')],
  ['objects that double what was named before', `const A0 = z.string();${doubled.join('')}`],
  ['a text used often', `const T = z.literal('${'x'.repeat(9000)}'); z.object({ a: z.array(T) })`],
])('an answer to a short schema is not long: %s', (_, notation) => {
  const text = sampleAnswer(readAnswerSchema(notation));
  expect(JSON.stringify(JSON.parse(text)).length).toBeLessThan(20_000);
  expect(text.length).toBeGreaterThan(100);
});

it('of an answer that would be too long the lists are cut short', () => {
  const schema = readAnswerSchema(nested(3, ').min(50)'));
  const { a, b } = JSON.parse(sampleAnswer(schema)) as { a: string[][][]; b: string };
  expect(a.length).toBeLessThan(50);
  expect(a[0]?.[0]?.[0]).toMatch(/\w/);
  expect(b).toMatch(/\w/);
});

it.each(schemas)('an answer made up for %s fits', (_, schema) => {
  const text = sampleAnswer(schema);
  expect(schema.safeParse(JSON.parse(text)).error?.issues).toBeUndefined();
  expect(sampleAnswer(schema)).toBe(text);
});
