import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { refusals } from '../../../tests/support/refusal.js';
import { createScriptedModel } from '../../testing/index.js';
import { createAgent } from '../create-agent.js';
import { formatPrompts, parsePrompts, PromptFileError } from './index.js';

const answering = (text: string) => createAgent({ model: createScriptedModel({ text }) });
const blank = answering('{"a":"x"}');
const refusalOf = refusals(PromptFileError);

const Tree = z.object({
  name: z.string(),
  get kids() {
    return z.array(Tree);
  },
});
const Point = z.object({ x: z.number() }).meta({ id: 'WrittenPoint' });

describe('the schema of a request', () => {
  test.each<[string, z.ZodType]>([
    ['described as a whole', z.object({ a: z.string() }).describe('A report')],
    ['with a title', z.object({ a: z.string() }).meta({ title: 'T' })],
    ['a list of at least one', z.array(z.string()).min(1)],
    ['a text of at least three characters', z.string().min(3)],
    ['recursive', Tree],
    ['recursive inside', z.object({ tree: Tree })],
    ['with a part that has a name', z.object({ a: Point, b: Point })],
    ['that has a name', Point],
    ['a tuple', z.object({ t: z.tuple([z.string()], z.number()) })],
  ])('%s is read again as it was written', (_, schema) => {
    const request = blank.input('q').output(schema);
    const again = parsePrompts(formatPrompts({ request })).request(blank);
    expect(again.getMessages()).toEqual(request.getMessages());
    expect(again.toJSON()).toEqual(request.toJSON());
  });

  test('holds answers to the parts that it refers to', async () => {
    const file = parsePrompts(
      formatPrompts({ x: blank.input('q').output(z.object({ tree: Tree, at: Point })) }),
    );
    const data = (text: string) => file.request(answering(text)).getResponse().getData();
    const good = { tree: { name: 'a', kids: [{ name: 'b', kids: [] }] }, at: { x: 1 } };
    expect(await data(JSON.stringify(good))).toEqual(good);
    const bad = '{"tree":{"name":"a","kids":[{"name":5,"kids":[]}]},"at":{"x":"1"}}';
    await expect(data(bad)).rejects.toMatchObject({
      issues: expect.arrayContaining([
        expect.objectContaining({ path: 'tree.kids[0].name' }),
        expect.objectContaining({ path: 'at.x' }),
      ]),
    });
  });

  test('leaves no name behind for the whole process', () => {
    const named = { type: 'object', properties: { a: { type: 'string', id: 'WrittenNowhere' } } };
    parsePrompts(`input: q\noutputSchema: ${JSON.stringify(named)}`).request(blank);
    expect(z.toJSONSchema(z.globalRegistry).schemas).not.toHaveProperty('WrittenNowhere');
  });
});

describe('a schema that people write', () => {
  test.each([
    'outputSchema: { type: object, description: root, properties: { a: { type: string } } }',
    'output: { $type: { a: string }, $desc: root }',
    'output: { $type: [string], $desc: root }',
    'outputSchema: { $ref: "#/definitions/A", definitions: { A: { type: object, description: d } } }',
    'outputSchema: { $ref: "#/$defs/A", $defs: { A: { type: object, description: d } } }',
  ])('%j is taken', (written) => {
    const text = parsePrompts(`input: q\n${written}`).request(blank).getPromptText();
    expect(text).toMatch(/"description":"(?:root|d)"/);
  });

  test.each([
    '{ properties: { a: { type: string } }, required: [a] }',
    '{ type: object, properties: { a: { properties: { b: { type: string } } } } }',
    '{ type: object, properties: { a: { items: { type: string } } } }',
    '{ $ref: "#/definitions/A", definitions: { A: { properties: { a: { type: string } } } } }',
    '{ anyOf: [{ properties: { a: { type: string } } }, { type: "null" }] }',
  ])('%s needs no type to hold answers to it', async (written) => {
    const request = parsePrompts(`input: q\noutputSchema: ${written}`).request(
      answering('{"a":5}'),
    );
    await expect(request.getResponse().getData()).rejects.toMatchObject({ code: 'invalid-output' });
  });

  test('takes properties of any name for properties', async () => {
    const written = '{ properties: { id: { type: number }, items: { type: number } } }';
    const file = parsePrompts(`input: q\noutputSchema: ${written}`);
    const data = (text: string) => file.request(answering(text)).getResponse().getData();
    expect(await data('{"id":1,"items":2}')).toEqual({ id: 1, items: 2 });
    await expect(data('{"id":"x"}')).rejects.toMatchObject({ code: 'invalid-output' });
  });
});

test.each([
  ["list['x' | 'y']", { type: 'array', items: { type: 'string', enum: ['x', 'y'] } }],
  [
    'list[string | null]',
    { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
  ],
  ["'x'[]", { type: 'array', items: { type: 'string', enum: ['x'] } }],
  ["'a|b]' | 'c'", { type: 'string', enum: ['a|b]', 'c'] }],
  [
    'list[list[int] | null] | string',
    {
      anyOf: [
        {
          type: 'array',
          items: { anyOf: [{ type: 'array', items: { type: 'integer' } }, { type: 'null' }] },
        },
        { type: 'string' },
      ],
    },
  ],
])('%s is a type', (written, expected) => {
  const file = parsePrompts(`input: q\noutput: { a: ${JSON.stringify(written)} }`);
  expect(file.request(blank).toJSON().outputSchema?.properties?.['a']).toEqual(expected);
});

test.each(['list[', ']|[', "'a", 'a"b', '[]'])('%s is none', (written) => {
  const text = `input: q\noutput:\n  a: ${JSON.stringify(written)}`;
  expect(refusalOf(() => parsePrompts(text))).toMatchObject({ line: 3 });
});

test('`$optional` is true or false', () => {
  const text = 'input: q\noutput:\n  a: { $type: string, $optional: "yes" }';
  expect(refusalOf(() => parsePrompts(text))).toMatchObject({
    line: 3,
    message: expect.stringContaining('neither true nor false'),
  });
});
