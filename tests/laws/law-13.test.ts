import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  createFrameDecoder,
  createFrameEncoder,
  createInstantParser,
  createSnapshot,
  fieldState,
  formatPath,
  parsePath,
  reduceInstants,
  toPointer,
} from '../../src/index.js';
import { cut, hostileKeys } from './arbitraries.js';
import { parseNatively } from './parse-natively.js';
import { fieldEvents, parseChunks } from './parsing.js';
import { runs } from './runs.js';

const LAW =
  "Law 13. Hostile keys (`__proto__`, `constructor`, `''`, `0`, `a.b`, `[0]`) are ordinary data.";

const key = fc.oneof(fc.constantFrom(...hostileKeys), fc.string({ unit: 'binary', maxLength: 5 }));

test(LAW, () => {
  const prototypeBefore = Reflect.ownKeys(Object.prototype);
  fc.assert(
    fc.property(
      fc.array(key, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 7 }),
      (keys, size) => {
        const text = keys.reduceRight(
          (inner, each) => `{${JSON.stringify(each)}:[${inner},{"polluted":1}]}`,
          '"leaf"',
        );
        const { events, parser } = parseChunks(cut(text, [size]));
        const native = parseNatively(text);
        expect(parser.value).toEqual(native);
        expect(JSON.stringify(parser.value)).toBe(JSON.stringify(native));

        const snapshot = reduceInstants(createSnapshot(), events);
        expect(JSON.stringify(snapshot.value)).toBe(JSON.stringify(native));

        const path = keys.flatMap((each) => [each, 0]);
        expect(fieldState(snapshot, path)).toMatchObject({ value: 'leaf', status: 'complete' });

        const decoder = createFrameDecoder();
        const decoded = decoder.decode(createFrameEncoder().encode(events));
        expect(JSON.stringify(reduceInstants(createSnapshot(), decoded).value)).toBe(
          JSON.stringify(native),
        );
      },
    ),
    runs(3000),
  );
  expect(Reflect.ownKeys(Object.prototype)).toEqual(prototypeBefore);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test('Every path reads back as the same segments, and no two paths are written alike', () => {
  const path = fc.array(fc.oneof(key, fc.nat({ max: 99 })), { maxLength: 5 });
  fc.assert(
    fc.property(path, path, (one, two) => {
      expect(parsePath(formatPath(one))).toEqual(one);
      expect(formatPath(one) === formatPath(two)).toBe(JSON.stringify(one) === JSON.stringify(two));
    }),
    runs(3000),
  );
});

test('An inherited property is not a field', () => {
  const snapshot = reduceInstants(createSnapshot(), parseChunks(['{"a":{}}']).events);
  for (const inherited of [
    'constructor',
    'toString',
    '__proto__',
    'a.constructor',
    'a.hasOwnProperty',
  ]) {
    expect(fieldState(snapshot, parsePath(inherited)).status).toBe('missing');
  }
});

test('Paths of hostile documents are written unambiguously', () => {
  const paths = fieldEvents(parseChunks(['{"a.b":[{"":1,"0":2}]}']).events).map(
    (event) => event.path,
  );
  expect(new Set(paths)).toEqual(
    new Set(['', '["a.b"]', '["a.b"][0]', '["a.b"][0][""]', '["a.b"][0]["0"]']),
  );
  expect(toPointer('["a/b"][0]["c~d"]')).toBe('/a~1b/0/c~0d');
});

test('A field of such a name is to its schema what the schema makes of the whole text', () => {
  const names = ['toString', 'hasOwnProperty', 'valueOf', 'constructor', '__proto__'];
  const children = {
    text: z.string(),
    anything: z.any(),
    optional: z.string().optional(),
    default: z.string().default('d'),
    coerced: z.coerce.number(),
    transformed: z.any().transform((value) => typeof value),
  };
  const flavours: readonly ((shape: z.ZodRawShape) => z.ZodType)[] = [
    (shape) => z.object(shape),
    (shape) => z.strictObject(shape),
    (shape) => z.looseObject(shape),
    (shape) => z.object(shape).catchall(z.coerce.number()),
    (shape) => z.object({}).catchall(Object.values(shape)[0] ?? z.any()),
    (shape) => z.object(shape).refine(() => true),
    (shape) => z.record(z.enum(Object.keys(shape)), Object.values(shape)[0] ?? z.any()),
    (shape) => z.record(z.string(), Object.values(shape)[0] ?? z.any()),
  ];
  for (const [name, child, flavour] of product(names, Object.entries(children), flavours)) {
    const [description, field] = child;
    const schema = flavour(Object.fromEntries([[name, field]]));
    const written = JSON.stringify(name);
    for (const text of ['{}', `{${written}:"1"}`, `{${written}:null}`, `{"a":1,${written}:"x"}`]) {
      const parser = createInstantParser({ schema });
      const events = [...parser.feed(text), ...parser.end()];
      const { value } = reduceInstants(createSnapshot(), events);
      const { success, data, error } = schema.safeParse(JSON.parse(text));
      const issues = error?.issues.map(({ path, message }) => ({ path, message }));
      const output = success ? { status: 'valid', value: data } : { status: 'invalid', issues };
      const about = `${schema.type} with ${name} (${description}) of ${text}`;
      expect({ about, output: parser.output }).toEqual({ about, output });
      if (success) expect({ about, value }).toEqual({ about, value: data });
    }
  }
});

function product<A, B, C>(as: readonly A[], bs: readonly B[], cs: readonly C[]) {
  return as.flatMap((a) => bs.flatMap((b) => cs.map((c) => [a, b, c] as const)));
}

test('A schema that freezes what it reads is not given the prototype of all objects', () => {
  const schema = z.object(Object.fromEntries([['__proto__', z.any().readonly()]]));
  const parser = createInstantParser({ schema, strict: true });
  parser.feed('{}');
  expect(parser.output?.status).toBe('valid');
  expect(Object.isFrozen(Object.prototype)).toBe(false);
});
