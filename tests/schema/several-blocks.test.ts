import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createSnapshot, reduceInstants } from '../../src/index.js';
import { answerText, chunkSizes, cut } from '../laws/arbitraries.js';
import { fieldEvents, parseChunks } from '../laws/parsing.js';
import { runs } from '../laws/runs.js';

const Titled = z.object({ title: z.string(), n: z.number() });
const Step = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('add'), n: z.number() }),
  z.object({ kind: z.literal('say'), text: z.string() }),
]);
const good = '{"title":"A","n":1}';

/** The root's own story, and its value at the end. */
function readRoot(text: string, schema: z.ZodType): [string, unknown] {
  const [whole, ...others] = [[text.length], [1], [5, 2]].map((sizes) => {
    const { events, parser } = parseChunks(cut(text, sizes), { schema });
    const root = fieldEvents(events).filter(({ path, type }) => path === '' && type !== 'start');
    return [root.map(({ type }) => type).join(' '), parser.value] as [string, unknown];
  });
  for (const other of others) expect(other).toEqual(whole);
  return whole as [string, unknown];
}

describe('A first block gives way to a later one that fits the schema better', () => {
  const won = { title: 'A', n: 1 };
  test.each([
    ['that is valid, when the first is not', `{"title":1,"n":"x"}\n${good}`],
    ['when the first lacks a field', `{"title":"draft"}\n\n${good}\n\nDone.`],
    ['in a fence of its own', `\`\`\`json\n{"title":"B"}\n\`\`\`\n\`\`\`json\n${good}\n\`\`\``],
    ['whatever comes between', `{"title":"B"} [1] {so} {"x":1} {"title":2} ${good}`],
    ['that stands in a wrapper', `{"title":"B"}\nRather: {"result":${good}}`],
  ])('%s', (_, text) => expect(readRoot(text, Titled)).toEqual(['invalid replaced done', won]));

  test('by the keys it must have, if none is valid', () => {
    const text = '{"title":"A"} {"title":"B","n":"x"} {"title":"C","n":"y"}';
    expect(readRoot(text, Titled)).toEqual(['invalid replaced invalid', { title: 'B', n: 'x' }]);
  });

  test('when its discriminator fits no option', () => {
    const text = '{"kind":"plan","n":1} {"kind":"say","text":"hi"}';
    expect(readRoot(text, Step)).toEqual(['invalid replaced done', { kind: 'say', text: 'hi' }]);
  });

  test('in lists, too', () => {
    const text = `[{"title":1}] [${good}]`;
    expect(readRoot(text, z.array(Titled))).toEqual(['invalid replaced done', [won]]);
  });

  test('in lists of numbers, of which one alone may be a footnote', () => {
    const numbers = z.array(z.number());
    expect(readRoot('["a"] [1]', numbers)).toEqual(['invalid replaced done', [1]]);
    expect(readRoot('["a"]. Rather: [7].', numbers)).toEqual(['invalid replaced done', [7]]);
    expect(readRoot('["a"] [] [sic]', numbers)).toEqual(['invalid', ['a']]);
    expect(readRoot('["a", "b"] as in [1]', z.array(z.string()))).toEqual(['done', ['a', 'b']]);
    expect(readRoot('["a"] as in [1]', z.array(z.string().min(2)))).toEqual(['invalid', ['a']]);
  });

  test('when it is empty, or only numbers', () => {
    expect(readRoot('{} {"a":1}', z.record(z.string(), z.number()))).toEqual([
      'done replaced done',
      { a: 1 },
    ]);
  });
});

describe('A single value is found in prose by what its schema takes', () => {
  const setting = z.union([z.literal('auto'), z.number()]);
  const size = z.union([z.enum(['S', 'M']), z.null(), z.boolean().optional()]);
  test.each([
    ['auto', setting, 'auto'],
    ['The answer is 7', setting, 7],
    ['Answer: "auto"', setting, 'auto'],
    ['"manual" is no answer, auto is', setting, 'auto'],
    ['"S" is too small: M', size, 'M'],
    ['It is true', size, true],
    ['So: null', size, null],
    ['Call it "auto"', z.union([z.literal('auto'), z.string()]), 'auto'],
    ['The answer is 7', z.coerce.number(), 7],
    ['"7"', z.coerce.number(), '7'],
    ['{"so": "it is"}', z.number().catch(0), { so: 'it is' }],
    ['{"answer": 7}', z.coerce.number().optional(), 7],
    ['That is true.', z.coerce.boolean(), true],
    ['He said "so"', z.coerce.string(), 'so'],
    ['"Score": 42', z.number(), 42],
    ['"Is it?" — yes', z.enum(['yes', 'no']), 'yes'],
    ['"7"', z.literal('7').or(z.literal(7)), '7'],
  ])('%s', (text, schema, value) => {
    expect(readRoot(text, schema)).toEqual([expect.stringMatching(/^(?:delta )*done$/), value]);
  });
});

describe('A first block stays', () => {
  const first = { title: 'A', n: 1 };
  test.each([
    ['when it is valid', `${good} {"title":"B","n":2}`, 'done', first],
    ['when the later one fits no better', '{"title":"A"} {"title":"B"}', 'invalid', { title: 'A' }],
    [
      'when the later one is cut off',
      `{"title":"A"} ${good.slice(0, -1)}`,
      'invalid',
      { title: 'A' },
    ],
    [
      'when the later one cannot be read',
      '{"title":"A"} {"title":"B",^',
      'invalid',
      { title: 'A' },
    ],
  ])('%s', (_, text, told, value) => expect(readRoot(text, Titled)).toEqual([told, value]));
});

test('An answer with nothing behind it is checked once', () => {
  let asked = 0;
  const schema = z.object({ a: z.number().refine(() => ++asked > 0) }).refine(() => ++asked > 0);
  parseChunks(['Sure: {"a":1}\n```\nI hope it helps.'], { schema });
  expect(asked).toBe(2);
});

test('With a schema any split of a text with several values tells the same answer', () => {
  let replaced = 0;
  fc.assert(
    fc.property(answerText, chunkSizes, fc.constantFrom(Titled, Step), (text, sizes, schema) => {
      const whole = parseChunks([text], { schema });
      const split = parseChunks(cut(text, sizes), { schema });
      expect(split.parser.value).toEqual(whole.parser.value);
      expect(split.parser.output?.status).toBe(whole.parser.output?.status);
      expect(split.parser.repairs).toEqual(whole.parser.repairs);
      expect(split.events.at(-1)).toEqual(whole.events.at(-1));
      const seen = [whole, split].map(
        ({ events }) => reduceInstants(createSnapshot(), events).value,
      );
      expect(seen[1]).toEqual(seen[0]);
      if (whole.events.some(({ type, path }) => type === 'replaced' && path === '')) replaced++;
    }),
    runs(2000),
  );
  expect(replaced).toBeGreaterThan(50);
});
