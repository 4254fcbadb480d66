import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createInstantParser, type InstantParser, type JsonLimits } from '../../src/index.js';
import { cut } from '../laws/arbitraries.js';
import { parseChunks } from '../laws/parsing.js';

interface Bound {
  readonly name: string;
  readonly code: string;
  readonly limits: JsonLimits;
  /** The longest text of its shape that fits. */
  readonly fits: string;
  /** One more than fits. */
  readonly exceeds: string;
  /** Where the limit strikes. */
  readonly offset: number;
  /** Strict reading has another word for it, or none. */
  readonly isTolerantOnly?: boolean;
}

const bounds: readonly Bound[] = [
  {
    name: 'containers open at once',
    code: 'depth-exceeded',
    limits: { maxDepth: 3 },
    fits: '[[{"a":1}],[[]]]',
    exceeds: '[[{"a":[1]}]]',
    offset: 7,
  },
  {
    name: 'the length of the text',
    code: 'length-exceeded',
    limits: { maxLength: 10 },
    fits: '["1234567"',
    exceeds: '["12345678"]',
    offset: 10,
  },
  {
    name: 'values',
    code: 'fields-exceeded',
    limits: { maxFields: 4 },
    fits: '{"a":1,"b":[2]}',
    exceeds: '{"a":1,"b":[2,3]}',
    offset: 14,
  },
  {
    name: 'a key',
    code: 'key-exceeded',
    limits: { maxKeyLength: 5 },
    fits: '{"abcde":1,"\\nabc":2}',
    exceeds: '{"abcdef":1}',
    offset: 7,
  },
  {
    name: 'a key written with escapes',
    code: 'key-exceeded',
    limits: { maxKeyLength: 6 },
    fits: '{"\\u00e9":1}',
    exceeds: '{"\\u00e9\\u00e9":1}',
    offset: 8,
  },
  {
    name: 'a number',
    code: 'pending-exceeded',
    limits: { maxPending: 6 },
    fits: '[-12.34, 123456]',
    exceeds: '[-12.345]',
    offset: 7,
  },
  {
    name: 'tuples, which are containers',
    code: 'depth-exceeded',
    limits: { maxDepth: 3 },
    fits: '{"a":((1),(2))}',
    exceeds: '{"a":(((1)))}',
    offset: 7,
    isTolerantOnly: true,
  },
  {
    name: 'calls open at once',
    code: 'depth-exceeded',
    limits: { maxDepth: 3 },
    fits: '[set(list(set(1)))]',
    exceeds: '[set(set(set(set(1))))]',
    offset: 16,
    isTolerantOnly: true,
  },
  {
    name: 'a string written as part of another, as a key',
    code: 'key-exceeded',
    limits: { maxKeyLength: 5 },
    fits: '{\\"abcd\\":1}',
    exceeds: '{\\"abcdefg\\":1}',
    offset: 8,
    isTolerantOnly: true,
  },
  {
    name: 'an unquoted key',
    code: 'key-exceeded',
    limits: { maxKeyLength: 5 },
    fits: '{abcde:1}',
    exceeds: '{abcdef:1}',
    offset: 6,
    isTolerantOnly: true,
  },
  {
    name: 'a single-quoted key',
    code: 'key-exceeded',
    limits: { maxKeyLength: 5 },
    fits: "{'abcd':1}",
    exceeds: "{'abcdefg':1}",
    offset: 7,
    isTolerantOnly: true,
  },
  {
    name: 'an unquoted value',
    code: 'pending-exceeded',
    limits: { maxPending: 9 },
    fits: '{"a": nine long}',
    exceeds: '{"a": ten is too long}',
    offset: 15,
    isTolerantOnly: true,
  },
  {
    name: 'digits that are no number',
    code: 'pending-exceeded',
    limits: { maxPending: 5 },
    fits: '[1-2-3]',
    exceeds: '[1-2-3-4]',
    offset: 6,
    isTolerantOnly: true,
  },
];

function read(text: string, size: number, limits: JsonLimits, strict: boolean): InstantParser {
  return parseChunks(cut(text, [size]), { limits, strict }).parser;
}

