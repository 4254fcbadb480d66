import { expect, test } from 'vitest';
import { z } from 'zod';
import { createInstantParser } from './index.js';

const shape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('a'), n: z.number() }),
  z.object({ type: z.literal('b'), s: z.string() }),
]);

/** What was told, but for beginnings; and what is wrong in the end, which must be what zod says of the whole. */
function read(schema: z.ZodType, text: string): readonly string[] {
  const parser = createInstantParser({ schema });
  const events = [...text].flatMap((character) => parser.feed(character));
  const { error } = schema.safeParse(JSON.parse(text));
  const { output } = parser;
  expect(output?.status === 'invalid' ? output.issues : []).toEqual(
    (error?.issues ?? []).map(({ path, message }) => ({ path, message })),
  );
  return events.flatMap(({ type, ...event }) =>
    'path' in event && type !== 'start' && type !== 'delta' ? [`${type} ${event.path}`.trim()] : [],
  );
}

test('a discriminator of no option is told once, and as invalid', () => {
  expect(read(shape, '{"type":"nope","n":1}')).toEqual(['invalid type', 'done n', 'invalid']);
  expect(read(shape, '{"n":1,"type":"nope"}')).toEqual(['done n', 'invalid type', 'invalid']);
  expect(read(shape, '{"type":5}')).toEqual(['invalid type', 'invalid']);
});

test.each([
  ['a list', z.object({ u: z.array(shape) }), '{"u":[{"type":"nope"}]}', 'u[0]'],
  ['an optional field', z.object({ u: shape.optional() }), '{"u":{"type":"nope"}}', 'u'],
  ['a rule', z.object({ u: shape.refine(() => true) }), '{"u":{"type":"nope"}}', 'u'],
  ['a transform', z.object({ u: shape.transform(String) }), '{"u":{"type":"nope"}}', 'u'],
  [
    'another union',
    z.object({ u: z.discriminatedUnion('type', [shape, z.object({ type: z.literal('c') })]) }),
    '{"u":{"type":"nope"}}',
    'u',
  ],
])('so it is inside %s', (_, schema, text, path) => {
  expect(read(schema, text).slice(0, 2)).toEqual([`invalid ${path}.type`, `invalid ${path}`]);
});

test('one that comes again has the last word', () => {
  const told = ['invalid type', 'done n', 'replaced type', 'done type', 'done'];
  expect(read(shape, '{"type":"nope","n":1,"type":"a"}')).toEqual(told);
});

test('what catches the union has the last word on its fields', () => {
  const schema = z.object({ u: shape.catch({ type: 'a', n: 5 }) });
  const parser = createInstantParser({ schema });
  parser.feed('{"u":{"type":"nope","n":1}}');
  expect(parser.output).toEqual({ status: 'valid', value: { u: { type: 'a', n: 5 } } });
});

test('a union that falls back to its options is asked as a whole', () => {
  const options = [z.object({ type: z.literal('a') }), z.object({ type: z.literal('b') })] as const;
  const schema = z.discriminatedUnion('type', options, { unionFallback: true });
  expect(read(schema, '{"type":"nope"}').at(-1)).toBe('invalid');
});
