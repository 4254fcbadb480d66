// In: the name of a corpus. Out: the schema an application would write for it.
// Knows nothing of how it is used.

import { z } from 'zod';
import type { InstantParserOptions } from '../src/index.js';

type Schema = NonNullable<InstantParserOptions['schema']>;

const text = z.string();
const number = z.number();

const item = z.object({
  id: number,
  name: text,
  description: text,
  price: number,
  inStock: z.boolean(),
  rating: number.nullable(),
  tags: z.array(text),
  size: z.object({ width: number, height: number }),
});

const section = z.object({
  id: text,
  heading: text,
  paragraphs: z.array(text),
  tags: z.array(text),
  figures: z.object({ pages: number, score: number, draft: z.boolean(), note: z.null() }),
});

const level = z.object({
  level: number,
  get next() {
    return z.tuple([number, z.union([level, text])]);
  },
});

const SCHEMAS: Readonly<Record<string, Schema>> = {
  bullets: z.object({ title: text, items: z.array(text) }),
  report: z.object({
    title: text,
    author: z.object({ name: text, verified: z.boolean() }),
    sections: z.array(section),
  }),
  objects: z.object({ items: z.array(item) }),
  long: z.object({ articles: z.array(text) }),
  deep: level,
  escapes: z.object({ rows: z.array(text) }),
  numbers: z.object({ rows: z.array(z.array(number)) }),
};

/** The schema of a corpus, by the first word of its name. */
export function schemaOf(corpus: string): Schema {
  const schema = SCHEMAS[corpus.split(' ')[0] ?? ''];
  if (schema === undefined) throw new RangeError(`There is no schema for ${corpus}.`);
  return schema;
}
