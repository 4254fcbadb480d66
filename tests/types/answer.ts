// In: nothing. Out: the schemas of a realistic answer: sixty fields on five levels, a union, a record, a tuple, a recursion.
// Compiled and never run; the compiler's work on it alone is what the work with typed paths is compared to.
// Knows nothing of Fieldwise.

import { z } from 'zod';

const Money = z.object({ amount: z.number(), currency: z.enum(['EUR', 'NOK', 'USD']) });

const Person = z.object({
  name: z.string(),
  email: z.string().optional(),
  role: z.enum(['author', 'editor', 'reviewer']),
  employer: z.object({ name: z.string(), city: z.string().nullable(), founded: z.number() }),
});

const Block = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string(), style: z.enum(['body', 'lead']) }),
  z.object({ kind: z.literal('quote'), text: z.string(), source: Person.optional() }),
  z.object({ kind: z.literal('image'), src: z.string(), size: z.tuple([z.number(), z.number()]) }),
  z.object({ kind: z.literal('table'), rows: z.array(z.array(z.string())), caption: z.string() }),
]);

const Section = z.object({
  heading: z.string(),
  summary: z.string().default(''),
  blocks: z.array(Block),
  notes: z.array(z.object({ at: z.number(), text: z.string(), by: Person })),
});

const Comment = z.object({
  text: z.string(),
  by: Person,
  likes: z.number(),
  get replies() {
    return z.array(Comment);
  },
});

/** A tree by hand, as it is written for `z.lazy`. */
export interface Topic {
  name: string;
  weight?: number | undefined;
  left: Topic | null;
  right: Topic | null;
  related: Topic[];
}

const Topic: z.ZodType<Topic> = z.lazy(() =>
  z.object({
    name: z.string(),
    weight: z.number().optional(),
    left: Topic.nullable(),
    right: Topic.nullable(),
    related: z.array(Topic),
  }),
);

export const Report = z.object({
  title: z.string(),
  subtitle: z.string().optional(),
  abstract: z.string(),
  language: z.string().length(2),
  publishedAt: z.string().transform((text) => new Date(text)),
  wordCount: z.number().int(),
  isDraft: z.boolean(),
  keywords: z.array(z.string()),
  author: Person,
  reviewers: z.array(Person),
  budget: Money,
  spent: Money.nullable(),
  forecast: z.array(z.object({ year: z.number(), low: Money, high: Money })),
  sections: z.array(Section),
  appendix: Section.optional(),
  metrics: z.record(z.string(), z.object({ value: z.number(), unit: z.string() })),
  ratings: z.record(z.enum(['clarity', 'depth', 'novelty']), z.number()),
  range: z.tuple([z.number(), z.number()], z.string()),
  'reading-time': z.number(),
  'license.name': z.string(),
  comments: z.array(Comment),
  topics: Topic,
  extra: z.unknown(),
  checksum: z.string().brand<'Checksum'>(),
});
export type Report = z.infer<typeof Report>;