describe('A limit strikes at the same character, whatever the chunking', () => {
  test.each(bounds)('$name: $code', ({ code, limits, fits, exceeds, offset, isTolerantOnly }) => {
    for (const strict of isTolerantOnly === true ? [false] : [false, true]) {
      for (const size of [1, 2, 3, 5, 100]) {
        expect(read(fits, size, limits, strict).error?.code).not.toBe(code);
        const { error } = read(exceeds, size, limits, strict);
        expect(error).toMatchObject({ code, offset, line: 1, column: offset + 1 });
        expect(error?.message).toMatch(/Raise `limits\.max\w+`/);
      }
    }
  });

  test('what was done before it stands', () => {
    const parser = createInstantParser({ limits: { maxKeyLength: 3 } });
    const events = parser.feed('{"a":1,"long":2}');
    expect(events.at(-1)).toMatchObject({ type: 'error', code: 'key-exceeded', path: '' });
    expect(events.filter((event) => event.isComplete)).toMatchObject([{ path: 'a', value: 1 }]);
    expect(parser.value).toEqual({ a: 1 });
    expect(parser.feed('}')).toEqual([]);
  });
});

describe('The limit on events counts what was told, deltas included', () => {
  const limits = { maxEvents: 6 };

  test('a string that comes in many pieces', () => {
    const parser = createInstantParser({ limits });
    const told = ['["', 'a', 'b', 'c', 'd', 'e'].flatMap((chunk) => [...parser.feed(chunk)]);
    expect(told.map(({ type }) => type)).toEqual([
      'start',
      'start',
      ...Array.from({ length: 5 }, () => 'delta'),
      'error',
    ]);
    expect(parser.error).toMatchObject({ code: 'events-exceeded', offset: 7 });
    expect(parser.feed('"]')).toEqual([]);
    expect(parser.end()).toEqual([]);
  });

  test('the last events come with the end', () => {
    const parser = createInstantParser({ limits: { maxEvents: 1 }, strict: true });
    expect(parser.feed('12')).toEqual([]);
    expect(parser.end().map(({ type }) => type)).toEqual(['done', 'end']);
    parser.reset();
    expect(parser.feed('[').map(({ type }) => type)).toEqual(['start']);
    expect(parser.feed(']').map(({ type }) => type)).toEqual(['done', 'error']);
  });

  test('a value that waited for the end to be the answer', () => {
    const parser = createInstantParser({
      limits,
      expects: { kind: 'object', keys: new Set(['title']) },
    });
    expect(parser.feed('{"a":1,"b":2,"c":3,"d":4,"e":5}')).toEqual([]);
    expect(parser.end().at(-1)).toMatchObject({ type: 'error', code: 'events-exceeded' });
  });

  test('a fresh answer counts anew', () => {
    const parser = createInstantParser({ limits });
    for (let turn = 0; turn < 5; turn++) {
      expect(parser.feed('{"a":[1]}').at(-1)).toMatchObject({ type: 'done', path: '' });
      expect(parser.end()).toMatchObject([{ type: 'end' }]);
      parser.reset();
    }
  });
});

describe('What waits inside a repair is bounded, too', () => {
  test('repairs reported, of the answer and of what was tried for it', () => {
    const limits = { maxRepairs: 3 };
    for (const text of ['[1,,,,,,2,3]', '{"a":[1,,,,,,2]} and {"title":,,,,,1}']) {
      const { parser } = parseChunks([text], {
        limits,
        expects: text.startsWith('{') ? { kind: 'object', keys: new Set(['title']) } : undefined,
      });
      expect(parser.repairs.length).toBe(3);
    }
  });

  test('space after a mark that may close a string', () => {
    const limits = { maxPending: 8 };
    const near = "{'a':'it'       }";
    const far = "{'a':'it'                  , 'b':1}";
    for (const size of [1, 4, 100]) {
      expect(read(near, size, limits, false).value).toEqual({ a: 'it' });
      expect(read(far, size, limits, false).value).toEqual({
        a: "it'                  , 'b':1}",
      });
    }
  });

  test('space after a plus sign, or another sign that may end a string', () => {
    const limits = { maxPending: 8 };
    for (const sign of ['+', '，', '...']) {
      for (const size of [1, 4, 100]) {
        const near = read(`["a" ${sign} b"]`, size, limits, false);
        expect(near.value).toEqual([`a" ${sign} b`]);
        const far = read(`["a" ${sign}${' '.repeat(20)}b, 1]`, size, limits, false);
        expect(far.error ?? far.value).toEqual(['a', 'b', 1]);
      }
    }
  });

  test('space after a string that an inner quote may reopen', () => {
    const limits = { maxPending: 8 };
    for (const size of [1, 4, 100]) {
      expect(read('["a"   b"]', size, limits, false).value).toEqual(['a"   b']);
      expect(read(`["a"${' '.repeat(20)}b]`, size, limits, false).value).toEqual(['a', 'b']);
    }
  });
});

