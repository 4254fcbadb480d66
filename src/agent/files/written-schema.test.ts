import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createAgent } from '../create-agent.js';
import { AgentError } from '../error.js';
import { fromJsonSchema, fromNotation } from './index.js';

/** An agent whose model says what it is given. */
const saying = (answer: unknown) =>
  createAgent({
    async *model() {
      yield JSON.stringify(answer);
    },
  }).input('x');

function refusalOf(make: () => unknown): AgentError {
  try {
    make();
  } catch (error) {
    if (error instanceof AgentError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('JSON Schema', () => {
  const written = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {
      pair: { type: 'array', prefixItems: [{ type: 'string' }, { $ref: '#/$defs/price' }] },
      at: { type: 'string', format: 'date', 'x-own': 1 },
    },
    required: ['pair'],
    $defs: { price: { type: 'number', minimum: 0 } },
  };

  test('is shown to the model as it is written, and holds its answer', async () => {
    const schema = fromJsonSchema(written);
    const { outputSchema } = saying({}).output(schema).toJSON();
    const { $schema: _, ...shown } = written;
    expect(outputSchema).toEqual({ ...shown, additionalProperties: false });
    const answer = { pair: ['tea', 2], at: '2026-01-01' };
    expect(await saying(answer).output(schema).getResponse().getData()).toEqual(answer);
    const wrong = saying({ pair: ['tea', -1] }).output(schema);
    await expect(wrong.getResponse().getData()).rejects.toMatchObject({
      code: 'invalid-output',
      issues: [expect.objectContaining({ path: 'pair[1]' })],
    });
  });

  test.each([
    ['a text', 'string'],
    ['a list', [{}]],
    ['nothing', null],
    ['a schema of zod', z.string()],
  ])('is not %s', (_, value) => {
    const { code, message } = refusalOf(() => fromJsonSchema(value as object));
    expect(code).toBe('invalid-schema');
    expect(message).toMatch(/^fromJsonSchema takes JSON Schema/);
  });

  test('whose words zod has no check for is refused with its reason', () => {
    const { code, cause } = refusalOf(() => fromJsonSchema({ if: {}, else: {} }));
    expect(code).toBe('invalid-schema');
    expect(cause).toBeInstanceOf(Error);
  });
});

describe('an output in few words', () => {
  const Report = fromNotation({
    title: { $type: 'string', $desc: 'Short' },
    kind: "'a' | 'b'",
    tags: ['string'],
    items: [{ name: 'text', price: 'number | null' }],
    score: { $type: 'int', $optional: true },
    mood: { $type: 'string', $default: 'calm' },
  });
  const answer = { title: 'Tea', kind: 'a', tags: [], items: [{ name: 'x', price: null }] };

  test('is what files have, in code', async () => {
    const { outputSchema } = saying({}).output(Report).toJSON();
    expect(outputSchema).toMatchObject({
      properties: {
        title: { type: 'string', description: 'Short' },
        kind: { type: 'string', enum: ['a', 'b'] },
        mood: { default: 'calm' },
      },
      required: ['title', 'kind', 'tags', 'items'],
      additionalProperties: false,
    });
    const data = await saying(answer).output(Report).getResponse().getData();
    expect(data).toEqual({ ...answer, mood: 'calm' });
    const wrong = saying({ ...answer, kind: 'c' })
      .output(Report)
      .getResponse();
    await expect(wrong.getData()).rejects.toMatchObject({ code: 'invalid-output' });
  });

  test.each([
    [{ a: 'words for it' }, /^fromNotation: a names no type/],
    [{ a: [{ b: 5 }] }, /^fromNotation: a\.0\.b stands for no type/],
    [{ a: { $type: 'string', title: 'x' } }, /^fromNotation: a\.title is beside `\$type`/],
    [undefined, /^fromNotation: the notation stands for no type/],
  ])('that stands for no type is refused by its path: %o', (notation, got) => {
    const { code, message } = refusalOf(() => fromNotation(notation as never));
    expect(code).toBe('invalid-schema');
    expect(message).toMatch(got);
  });
});
