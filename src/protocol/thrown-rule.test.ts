import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createInstantParser, createSchemaReader, type InstantEvent, leastItems } from './index.js';

const bug = new Error('secret internals');
const explode = () => {
  throw bug;
};

const THREW = 'A function of the schema threw an error.';

/** What was told of complete fields: the value, or what is wrong and where. */
function tell(event: InstantEvent): readonly (readonly [path: string, what: unknown])[] {
  if (event.type === 'done') return [[event.path, event.value]];
  if (event.type !== 'invalid') return [];
  return [[event.path, event.issues.map(({ path, message }) => `${path}: ${message}`)]];
}

function read(schema: z.ZodType, text: string) {
  const parser = createInstantParser({ schema });
  const events = [...parser.feed(text), ...parser.end()];
  return { told: events.flatMap(tell), last: events.at(-1), output: parser.output, events };
}

describe('a function of the schema that throws', () => {
  const rules = {
    refine: z.string().refine(explode),
    check: z.string().check(explode),
    transform: z.string().transform(explode),
    preprocess: z.preprocess(explode, z.string()),
    'refine, as an optional field': z.string().refine(explode).optional(),
    'refine, with something to catch': z.string().refine(explode).catch('x'),
  };

  test.each(Object.entries(rules))('makes its field invalid: %s', (_, rule) => {
    const { told, last, output } = read(z.object({ a: rule, b: z.string() }), '{"a":"x","b":"y"}');
    expect(told).toEqual([
      ['a', [`a: ${THREW}`]],
      ['b', 'y'],
      ['', [`a: ${THREW}`]],
    ]);
    expect(last).toMatchObject({ type: 'end', outcome: 'complete' });
    expect(output).toEqual({ status: 'invalid', issues: [{ path: ['a'], message: THREW }] });
  });

  test('makes the container invalid whose rule it is, and those around it', () => {
    const line = z.object({ n: z.number() }).refine(explode);
    const { told } = read(z.object({ lines: z.array(line) }), '{"lines":[{"n":1}]}');
    expect(told).toEqual([
      ['lines[0].n', 1],
      ['lines[0]', [`lines[0]: ${THREW}`]],
      ['lines', [`lines[0]: ${THREW}`]],
      ['', [`lines[0]: ${THREW}`]],
    ]);
  });

  test('is told beside what else is wrong', () => {
    const schema = z.object({ a: z.string().refine(explode), b: z.number() });
    expect(read(schema, '{"a":"x","b":"y"}').told.at(-1)).toEqual([
      '',
      [`a: ${THREW}`, 'b: Invalid input: expected number, received string'],
    ]);
  });

  const around = {
    catch: (inner: z.ZodType) => z.object({ a: inner }).catch({ a: 'caught' }),
    union: (inner: z.ZodType) => z.union([z.object({ a: inner }), z.string()]),
    refine: (inner: z.ZodType) => z.object({ a: inner }).refine(() => true),
    transform: (inner: z.ZodType) => z.object({ a: inner }).transform(() => 'else'),
    record: (inner: z.ZodType) => z.record(z.string(), inner),
  };

  test.each(Object.entries(around))('is caught by nothing around it, as in zod: %s', (_, wrap) => {
    const schema = z.object({ o: wrap(z.string().refine(explode)) });
    expect(() => schema.safeParse({ o: { a: 'x' } })).toThrow(bug);
    expect(read(schema, '{"o":{"a":"x"}}').told).toEqual([
      ['o.a', [`o.a: ${THREW}`]],
      ['o', [`o.a: ${THREW}`]],
      ['', [`o.a: ${THREW}`]],
    ]);
  });

  test('is known at once, whatever a promise beside it will say', () => {
    const slow = z.string().refine(async () => true);
    const schema = z.object({ slow, a: z.string().refine(explode) }).refine(() => true);
    expect(read(schema, '{"slow":"s","a":"x"}').told).toEqual([
      ['slow', 's'],
      ['a', [`a: ${THREW}`]],
      ['', [`a: ${THREW}`]],
    ]);
  });

  test('is reached by the cause of its issue, which no JSON and no copy has', () => {
    const { events, output } = read(z.object({ a: rules.refine }), '{"a":"x"}');
    const issues = events.flatMap((event) => (event.type === 'invalid' ? event.issues : []));
    expect(issues.map(({ cause }) => cause)).toEqual([bug, bug]);
    expect(output?.status === 'invalid' && output.issues[0]?.cause).toBe(bug);
    expect(JSON.stringify(issues)).toBe(JSON.stringify(issues.map((issue) => ({ ...issue }))));
    expect(Object.keys(issues[0] ?? {})).toEqual(['path', 'message']);
  });

  test('of a schema that is asked about the whole answer makes the root invalid', () => {
    const schema = { '~standard': { version: 1, vendor: 'x', validate: explode } } as const;
    const parser = createInstantParser({ schema });
    expect(parser.feed('{"a":1}').flatMap(tell)).toEqual([
      ['a', 1],
      ['', [`: ${THREW}`]],
    ]);
  });

  test('does so in a reader of events, and not in those that travel', () => {
    const parser = createInstantParser();
    const reader = createSchemaReader({ schema: z.object({ a: rules.refine }) });
    const raw = createSchemaReader({});
    const told = reader.read(parser.feed('{"a":"x"}'));
    expect(told.flatMap(tell)).toContainEqual(['a', [`a: ${THREW}`]]);
    expect(raw.read(told).flatMap(tell)).toEqual([
      ['a', 'x'],
      ['', { a: 'x' }],
    ]);
  });
});