test('Without limits of its own a parser has defaults that end a flood', () => {
  const floods: Readonly<Record<string, (length: number) => string>> = {
    'depth-exceeded': (length) => '['.repeat(length),
    'key-exceeded': (length) => `{"${'k'.repeat(length)}`,
    'pending-exceeded': (length) => `[${'9'.repeat(length)}`,
  };
  for (const [code, flood] of Object.entries(floods)) {
    for (const strict of [false, true]) {
      expect(read(flood(100_000), 1000, {}, strict).error?.code).toBe(code);
    }
  }
});

test.each([
  'maxDepth',
  'maxFields',
  'maxLength',
  'maxKeyLength',
  'maxPending',
  'maxEvents',
] as const)('a %s of 0 ends every reading with an error, and ends it', (name) => {
  for (const strict of [true, false]) {
    for (const text of ['{"a":1}', 'x [1] y {"a":"b"} [[', '[[1],2]']) {
      const { events, parser } = parseChunks(cut(text, [3, 6]), { strict, limits: { [name]: 0 } });
      const isBound = name !== 'maxPending' && (name !== 'maxKeyLength' || text.startsWith('{'));
      expect(events.filter(({ type }) => type === 'end' || type === 'error')).toHaveLength(1);
      if (isBound) expect(parser.error?.code).toBeDefined();
    }
  }
});

describe('A limit that strikes before it is sure which value is the answer ends the reading all the same', () => {
  const x = z.object({ x: z.number() });
  test.each([
    ['{"longkey":{"x":1}}', { maxKeyLength: 4 }, 'key-exceeded', {}],
    ['Here: {longkey: {"x":1}}', { maxKeyLength: 4 }, 'key-exceeded', {}],
    ['[{"longkey":{"x":1}}]', { maxKeyLength: 4 }, 'key-exceeded', [{}]],
    ['[{"meta":[[1]]}, {"x":2}]', { maxDepth: 2, schema: x }, 'depth-exceeded', { meta: [] }],
    [`{"n":${'7'.repeat(20)},"o":{"x":1}}`, { maxPending: 16 }, 'pending-exceeded', {}],
    ['{"meta":[[[[1]]]],"x":2}', { maxDepth: 3, schema: x }, 'depth-exceeded', { meta: [[]] }],
    ['{"a":[{"x":1}]}', { maxDepth: 2, schema: x }, 'depth-exceeded', { a: [] }],
    ['[{"x":"no"}] {"a":[[{"x":1}]]}', { maxDepth: 2, schema: x }, 'depth-exceeded', { x: 'no' }],
    ['<think>{"a":[[1]]}</think>{"x":1}', { maxDepth: 2, schema: x }, undefined, { x: 1 }],
  ])('%s', (text, { schema, ...limits }: JsonLimits & { schema?: typeof x }, code, value) => {
    for (const size of [1, 2, 3, 5, 100]) {
      const { parser, events } = parseChunks(cut(text, [size]), { limits, schema });
      expect([parser.error?.code, parser.value]).toEqual([code, value]);
      expect(events.at(-1)?.type).toBe(code === undefined ? 'end' : 'error');
    }
  });
});
