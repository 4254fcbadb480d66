import { describe, expect, test } from 'vitest';
import { fieldEvents, parseChunks } from '../laws/parsing.js';
import { cut } from '../laws/arbitraries.js';
import type { RootExpectation } from '../../src/index.js';

const titled: RootExpectation = { kind: 'object', keys: new Set(['title']) };
const list: RootExpectation = { kind: 'array' };
const numeric: RootExpectation = { kind: 'scalar', types: new Set(['number']) };
const texts: RootExpectation = { kind: 'scalar', types: new Set(['string']) };

/** Kinds and offsets of all that was forgiven, which must not depend on how the text is cut. */
function forgiven(text: string, expects?: RootExpectation): string {
  const [whole, ...others] = [[text.length], [1], [2, 3], [7]].map((sizes) =>
    parseChunks(cut(text, sizes), { expects })
      .parser.repairs.map(({ kind, offset }) => `${kind} ${offset}`)
      .join(', '),
  );
  for (const other of others) expect(other).toBe(whole);
  return whole ?? '';
}

describe('What stands around an answer is reported, once a stretch, where it begins', () => {
  test.each([
    ['Sure, here it is: {"a":1}', 'surrounding-text 0'],
    ['{"a":1} I hope it helps.\n\nBye [1], {you}!', 'surrounding-text 8'],
    ['```json\n{"a":1}\n```', 'fence 0, fence 16'],
    ['```json {"a":1}```', 'fence 0, fence 15'],
    ['~~~\n{"a":1}\n~~~\n', 'fence 0, fence 12'],
    ['Here:\n```\n{"a":1}\n```\nBye', 'surrounding-text 0, fence 6, fence 18, surrounding-text 22'],
    ['{"a":1}\n```', 'fence 8'],
    ['{"a":1}}} ]', 'stray-bracket 7'],
    ['{"a":1}];', 'stray-bracket 7, surrounding-text 8'],
    ['{"a":1} // so\n/* and\nso */ on', 'comment 8, comment 14, surrounding-text 27'],
    ['// so\n{"a":1}', 'comment 0'],
    ['<!-- so -->\n# so\n{"a":1}', 'comment 0, comment 12'],
    ['See /* {"a":0} so */ {"a":1}', 'surrounding-text 0, comment 4, other-value 7'],
    ['https://x.org/{id} {"a":1}', 'surrounding-text 0'],
    ['\'{\' is {"a":1}', 'surrounding-text 0'],
    ['{"a":1}\n{"b":{"c":2}}\n{"d":3}', 'other-value 8, other-value 22'],
    ['{"a":1} or {"b":2}, I think', 'surrounding-text 8, other-value 11, surrounding-text 18'],
    ['<think>{"b":2}, so</think>\n{"a":1}', 'thinking 0'],
    ['<seed:think>{"b":2}, so</seed:think>\n{"a":1}', 'thinking 0'],
    ['Well <think>so</think> then {"a":1}', 'surrounding-text 0, thinking 5, surrounding-text 23'],
    ['{"a":1}</think>', 'thinking 7'],
    ['{"b":2}</think>{"a":1}', 'thinking 7, other-value 0'],
    ['data: {"a":1}\n\ndata: [DONE]\n', 'surrounding-text 0, surrounding-text 15'],
    ['\ufeff{"a":1}', 'odd-space 0'],
    ['{ok} so: {"a":1}', 'surrounding-text 0'],
    ['{} {"a":1}', 'other-value 0'],
    ['```\n42\n```', 'fence 0, fence 7'],
    ['"a" and so on', 'surrounding-text 4'],
  ])('%j', (text, expected) => expect(forgiven(text)).toBe(expected));

  test.each([
    ['{"error":1}\n{"title":"A"}', 'other-value 0', titled],
    ['[{"title":"A"}]', 'surrounding-text 0, stray-bracket 14', titled],
    ['{"result":{"title":"A"}}', 'surrounding-text 0', titled],
    ['"title":"A"}', 'missing-bracket 7', titled],
    ['- {"a":1}\n- {"a":2}\nDone', 'ndjson 2, surrounding-text 20', list],
    ['{"a":1},\nand\n{"a":2}\n```', 'ndjson 0, surrounding-text 9, fence 21', list],
    ['data: {"a":1}\n\ndata: {"a":2}\n\n', 'ndjson 6', list],
    ['{"a":1}\n<think>so</think>\n{"a":2}', 'ndjson 0, thinking 8', list],
    ['The answer is 1,234.', 'surrounding-text 0, number 14, surrounding-text 19', numeric],
    ['42 apples', 'surrounding-text 3', numeric],
    ['1,234.5 EUR', 'number 0, surrounding-text 8', numeric],
    ['42 // so', 'comment 3', numeric],
    ['Total: 42 (of 50)\n```', 'surrounding-text 0, surrounding-text 10, fence 18', numeric],
    [
      'Here:\n```\n42\n```\nBye 7',
      'surrounding-text 0, fence 6, fence 13, surrounding-text 17',
      numeric,
    ],
    ['```js\nfoo()\n```', 'fence 0, unquoted-string 6, fence 12', texts],
  ])('%j, where something is expected', (text, expected, expects) =>
    expect(forgiven(text, expects)).toBe(expected),
  );

  test.each([
    ['["x"] bye', 'surrounding-text 6'],
    ['[1] bye', 'surrounding-text 4'],
    ['{} bye', 'surrounding-text 3'],
    ['Hi {} bye', 'surrounding-text 0, surrounding-text 6'],
    ['Hi [1]\n```\nbye', 'surrounding-text 0, fence 7, surrounding-text 11'],
    ['{}} so', 'stray-bracket 2, surrounding-text 4'],
    ['[1] // so\non', 'comment 4, surrounding-text 10'],
    ['{} <think>so</think> on', 'thinking 3, surrounding-text 21'],
    ['[1]\ufeff', 'odd-space 3'],
    ['[1] and [2] bye', 'surrounding-text 0, surrounding-text 12'],
    ['[1] so {"a":1', 'surrounding-text 0'],
    ['[1] then {"title":"A"} bye', 'surrounding-text 0, surrounding-text 23'],
  ])('%j, which is the answer only because no better one comes', (text, expected) =>
    expect(forgiven(text, titled)).toBe(expected),
  );
});

