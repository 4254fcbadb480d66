import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { sample } from '../../tests/schema/arbitrary-schema.js';
import { TestingError } from './error.js';
import { checkEverySplit } from './check-every-split.js';

const Trip = z.object({
  city: z.string(),
  days: z.coerce.number(),
  kind: z.enum(['walk', 'train']),
  from: z.string().transform((day) => new Date(day)),
  page: z.string().transform((url) => new URL(url)),
  stops: z.array(z.object({ name: z.string(), note: z.string().optional() })),
});

const trip =
  '{"city":"Grüße 🍵 \\"Oslo\\"","days":"3","kind":"walk","from":"2026-01-02","page":"http://a.b/","stops":[{"name":"a"},{"name":"b","note":"c\\n"}]}';

/** Of each text, what every split of it must survive. */
const TEXTS = [
  trip,
  `Here you are:\n\`\`\`json\n${trip}\n\`\`\`\nAnything else?`,
  trip.replace('"3"', '"many"').replace('walk', 'boat'),
  trip.slice(0, 60),
  '{"a":0}</think>{"city":"x"}',
  '{city: \'x\', "n": -0, "big": 1e999, stops: [{"name":"a"},],}',
  'no answer at all',
  '',
];

async function breachOf(check: Promise<void>): Promise<string> {
  const error = await check.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(TestingError);
  return error instanceof TestingError ? error.message : '';
}

describe('a sound schema keeps every law', () => {
  test.each(TEXTS)('reading %j', async (text) => {
    await expect(checkEverySplit(Trip, text, { runs: 120 })).resolves.toBeUndefined();
  });

  test('with policies, limits, without a schema, and where a promise has the last word', async () => {
    const policies = { city: 'word', stops: 'done' } as const;
    await checkEverySplit({ schema: Trip, policies }, TEXTS, { runs: 60 });
    await checkEverySplit({ strict: true, limits: { maxDepth: 2 } }, TEXTS, { runs: 60 });
    const Checked = Trip.refine(async ({ days }) => days > 5, { path: ['days'], error: 'short' });
    await expect(checkEverySplit(Checked, TEXTS, { runs: 60 })).resolves.toBeUndefined();
  });

  test('whatever the schema, its answer whole or cut off', async () => {
    await fc.assert(
      fc.asyncProperty(sample, fc.nat(), async ({ schema, text }, seed) => {
        const cutOff = text.slice(0, seed % text.length);
        await checkEverySplit(schema, [text, cutOff, `So: ${text}`], { seed, runs: 4 });
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 150) },
    );
  });

  test('whatever number of splits is asked for', async () => {
    await checkEverySplit(Trip, '{"city":"x"}', { runs: 1 });
    await expect(checkEverySplit(Trip, trip, { seed: 3, runs: 1000 })).resolves.toBeUndefined();
  });
});

describe('a schema that remembers', () => {
  test('is told by the law, the pieces and the first difference', async () => {
    let calls = 0;
    const Counted = z.object({ n: z.number(), a: z.string().transform((a) => a + calls++) });
    const message = await breachOf(checkEverySplit(Counted, '{"n":1,"a":"x"}'));
    expect(message).toBe(
      [
        'Law 1. Chunking is invisible: any split of the text gives the same completions, in the same order, and the same value.',
        '',
        '  pieces: "{" "\\"" "n" "\\"" ":" "1" "," "\\"" "a" "\\"" ":" "\\"" "x" "\\"" "}"',
        '  whole: done a "x0"',
        '  split: done a "x1"',
      ].join('\n'),
    );
  });

  test.each<[string, () => z.ZodType]>([
    [
      'whether it was asked before',
      () => {
        const seen = new Set<string>();
        return z.string().refine((text) => !seen.has(text) && seen.add(text), 'twice');
      },
    ],
    ['a random number', () => z.string().transform(() => Math.random())],
    [
      'an object of a class with another field',
      () => {
        let made = 0;
        class Mark {
          readonly number = made++;
        }
        return z.string().transform(() => new Mark());
      },
    ],
  ])('%s is found', async (_, make) => {
    const schema = z.object({ a: make() });
    expect(await breachOf(checkEverySplit(schema, '{"a":"x"}'))).toMatch(/^Law 1\b/);
  });

  test('only at the other end of the wire is found there', async () => {
    // Right for the two readings that are compared first, another for whoever reads again.
    let readings = 0;
    const a = z.string().transform((text) => (++readings > 2 ? 'again' : text));
    const message = await breachOf(checkEverySplit(z.object({ a }), '{"a":"x"}', { runs: 1 }));
    expect(message).toMatch(/^Law 8\b/);
    expect(message).toContain('received: done a "again"');
  });
});

test('no text is a mistake', async () => {
  await expect(checkEverySplit(Trip, [])).rejects.toMatchObject({ code: 'invalid-option' });
});

test.each([{ rnus: 5 }, { runs: -1 }, { runs: 0 }, { seed: Number.NaN }])(
  'a check that would check nothing is refused: %o',
  async (options) => {
    await expect(checkEverySplit(z.object({}), '{}', options)).rejects.toMatchObject({
      code: 'invalid-option',
    });
  },
);
