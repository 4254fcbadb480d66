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

test('a schema that needs a promise is asked synchronously once, however many fields it has', () => {
  const { calls, watch } = counter();
  const slow = z.string().refine(async () => watch('slow')());
  read(z.object({ list: z.array(slow) }), JSON.stringify({ list: Array(50).fill('x') }));
  expect(calls.get('slow')).toBeLessThanOrEqual(3);
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
