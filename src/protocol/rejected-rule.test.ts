import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import * as mini from 'zod/mini';
import { createInstantParser, prepareSchema } from './index.js';

const bug = new Error('the database is down');
const reject = async () => {
  throw bug;
};

const unhandled: unknown[] = [];
const note = (error: unknown) => void unhandled.push(error);

beforeEach(() => {
  unhandled.length = 0;
  process.on('unhandledRejection', note);
});

afterEach(() => {
  process.off('unhandledRejection', note);
});

/** What is wrong with an answer, once whoever asks for it has waited. */
async function issuesOf(schema: z.ZodType | mini.ZodMiniType, text: string) {
  const parser = createInstantParser({ schema });
  parser.feed(text);
  parser.end();
  const { output } = parser;
  // What nobody awaits is reported after the microtasks of the feed, so also before anyone could have settled.
  await setImmediate();
  if (output?.status === 'invalid') return output.issues;
  if (output?.status !== 'unchecked') return [];
  const { issues = [] } = await prepareSchema(schema).settle(output.raw);
  await setImmediate();
  return issues;
}

const text = z.string().refine(reject);

describe('a promise that a function of the schema rejects makes the answer invalid, and no process ends of it', () => {
  const schemas: Readonly<Record<string, z.ZodType | mini.ZodMiniType>> = {
    'a rule': text,
    'a transform': z.string().transform(reject),
    'a rule of zod/mini': mini.string().check(mini.refine(reject)),
    'a lazy schema': z.lazy(() => text),
    'a union': z.union([text, z.number()]),
    'a catch': text.catch('x'),
  };

  test.each(Object.entries(schemas))('%s', async (_, schema) => {
    for (const [whole, written] of [
      [schema, '"a"'],
      [z.object({ a: schema as z.ZodType, b: z.string() }), '{"a":"a","b":"b"}'],
    ] as const) {
      const issues = await issuesOf(whole, written);
      expect(unhandled).toEqual([]);
      expect(issues.map(({ message }) => message)).toEqual([
        'A function of the schema threw an error.',
      ]);
      expect(issues[0]?.cause).toBeInstanceOf(Error);
    }
  });
});

test('the issue of what only a promise could tell has the error as its cause', async () => {
  const issues = await issuesOf(z.object({ a: text.refine(reject) }), '{"a":"a"}');
  expect(issues[0]?.cause).toBe(bug);
});

test('a schema that makes new ones without end is read with', () => {
  const tree = (): z.ZodType =>
    z.object({
      get kids() {
        return z.array(tree()).optional();
      },
    });
  const parser = createInstantParser({ schema: tree() });
  parser.feed('{"kids":[{"kids":[]}]}');
  expect(parser.output?.status).toBe('valid');
});
