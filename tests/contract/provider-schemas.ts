// In: a provider's protocol. Out: that no schema of an answer makes a provider refuse the request, whatever it takes of schemas.
// One suite for all: what a provider does not take natively is asked for in words.
// Knows nothing of how a protocol is written.

import { createAgent, tool } from 'fieldwise/agent';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { askProvider, attempts, collect, Idea, idea, text } from './ask-provider.js';
import type { Body, Dialect } from './provider-dialects.js';
import { strictRefusal } from './strict-mode.js';

const Tree = z.object({
  name: z.string(),
  get children() {
    return z.array(Tree);
  },
});

/** Schemas, each with an answer to it: those of the first group are taken by strict mode as they are. */
const STRICT = {
  'of all its keys': [Idea, idea],
  'with what may be null': [z.object({ note: z.string().nullable() }), { note: null }],
  'with limits': [
    z.object({ n: z.int().min(1).max(9), list: z.array(z.number()).min(1) }),
    { n: 3, list: [1] },
  ],
  'with choices': [z.object({ a: z.enum(['x', 'y']), b: z.literal(4) }), { a: 'y', b: 4 }],
  'with an address of mail': [z.object({ mail: z.email() }), { mail: 'a@example.org' }],
  'within itself': [Tree, { name: 'root', children: [{ name: 'leaf', children: [] }] }],
  'with a date': [z.object({ at: z.iso.datetime() }), { at: '2026-01-01T00:00:00Z' }],
  'with a union': [z.object({ a: z.union([z.string(), z.number()]) }), { a: 4 }],
  'with all of two': [
    z.object({ a: z.intersection(z.object({ x: z.string() }), z.object({ y: z.number() })) }),
    { a: { x: 'x', y: 1 } },
  ],
  'with variants': [
    z.object({
      shape: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('circle'), radius: z.number() }),
        z.object({ kind: z.literal('square'), side: z.number() }),
      ]),
    }),
    { shape: { kind: 'square', side: 2 } },
  ],
} as const satisfies Record<string, readonly [z.ZodType, unknown]>;

const LOOSE = {
  'with a key that may lack': [z.object({ a: z.string(), b: z.string().optional() }), { a: 'x' }],
  'with a default': [z.object({ a: z.string().default('x') }), { a: 'y' }],
  'with any keys': [z.object({ prices: z.record(z.string(), z.number()) }), { prices: { tea: 2 } }],
  'with anything': [z.object({ a: z.unknown() }), { a: [1, 'x'] }],
  'with a pair': [z.object({ pair: z.tuple([z.string(), z.number()]) }), { pair: ['x', 1] }],
  'with a longest text': [z.object({ a: z.string().max(10) }), { a: 'short' }],
  'with an address': [z.object({ at: z.url() }), { at: 'https://example.org/' }],
  'with other keys beside': [z.looseObject({ a: z.string() }), { a: 'x', b: 1 }],
} as const satisfies Record<string, readonly [z.ZodType, unknown]>;

const SCHEMAS = Object.entries({ ...STRICT, ...LOOSE }).map(
  ([kind, [schema, answer]]) => [kind, schema, answer] as const,
);

/** Runs the suite against one protocol. */
export function testSchemas(dialect: Dialect): void {
  describe(`a model behind ${dialect.name}`, () => {
    const { start } = askProvider(dialect);

    /** The schema of a request that is to be held to strictly. */
    function strictSchemaIn(body: Body): unknown {
      return dialect.isStrict?.(body) === true ? dialect.schemaIn(body) : undefined;
    }

    test.each(dialect.isStrict === undefined ? [] : SCHEMAS)(
      'takes a schema %s',
      async (kind, schema, answer) => {
        const refuse = (body: Body) => {
          const strict = strictSchemaIn(body);
          return strict === undefined ? undefined : strictRefusal(strict);
        };
        const { model, calls } = await start([{ text: JSON.stringify(answer) }], { refuse });
        const response = createAgent({ model }).input('Well?').output(schema).getResponse();
        expect(await response.getData()).toEqual(answer);
        expect(calls).toHaveLength(1);
        const [body = {}] = calls.map((call) => call.body);
        expect(dialect.schemaIn(body)).toMatchObject({ type: 'object' });
        expect(dialect.isStrict?.(body)).toBe(kind in STRICT);
      },
    );

    test('that refuses a schema is asked in words instead: readers and observers are told', async () => {
      const refuse = (body: Body) =>
        dialect.schemaIn(body) === undefined
          ? undefined
          : "Invalid schema for response_format 'response': too many states.";
      const { model, calls } = await start([{ text }], { refuse });
      const told: string[] = [];
      const request = createAgent({ model, maxCallRetries: 0 })
        .input('Well?')
        .output(Idea)
        .observe({
          onRequest: ({ request: { structuredOutput } }) => void told.push(structuredOutput),
          onAttempt: ({ reason }) => void told.push(reason),
        });
      const response = request.getResponse();
      expect(attempts(await collect(response))).toEqual([[2, 'refused-schema']]);
      expect(await response.getData()).toEqual(idea);
      expect(told).toEqual(['native', 'refused-schema', 'prompt']);
      expect(JSON.stringify(calls[1]?.body)).toContain('JSON Schema');
      // It is remembered: another request is not refused for it.
      expect(await request.getResponse().getData()).toEqual(idea);
      expect(calls).toHaveLength(3);
    });

    test('that refuses a schema in words as well fails with its reason', async () => {
      const { model, calls } = await start([{ text }], { refuse: () => 'No schema today.' });
      const response = createAgent({ model }).input('Well?').output(Idea).getResponse();
      await expect(response.getData()).rejects.toMatchObject({
        code: 'model-failed',
        message: expect.stringMatching(/HTTP status 400\..*The provider says: No schema today\.$/),
      });
      expect(calls).toHaveLength(2);
    });

    test('answers by a schema behind tools', async () => {
      const toolCalls = [{ name: 'weather', input: { city: 'Rome' } }];
      const refuse = (body: Body) =>
        dialect.takesBoth === false && 'tools' in body && dialect.schemaIn(body) !== undefined
          ? "Function calling with a response mime type: 'application/json' is unsupported"
          : undefined;
      const { model, calls } = await start([{ toolCalls }, { text }], { refuse });
      const weather = tool({ input: z.object({ city: z.string() }), execute: () => 'warm' });
      const response = createAgent({ model })
        .input('Well?')
        .tools({ weather })
        .output(Idea)
        .getResponse();
      expect(attempts(await collect(response))).toEqual([]);
      expect(await response.getData()).toEqual(idea);
      expect((await response.getMeta()).rounds).toBe(1);
      expect(calls.map(({ body }) => 'tools' in body)).toEqual([true, true]);
    });
  });
}
