import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSnapshot, reduceInstants } from '../../src/index.js';
import { chunkSizes, cut } from '../laws/arbitraries.js';
import { parseChunks } from '../laws/parsing.js';
import { runs } from '../laws/runs.js';

const sentence = fc.constantFrom(
  'Tea',
  'Two days in Rome',
  'hot, green',
  'see: note',
  '12:30',
  '(a) [b] {c}',
  'what? yes!',
  'https://example.org/a?b=1',
);
const scalar = fc.oneof(sentence, fc.integer(), fc.boolean(), fc.constant(null));
const key = fc.constantFrom('a', 'b', 'name', 'sold_out', 'x-y', 'имя', '$n');
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(fc.oneof(sentence, tie('object')), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(key, tie('value'), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
}));
const document = fc.dictionary(key, value, { minKeys: 1, maxKeys: 4, noNullPrototype: true });

/** Marks around strings, and around keys. */
const styles = {
  double: ['""', '""'],
  'double, keys without': ['""', ''],
  single: ["''", "''"],
  'single, keys without': ["''", ''],
  typographic: ['“”', '“”'],
} as const;

/** Writes a value with `gap` where commas belong. */
function write(written: unknown, style: keyof typeof styles, gap: string): string {
  const [string, name] = styles[style];
  const quote = (text: string, [open = '', close = '']: Iterable<string>): string =>
    open + text + close;
  const all = (each: unknown): string => {
    if (typeof each === 'string') return quote(each, string);
    if (Array.isArray(each)) return `[${each.map(all).join(gap)}]`;
    if (typeof each !== 'object' || each === null) return String(each);
    const fields = Object.entries(each).map(([at, child]) => `${quote(at, name)}: ${all(child)}`);
    return `{${fields.join(gap)}}`;
  };
  return all(written);
}

test.each(Object.keys(styles) as (keyof typeof styles)[])(
  'Commas that are all missing are read as if they were there, at any split, and reported one by one: %s',
  (style) => {
    fc.assert(
      fc.property(
        document,
        fc.constantFrom(' ', '  ', '\n', '\n  '),
        chunkSizes,
        (one, gap, sizes) => {
          const text = write(one, style, gap);
          const { parser, events } = parseChunks(cut(text, sizes));
          expect([text, parser.value]).toEqual([text, one]);
          expect(parser.isComplete).toBe(true);
          expect(reduceInstants(createSnapshot(), events).value).toEqual(one);
          const whole = parseChunks([text]);
          expect(parser.repairs).toEqual(whole.parser.repairs);
          const commas = write(one, style, ',').length - write(one, style, '').length;
          const missing = parser.repairs.filter(({ kind }) => kind === 'missing-comma');
          expect(missing.length).toBe(commas);
        },
      ),
      runs(600),
    );
  },
);

test.each(Object.keys(styles) as (keyof typeof styles)[])(
  'Comments and odd marks between values are read as if they were not there, at any split: %s',
  (style) => {
    const gaps = [
      ",  # it's so\n",
      ' // see: "b", (c)\n, ',
      ' /* one */ # two\n,',
      ', /* a\nb */ ',
      '; ',
      '\u00a0,\u200b',
    ];
    fc.assert(
      fc.property(document, fc.constantFrom(...gaps), chunkSizes, (one, gap, sizes) => {
        const text = write(one, style, gap);
        const { parser, events } = parseChunks(cut(text, sizes));
        expect([text, parser.value]).toEqual([text, one]);
        expect(parser.isComplete).toBe(true);
        expect(reduceInstants(createSnapshot(), events).value).toEqual(one);
        expect(parser.repairs).toEqual(parseChunks([text]).parser.repairs);
      }),
      runs(300),
    );
  },
);

test('A key that a later one finds closed by the wrong quote, or a container by the wrong bracket, is read the same at any split', () => {
  const pieces = fc.constantFrom(
    ...'\n"\'c“”+[{}], 1'.split(''),
    '"a:',
    '"a": ',
    '"x"',
    '"x, ',
    '1"',
    "'x'",
    'b: ',
    "'b': ",
    ' true',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 24 }), chunkSizes, (parts, sizes) => {
      const text = `{${parts.join('')}`;
      const whole = parseChunks([text]);
      const split = parseChunks(cut(text, sizes));
      expect([text, split.parser.value]).toEqual([text, whole.parser.value]);
      expect(split.parser.repairs).toEqual(whole.parser.repairs);
      expect(split.events.at(-1)).toEqual(whole.events.at(-1));
      expect(reduceInstants(createSnapshot(), split.events).value).toEqual(split.parser.value);
    }),
    runs(6000),
  );
});

test.each([
  ['{"a":"x,","a":"y,"b":1}', 'x,'],
  ['{"a":"x,\\n","a":["y,\n"z"],"b":1}', 'x,\n'],
])('A value that is passed over changes nothing of the one that counts: %s', (text, kept) => {
  const { parser } = parseChunks([text], { duplicateKeys: 'first' });
  expect(parser.value).toMatchObject({ a: kept });
});
