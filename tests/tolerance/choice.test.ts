// In: answers of which a schema must tell which value is meant. Out: checks of what is told, at every split.
// Knows nothing of how the answer is found.

import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fieldEvents, parseChunks } from '../laws/parsing.js';

/** What is told of the root, and what it comes to, which must not depend on where the text is cut. */
function told(text: string, schema: z.ZodType): readonly unknown[] {
  const read = (chunks: readonly string[]) => {
    const { events, parser } = parseChunks(chunks, { schema });
    const ofRoot = fieldEvents(events).filter(({ path, type }) => path === '' && type !== 'delta');
    return [parser.value, parser.output?.status, ofRoot.map(({ type }) => type).join(' ')];
  };
  const whole = read([text]);
  for (let at = 1; at < text.length; at++)
    expect(read([text.slice(0, at), text.slice(at)])).toEqual(whole);
  expect(read(text.split(''))).toEqual(whole);
  return whole;
}

const titles = z.array(z.object({ title: z.string() }));
const answer = [{ title: 'A' }];

describe('Where a list of objects is expected', () => {
  test('an object that has none of their keys is no line of it, and is not told', () => {
    for (const before of ['{"thought":"list"}\n', '{"ok":true} ', '{"seen":[{"x":1}]}\n', '{}\n'])
      expect(told(`${before}[{"title":"A"}]`, titles)).toEqual([answer, 'valid', 'start done']);
    expect(told('{"ok":1}\n{"title":"A"}', titles)).toEqual([answer, 'valid', 'start done']);
    expect(told('{"ok":1] [{"title":"A"}]', titles)).toEqual([answer, 'valid', 'start done']);
  });

  test('a single object that has one but does not fit is replaced by the list behind it', () => {
    for (const between of ['\n', ', or:\n[\n  ', '\n as in [1]:\n ']) {
      const text = `{"title":5}${between.includes('[\n') ? between : `${between}[`}{"title":"A"}]`;
      expect(told(text, titles)).toEqual([answer, 'valid', 'start invalid replaced start done']);
    }
  });

  test('one that fits stays, whatever follows', () => {
    const first = [[{ title: 'A' }], 'valid', 'start done'];
    expect(told('{"title":"A"}\n[{"title":"B"}]', titles)).toEqual(first);
    expect(told('{"title":"A"} as in [{"x":1}]', titles)).toEqual(first);
  });

  test('an object that holds nothing but the list is opened', () => {
    for (const text of ['{"items":[{"title":"A"}]}', 'So: {"a":[{"title":"A"}]}, as in [1].'])
      expect(told(text, titles)).toEqual([answer, 'valid', 'start done']);
    expect(told('{"items":[]}', titles)).toEqual([[], 'valid', 'start done']);
    expect(told('{"n":[1]}', z.array(z.number()))).toEqual([[1], 'valid', 'start done']);
    expect(told('{"title":["A"]}', z.array(z.object({ title: z.array(z.string()) })))).toEqual([
      [{ title: ['A'] }],
      'valid',
      'start done',
    ]);
  });

  test('an object that has no key of theirs and holds one list is opened, whatever else it holds', () => {
    for (const text of [
      '{"n":1,"items":[{"title":"A"}]}',
      '{"items":[{"title":"A"}],"more":{"n":1}}',
    ])
      expect(told(text, titles)).toEqual([answer, 'valid', 'start done']);
    expect(told('{"n":1,"all":["a"]}', z.array(z.string()))).toEqual([
      ['a'],
      'valid',
      'start done',
    ]);
  });

  test('one that holds two lists is opened nowhere', () => {
    const two = { x: [{ title: 'A' }], y: [{ title: 'B' }] };
    expect(told(JSON.stringify(two), titles)[0]).toEqual([two]);
  });

  test('an object is no line of a list of texts', () => {
    const words = z.array(z.string());
    expect(told('{"ok":true}\n["a"]', words)).toEqual([['a'], 'valid', 'start done']);
  });

  test('lines whose objects may have any key are told from the first on, and give way to a list', () => {
    const any = z.array(z.record(z.string(), z.unknown()));
    const { events } = parseChunks(['{"a":1}\n{"b":'], { schema: any });
    expect(fieldEvents(events).map(({ type, path }) => `${type} ${path}`)).toContain('done [0].a');
    const lines = z.array(z.looseObject({}));
    expect(told('{"a":1}\n{"b":2}', lines)).toEqual([[{ a: 1 }, { b: 2 }], 'valid', 'start done']);
  });
});

describe('Where an object of known keys is expected', () => {
  const titled = z.object({ title: z.string() });
  const good = { title: 'A' };

  test.each([
    '{"name":"answer","arguments":{"title":"A"}}',
    '<tool_call>{"name":"answer","arguments":{"title":"A"},"id":"c1"}</tool_call>',
    '{"thought":{"so":"it is"},"answer":{"title":"A"},"sure":[true]}',
  ])('%s is opened', (text) => {
    expect(told(text, titled)).toEqual([good, 'valid', 'start done']);
  });

  test('what has one of the keys itself, or holds two that have, is opened nowhere', () => {
    const own = { a: good, title: 'B' };
    expect(told(JSON.stringify(own), titled).slice(0, 2)).toEqual([own, 'valid']);
    const two = { x: good, y: { title: 'B' } };
    expect(told(JSON.stringify(two), titled)).toEqual([two, 'invalid', 'start invalid']);
    expect(told(`${JSON.stringify(two)} {"title":"A"}`, titled)[0]).toEqual(good);
  });
});

test('Each value is checked once, whatever stands behind it', () => {
  const asked: unknown[] = [];
  const counted = z
    .object({ a: z.string().refine((text) => asked.push(text) > 0) })
    .refine((value) => asked.push(value) > 0);
  const x = { a: 'x' };
  const y = { a: 'y' };
  for (const [text, all] of [
    ['{"a":"x"} see [1], {"b":[2]} and {"a":"y"}', ['x', x]],
    ['{"a":1} see {"a":"x"} and [1] and {"a":"y"}', ['x', x]],
    ['{"c":{"a":"x"}} so [1]', ['x', x]],
    ['{"a":"x","a":2} or {"a":"y"}, [1]', ['x', 'y', y]],
  ] as const) {
    for (let at = 0; at <= text.length; at++) {
      asked.length = 0;
      const { events } = parseChunks([text.slice(0, at), text.slice(at)], { schema: counted });
      expect([at, asked]).toEqual([at, all]);
      expect(events.at(-1)).toMatchObject({ type: 'end', outcome: 'complete' });
    }
  }
});

test('What a better value has for defaults, coercions and policies is told behind the word that it replaces', () => {
  const schema = z.object({
    title: z.string().meta({ stream: 'done' }),
    n: z.coerce.number(),
    by: z.string().default('me'),
  });
  const text = '{"title":5} or {"title":"Tea","n":"2"}, as in [1]';
  for (let at = 0; at <= text.length; at++) {
    const { events, parser } = parseChunks([text.slice(0, at), text.slice(at)], { schema });
    expect(fieldEvents(events).map(({ type, path }) => `${type} ${path}`)).toEqual([
      'start ',
      'invalid title',
      'missing n',
      'done by',
      'invalid ',
      'replaced ',
      'start ',
      'done title',
      'done n',
      'done by',
      'done ',
    ]);
    expect(parser.output).toEqual({ status: 'valid', value: { title: 'Tea', n: 2, by: 'me' } });
  }
});

describe('What stands in a comment', () => {
  const object = z.object({ title: z.string() });

  test('is told, and replaced by what comes behind it', () => {
    for (const draft of [
      '/* {"title":"x"} */',
      '// {"title":"x"}\n',
      '<!-- {"title":"x"} -->',
      '# {"title":"x"}\n',
    ])
      expect(told(`${draft} {"title":"A"}`, object)).toEqual([
        { title: 'A' },
        'valid',
        'start done replaced start done',
      ]);
  });

  test('is the answer where nothing better comes', () => {
    for (const text of [
      '// {"title":"A"}',
      '/* {"title":"A"} */ see [1] and {x}',
      '<!--\n{"title":"A"}\n-->\n',
    ])
      expect(told(text, object)).toEqual([{ title: 'A' }, 'valid', 'start done']);
  });

  test('begins at a word’s beginning, which an address and a pattern are not', () => {
    for (const text of [
      'https://x.org/{"title":"A"}',
      'From a//b and src/*.ts: {"title":"A"}',
      'a#b {"title":"A"}',
    ])
      expect(told(`${text} or {"title":"B"}`, object)).toEqual([
        { title: 'A' },
        'valid',
        'start done',
      ]);
  });
});

test('A brace that prose quotes begins no value, at any split', () => {
  const object = z.object({ title: z.string() });
  for (const text of ["'{' is one: ", '`{` opens: ', '“{”: ', "'['\n", '[see: ', '{# a remark #} '])
    expect(told(`${text}{"title":"A"}`, object)).toEqual([{ title: 'A' }, 'valid', 'start done']);
  expect(told("It is '{'title': 'A'}'", object)).toEqual([{ title: 'A' }, 'valid', 'start done']);
});

describe('An answer in a fence that cannot be read on', () => {
  const object = z.object({ title: z.string() });
  const broken = '```json\n{"title":"x",\n?"by":{"title":"y"}\n```\n';

  test('gives way to a later fence’s, which is told behind the word that it replaces it', () => {
    expect(told(`${broken}Rather:\n\`\`\`json\n{"title":"A"}\n\`\`\``, object)).toEqual([
      { title: 'A' },
      'valid',
      'start replaced start done',
    ]);
  });

  test('keeps what was done, and ends in its error, where none comes', () => {
    const ends = [
      '',
      'Or {"title":"A"}',
      '<think>so</think>',
      '```\n{"by":1 ^\n```',
      '```\n[1]\n```',
    ];
    for (const text of ends.map((end) => broken + end)) {
      for (const chunks of [[text], text.split('')]) {
        const { events, parser } = parseChunks(chunks, { schema: object });
        expect(parser.value).toEqual({ title: 'x' });
        expect(parser.error).toMatchObject({ code: 'unexpected-character', line: 3, column: 1 });
        expect(events.at(-1)).toMatchObject({ type: 'error', code: 'unexpected-character' });
      }
    }
  });

  test('ends in its error at once outside a fence', () => {
    const { events } = parseChunks(['{"title":"x",\n?', '\n```json\n{"title":"A"}\n```'], {
      schema: object,
    });
    expect(events.at(-1)).toMatchObject({ type: 'error', code: 'unexpected-character' });
  });
});

test('What replaced an answer and is no better than invalid gives way to a better one in turn', () => {
  const schema = z.object({ title: z.string(), n: z.number() });
  const text = '{"title":5} or {"title":"A","n":"x"} or {"title":"A","n":1}, as in [1]';
  expect(told(text, schema)).toEqual([
    { title: 'A', n: 1 },
    'valid',
    'start invalid replaced start invalid replaced start done',
  ]);
});

test.each([
  '1990s',
  '3D',
  'v2',
  '1.2.3',
  '2024-01-02',
  '01/02/2024',
  '2024-01-02T10:30:00Z',
  'Due: 10:30',
  '$5m',
  '1.2 million',
  '1 234,50',
  '9 007 199 254 740 993',
])(
  'Where a number is asked for, %s holds none: it is a part of something else, or not all',
  (text) => {
    const { parser } = parseChunks([text], { schema: z.number() });
    expect(parser.error?.code).toBe('no-json');
  },
);

describe('Where the text ends in an object that holds the answer', () => {
  const object = z.object({ a: z.number() });
  const list = z.array(object);
  const ending = (text: string, schema: z.ZodType) => [
    ...told(text, schema).slice(0, 1),
    parseChunks([text], { schema }).events.at(-1),
  ];

  test.each(['', ' ', ',', '\n\nThat is all', ' // so', ', "y":,'])(
    'it is complete if it closed, and %j stands behind it',
    (behind) => {
      const complete = { type: 'end', outcome: 'complete' };
      expect(ending(`{"x":[{"a":1}]${behind}`, list)).toMatchObject([[{ a: 1 }], complete]);
      expect(ending(`{"x":{"a":1}${behind}`, object)).toMatchObject([{ a: 1 }, complete]);
    },
  );

  test('it is not complete if it did not close', () => {
    const truncated = { outcome: 'truncated', incomplete: [''] };
    expect(ending('{"x":[{"a":1}', list)).toMatchObject([[{ a: 1 }], truncated]);
    expect(ending('{"x":{"a":1,', object)).toMatchObject([{ a: 1 }, truncated]);
  });

  test.each([',"y', ',"y"', ', "y": ', ',y:2', ',"y":tr', ' "y":-1', ',"y":["a"'])(
    'it is complete if it closed, also where the object goes on with %s',
    (behind) => {
      const complete = { outcome: 'complete' };
      if (!behind.includes('['))
        expect(ending(`{"x":[{"a":1}]${behind}`, list)).toMatchObject([[{ a: 1 }], complete]);
      expect(ending(`{"x":{"a":1}${behind}`, object)).toMatchObject([{ a: 1 }, complete]);
    },
  );

  test('an object that goes on is a line itself where lines may have any key', () => {
    const any = z.array(z.looseObject({}));
    expect(ending('{"x":[{"a":1}],"y', any)).toMatchObject([
      [{ x: [{ a: 1 }] }],
      { outcome: 'truncated', incomplete: ['', '[0]'] },
    ]);
  });
});