test('a schema of another copy of zod that needs a promise is waited for, and has not thrown', () => {
  const other = new Error(
    'Encountered Promise during synchronous parse. Use .parseAsync() instead.',
  );
  const rule = z.string().refine(() => {
    throw other;
  });
  expect(read(z.object({ a: rule }), '{"a":"x"}').output?.status).toBe('unchecked');
});

describe('a getter of a schema that throws', () => {
  const broken: z.ZodType = z.lazy(explode);
  const getter = z.object({
    get a() {
      return explode();
    },
  }) as z.ZodType;

  const schemas = {
    'a field': z.object({ a: broken, b: z.string() }),
    'an optional field': z.object({ a: broken.optional(), b: z.string() }),
    'an item': z.object({ a: z.array(broken), b: z.string() }),
    'the option of a union': z.object({ a: z.union([broken, z.object({})]), b: z.string() }),
    'the item of a tuple': z.object({ a: z.tuple([broken, broken]), b: z.string() }),
    'the value of a record': z.record(z.string(), broken),
    'the field of an object': z.object({ a: getter, b: z.string() }),
    'the answer': broken,
    'an object that is the answer': getter,
    'options that are the answer': z.union([broken, getter]),
  };

  test.each(Object.entries(schemas))('makes invalid what it describes: %s', (_, schema) => {
    for (const a of ['{"x":1}', '["x"]', '"x"', '1']) {
      const { told, last, output } = read(schema, `{"b":"y","a":${a}}`);
      expect(told.map(([path]) => path)).toEqual(expect.arrayContaining(['b', '']));
      expect(last).toMatchObject({ type: 'end', outcome: 'complete' });
      expect(output?.status).toBe('invalid');
    }
    expect(read(schema, '{"b":"y"} {"b":"y"}').output?.status).toBeDefined();
  });

  test('has an error as its cause, beside what else was told; not always its own, which zod forgets', () => {
    const { told, output } = read(schemas['a field'], '{"b":"y","a":{"x":1}}');
    expect(told).toEqual([
      ['b', 'y'],
      ['a.x', 1],
      ['a', [`a: ${THREW}`]],
      ['', [`a: ${THREW}`]],
    ]);
    expect(output?.status === 'invalid' && output.issues[0]?.cause).toBeInstanceOf(Error);
  });

  test('says nothing of how many items there will be', () => {
    expect(leastItems(schemas['an item'], 'a')).toBe(0);
    expect(leastItems(schemas['a field'], 'a')).toBe(0);
  });
});
