import type { StandardSchemaV1 } from '@standard-schema/spec';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createAgent } from '../../src/agent/index.js';
import { createInstantRun } from '../../src/client/index.js';
import {
  createInstantParser,
  createSnapshot,
  fieldState,
  reduceInstants,
} from '../../src/index.js';
import { createInstantRoute } from '../../src/server/index.js';

type Schema = StandardSchemaV1<unknown, unknown>;

const Valibot = v.object({
  title: v.pipe(v.string(), v.minLength(3, 'short')),
  price: v.pipe(v.string(), v.transform(Number)),
  items: v.array(v.object({ name: v.string('no text') })),
  note: v.optional(v.string(), 'none'),
});
const Zod = z.object({
  title: z.string().min(3, 'short'),
  price: z.string().transform(Number),
  items: z.array(z.object({ name: z.string('no text') })),
  note: z.string().default('none'),
});
/** The same as any library has it that knows how to wait. */
const later = (schema: Schema): Schema => ({
  '~standard': {
    version: 1,
    vendor: 'later',
    validate: async (value) => schema['~standard'].validate(value),
  },
});
/** Nothing of zod but what the standard asks for. */
const standardOnly = (schema: Schema): Schema => ({ '~standard': schema['~standard'] });

const GOOD = '{"title":"Tea","price":"12","items":[{"name":"a"}]}';
const OUTPUT = { title: 'Tea', price: 12, items: [{ name: 'a' }], note: 'none' };
const BAD = '{"title":"Te","price":"12","items":[{"name":5},{"name":"b"}]}';
const ISSUES = [
  { path: ['title'], message: 'short' },
  { path: ['items', 0, 'name'], message: 'no text' },
];
const STATES = {
  title: 'invalid',
  price: 'complete',
  'items[0].name': 'invalid',
  'items[0]': 'invalid',
  'items[1]': 'complete',
  items: 'invalid',
  '': 'invalid',
};

function runOf(schema: Schema, text: string) {
  async function* open() {
    yield* createInstantParser().feed(text);
    yield { type: 'end', outcome: 'complete', incomplete: [] } as const;
  }
  return createInstantRun({ schema, transport: { open } });
}

describe.each([
  ['valibot', Valibot],
  ['zod, as any Standard Schema', standardOnly(Zod)],
])('a schema of %s', (_, schema: Schema) => {
  test('makes of a whole answer what its library does', () => {
    const parser = createInstantParser({ schema });
    const events = parser.feed(GOOD);
    expect(parser.output).toEqual({ status: 'valid', value: OUTPUT });
    expect(events.at(-1)).toMatchObject({ type: 'done', path: '', value: OUTPUT });
  });

  test('says of every field inside which is wrong, when the answer closes', () => {
    const parser = createInstantParser({ schema });
    const events = parser.feed(BAD);
    expect(parser.output).toEqual({ status: 'invalid', issues: ISSUES });
    const snapshot = reduceInstants(createSnapshot(), events);
    const states = Object.keys(STATES).map((path) => [path, fieldState(snapshot, path).status]);
    expect(Object.fromEntries(states)).toEqual(STATES);
    expect(fieldState(snapshot, 'items').issues).toEqual([
      { path: 'items[0].name', message: 'no text' },
    ]);
    const told = events.flatMap(({ type, path }) => (type === 'invalid' ? [path] : []));
    expect(told).toEqual(['title', 'items[0].name', 'items[0]', 'items', '']);
  });

  test.each([
    ['at once', schema],
    ['later', later(schema)],
  ])('decides a run’s data and fields, %s', async (__, asked) => {
    expect(await runOf(asked, GOOD).submit(null)).toMatchObject({
      status: 'complete',
      data: OUTPUT,
      partial: OUTPUT,
    });
    const run = runOf(asked, BAD);
    const { error, data } = await run.submit(null);
    expect({ code: error?.code, issues: error?.issues, data }).toEqual({
      code: 'invalid-output',
      issues: ISSUES,
      data: undefined,
    });
    const states = Object.keys(STATES).map((path) => [path, run.getField(path).status]);
    expect(Object.fromEntries(states)).toEqual(STATES);
  });

  test.each([
    ['at once', schema],
    ['later', later(schema)],
  ])('checks what a route is asked and what it answers, %s', async (__, asked) => {
    const seen: unknown[] = [];
    const { POST } = createInstantRoute({
      input: asked,
      output: asked,
      async *run({ input }) {
        seen.push(input);
        yield* createInstantParser().feed(seen.length === 1 ? GOOD : BAD);
      },
      onError: () => {},
    });
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    const ask = async (body: string) => {
      const response = await POST(new Request('http://x/', { method: 'POST', headers, body }));
      return [response.status, await response.json()];
    };
    expect(await ask(BAD)).toMatchObject([422, { error: { issues: ISSUES } }]);
    expect(await ask(GOOD)).toEqual([200, { data: OUTPUT }]);
    expect(seen).toEqual([OUTPUT]);
    expect(await ask(GOOD)).toMatchObject([502, { error: { issues: ISSUES } }]);
  });
});

test('an agent refuses a schema it cannot tell a model of', () => {
  const request = createAgent({ model: async function* () {} }).input('x');
  expect(() => request.output(Valibot as never)).toThrow(
    expect.objectContaining({ code: 'invalid-schema' }),
  );
});