test('Space around an answer is no liberty', () => {
  for (const text of ['{"a":1}\n', ' \r\n\t[1] \n\n', '\n{}\n', ' 42 ', '"a"\n'])
    expect(forgiven(text)).toBe('');
});

test('Thinking that never closes leaves the draft in it cut off, whatever it holds', () => {
  for (const text of ['<think>I try {"a":1} and', '<think>{"a":1}', '<think>[{"a":1}]\n']) {
    const { events, parser } = parseChunks(cut(text, [3]));
    expect(JSON.stringify(parser.value)).toContain('{"a":1}');
    expect(parser.isComplete).toBe(false);
    expect(events.at(-1)).toMatchObject({ type: 'end', outcome: 'truncated' });
  }
  const { events } = parseChunks(['<think>It is 42'], { expects: numeric });
  expect(events.at(-1)).toMatchObject({ type: 'error', code: 'no-json' });
});

test('Prose that holds no value is an error where nothing is expected', () => {
  for (const text of ['hello', 'The answer is 42', 'Sure: "approved"', "it's", '5 apples', 'yes'])
    expect(parseChunks([text]).parser.error?.code).toBe('no-json');
});

test('Marks that quote nothing are no empty text', () => {
  for (const text of ['```hello```', 'Use ``x`` please', 'It is "" now', "so ''it'' is"])
    expect(parseChunks([text], { expects: texts }).parser.error?.code).toBe('no-json');
  expect(parseChunks(['""'], { expects: texts }).parser.value).toBe('');
});

test('An empty object or a few numbers are told at once, and replaced by what speaks for itself', () => {
  for (const first of ['{}', '[]', '[1]', '"so"']) {
    const told = fieldEvents(parseChunks(cut(`${first} then {"a":1}`, [1])).events);
    const types = told.filter(({ path }) => path === '').map(({ type }) => type);
    expect(types).toEqual(
      first === '"so"'
        ? ['start', 'delta', 'delta', 'done', 'replaced', 'start', 'done']
        : ['start', 'done', 'replaced', 'start', 'done'],
    );
  }
  const braces = fieldEvents(parseChunks(['{ok} then {"a":1}']).events);
  expect(braces.map(({ type }) => type)).toEqual(['start', 'done', 'done']);
});
