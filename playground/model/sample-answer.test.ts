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

it.each(schemas)('an answer made up for %s fits', (_, schema) => {
  const text = sampleAnswer(schema);
  expect(schema.safeParse(JSON.parse(text)).error?.issues).toBeUndefined();
  expect(sampleAnswer(schema)).toBe(text);
});
