import { expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { createInstantParser, type InstantParser, type StreamPolicies } from './index.js';

const schema = z.object({
  title: z.string(),
  items: z.array(z.object({ name: z.string(), tags: z.array(z.string()) })),
  byKey: z.record(z.string(), z.object({ text: z.string() })),
});
type Answer = z.infer<typeof schema>;
declare const key: string;

test('policies are of paths and patterns of the answer', () => {
  createInstantParser({
    schema,
    policies: {
      title: 'word',
      'items[*]': { until: 'name' },
      'items[*].tags[*]': 'done',
      'items[0].name': 'sentence',
      'byKey.a.text': 'delta',
      '': 'done',
    },
  });
  // @ts-expect-error -- the answer has no such field
  createInstantParser({ schema, policies: { titel: 'word' } });
  // @ts-expect-error -- an item has no such field
  createInstantParser({ schema, policies: { 'items[*].nam': 'word' } });
  // @ts-expect-error -- no policy
  createInstantParser({ schema, policies: { title: 'words' } });
});

test('policies do not say what the answer is', () => {
  const parser = createInstantParser({ schema, policies: { title: 'word' } });
  expectTypeOf(parser).toEqualTypeOf<InstantParser<Answer>>();
});

test('policies without a schema are of anything', () => {
  createInstantParser({ policies: { 'any[*].path': 'word' } });
  expectTypeOf<StreamPolicies<Answer>>().toExtend<StreamPolicies>();
});

test('policies that only the running program knows can be passed', () => {
  const policies: StreamPolicies = { [key]: 'done' };
  createInstantParser({ schema, policies });
});

const kinds = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('found'), items: z.array(z.object({ name: z.string() })) }),
  z.object({ kind: z.literal('none'), why: z.string() }),
]);

test('policies are of every option of an answer that is a union', () => {
  createInstantParser({
    schema: kinds,
    policies: { kind: 'done', why: 'word', 'items[*].name': 'sentence', 'items[0].name': 'done' },
  });
  createInstantParser({
    schema: z.union([z.object({ a: z.string() }), z.array(z.object({ b: z.string() }))]),
    policies: { a: 'word', '[*].b': 'word' },
  });
  createInstantParser({
    schema: schema.or(z.object({ problem: z.string() })),
    policies: { title: 'word', problem: 'word', 'items[*].tags[*]': 'done' },
  });
  // @ts-expect-error -- no option has such a field
  createInstantParser({ schema: kinds, policies: { who: 'word' } });
  // @ts-expect-error -- an item has no such field
  createInstantParser({ schema: kinds, policies: { 'items[*].nam': 'word' } });
});

test('policies are of what an answer is when it is not null', () => {
  createInstantParser({ schema: schema.nullable(), policies: { title: 'word', '': 'done' } });
  createInstantParser({ schema: schema.nullish(), policies: { 'items[*].name': 'word' } });
  createInstantParser({ schema: kinds.nullable(), policies: { why: 'word' } });
  // @ts-expect-error -- the answer has no such field
  createInstantParser({ schema: schema.nullable(), policies: { titel: 'word' } });
});
