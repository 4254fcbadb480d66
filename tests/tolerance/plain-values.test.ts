import { expect, test } from 'vitest';
import { z } from 'zod';
import { createInstantParser, createSnapshot, reduceInstants } from '../../src/index.js';
import { cut } from '../laws/arbitraries.js';
import { parseChunks } from '../laws/parsing.js';

const schema = z.object({ price: z.number(), title: z.string() });

test.each(['5 kg', '8 / 10', '1,50', '$1,234.50', '-5 °C', '50 %', 'true/false', '10 - 20'])(
  'Where a number is asked for, %s is invalid as it was written, and the fields behind it are read',
  (written) => {
    const text = `{"price": ${written}, "title": "Tea"}`;
    for (const chunks of [[text], [...text]]) {
      const { events, parser } = parseChunks(chunks, { schema });
      const last = events.findLast((event) => 'path' in event && event.path === 'price');
      expect(last).toMatchObject({ type: 'invalid', value: written });
      expect(parser.value).toEqual({ price: written, title: 'Tea' });
    }
  },
);

test('A number that words make a text is told as such, replaced, and told anew', () => {
  const parser = createInstantParser();
  const told = [...parser.feed('{"w":5 '), ...parser.feed('kg'), ...parser.feed('}')];
  const events = told.filter((event) => 'path' in event && event.path === 'w');
  expect(events.map((event) => [event.type, 'value' in event ? event.value : undefined])).toEqual([
    ['done', 5],
    ['replaced', undefined],
    ['start', ''],
    ['delta', '5 kg'],
    ['done', '5 kg'],
  ]);
  expect(parser.repairs).toEqual([{ kind: 'unquoted-string', offset: 7 }]);
});

test('The value of a repeated key that is passed over is passed over with all its words', () => {
  const { parser } = parseChunks(['{"a":1,"a":5 kg,"b":2}'], { duplicateKeys: 'first' });
  expect(parser.value).toEqual({ a: 1, b: 2 });
});

test.each([
  ['1,234', '1,234'],
  ['12,500 USD', '12,500 USD'],
  ['1,234,5', '1,234,5'],
  ['10 000', '10 000'],
  ['5 million', '5 million'],
  ['5 * f(1, 2', '5 * f(1, 2'],
  ['8 / 1', '8 / 1'],
  ['true or', 'true or'],
  [`${'1,2,'.repeat(20)}3`, `${'1,2,'.repeat(20)}3`],
])('Where the text ends in %s, what was told of its beginning is taken back', (written, told) => {
  for (const before of ['', '"b":2,']) {
    const text = `{${before}"price": ${written}`;
    const whole = parseChunks([text]);
    for (const chunks of [[text], [...text]]) {
      const { events, parser } = parseChunks(chunks);
      expect(parser.value).toMatchObject({ price: told });
      expect(reduceInstants(createSnapshot(), events).value).toEqual(parser.value);
      expect(parser.repairs).toEqual(whole.parser.repairs);
      expect(events.at(-1)).toMatchObject({ outcome: 'truncated', incomplete: ['', 'price'] });
    }
  }
});

test.each([
  ['words', 'word '.repeat(1000).trim(), '5 '],
  ['digits and commas', '1,'.repeat(6000) + '1', ''],
])(
  'What is long behind a number, %s, is all told, as far as maxPending allows',
  (_, rest, before) => {
    const written = before + rest;
    for (const size of [1, 1000, written.length * 2]) {
      const chunks = cut(`{"a":${written},"b":1}`, [size]);
      expect(parseChunks(chunks).parser.value).toEqual({ a: written, b: 1 });
      const { parser } = parseChunks(chunks, { limits: { maxPending: 4500 } });
      expect(parser.error?.code).toBe('pending-exceeded');
      expect(parser.error?.offset).toBe(5 + 4500);
    }
  },
);

test('A number before a comma stands where the text ends in the next key', () => {
  const { events, parser } = parseChunks(['{"a":1, b']);
  expect(parser.value).toEqual({ a: 1 });
  expect(events.some(({ type }) => type === 'replaced')).toBe(false);
});
