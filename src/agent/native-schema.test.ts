import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { strictRefusal } from '../../tests/contract/strict-mode.js';
import type { LanguageModel } from './ai-sdk-model.js';
import type { JsonSchema } from './model.js';
import { isFitForStrict, strictnessFor } from './native-schema.js';

const leaf = fc.constantFrom<JsonSchema>(
  { type: 'string' },
  { type: 'string', description: 'x' },
  { type: 'string', maxLength: 4 },
  { type: 'string', format: 'email' },
  { type: 'string', format: 'uri' },
  { type: 'string', pattern: '^(?!x)a$' },
  { type: 'string', pattern: '^(?:x)a$' },
  { type: 'string', default: 'x' },
  { type: ['string', 'null'] },
  { type: 'integer', minimum: 1 },
  { enum: ['a', 'b'] },
  { $ref: '#' },
  { $ref: '#', description: 'x' },
  { type: 'array' },
  { type: 'object' },
  {},
);

/** Schemas of objects, of any keys required and any closed. */
const { object } = fc.letrec<{ object: JsonSchema; part: JsonSchema }>((tie) => ({
  part: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    tie('object'),
    fc.record({ type: fc.constant('array' as const), items: tie('part') }),
    fc.record({ anyOf: fc.array(tie('part'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ oneOf: fc.array(tie('part'), { minLength: 1, maxLength: 2 }) }),
  ),
  object: fc
    .record({
      properties: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('part'), { maxKeys: 3 }),
      isWhole: fc.boolean(),
      additionalProperties: fc.constantFrom(false, false, true, undefined),
    })
    .map(({ properties, isWhole, additionalProperties }) => ({
      type: 'object' as const,
      properties,
      required: isWhole ? Object.keys(properties) : Object.keys(properties).slice(1),
      ...(additionalProperties !== undefined && { additionalProperties }),
    })),
}));

test('what is sent strictly is never refused, and what would not be refused is sent strictly', () => {
  fc.assert(
    fc.property(object, (schema) => {
      expect(isFitForStrict(schema)).toBe(strictRefusal(schema) === undefined);
    }),
    { numRuns: 2000 },
  );
});

test('a schema nested too deep is not sent strictly', () => {
  const nest = (depth: number): JsonSchema =>
    depth === 0
      ? { type: 'string' }
      : {
          type: 'object',
          properties: { a: nest(depth - 1) },
          required: ['a'],
          additionalProperties: false,
        };
  expect([10, 11].map((depth) => isFitForStrict(nest(depth)))).toEqual([true, false]);
});

describe('the options of a provider', () => {
  const loose: JsonSchema = { type: 'object', properties: { a: { type: 'string' } } };
  const strict: JsonSchema = { ...loose, required: ['a'], additionalProperties: false };
  const off = { strictJsonSchema: false };
  const by = (provider: string, more: object = {}): LanguageModel => {
    const about = { provider, modelId: 'm', ...more };
    const doStream = () => Promise.reject(new Error('not called'));
    return { specificationVersion: 'v3', doStream, ...about };
  };

  test.each([
    ['openai.responses', {}, { openai: off }],
    ['azure.chat', {}, { openai: off }],
    ['groq.chat', {}, { groq: off }],
    ['together.chat', { supportsStructuredOutputs: true }, { openaiCompatible: off }],
    ['gateway', { modelId: 'openai/gpt-5' }, { openai: off }],
  ])(
    'of %s turn strictness off for a schema that is outside',
    (provider, more, providerOptions) => {
      expect(strictnessFor(by(provider, more), loose)).toEqual({ providerOptions });
      expect(strictnessFor(by(provider, more), strict)).toEqual({});
    },
  );

  test('of others are left alone', () => {
    expect(strictnessFor(by('anthropic.messages'), loose)).toEqual({});
  });

  test('keep what the caller says', () => {
    const own = { openai: { strictJsonSchema: true, user: 'me' }, other: { a: 1 } };
    expect(strictnessFor(by('openai.chat'), loose, own)).toEqual({ providerOptions: own });
    const azure = { azure: { user: 'me' } };
    expect(strictnessFor(by('azure.responses'), loose, azure)).toEqual({
      providerOptions: { openai: off, azure: { strictJsonSchema: false, user: 'me' } },
    });
  });
});
