import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.js';
import { fromJsonSchema } from './files/index.js';
import type { JsonSchema } from './model.js';
import { toModelSchema } from './model-schema.js';
import type { AgentObserver } from './observer.js';
import { tool } from './tool.js';

/** Each level uses the one below twice. */
function doubled(levels: number): z.ZodObject {
  let level = z.object({ leaf: z.string().optional() }) as z.ZodObject;
  for (let at = 0; at < levels; at++) {
    const below = level.optional();
    level = z.object({ one: below, two: below });
  }
  return level;
}

describe('a schema that uses its parts again', () => {
  test('is written out where that is short', () => {
    const Name = z.object({ first: z.string() });
    const { jsonSchema, isFolded } = toModelSchema(z.object({ one: Name, two: Name }));
    expect(isFolded).toBe(false);
    expect(JSON.stringify(jsonSchema)).not.toContain('$ref');
    expect(jsonSchema.properties?.['one']).toEqual(jsonSchema.properties?.['two']);
    expect(toModelSchema(doubled(8)).isFolded).toBe(false);
  });

  test('refers to them where it would be without end, and is asked for in words', async () => {
    const asked: Parameters<NonNullable<AgentObserver['onRequest']>>[0]['request'][] = [];
    const agent = createAgent({
      structuredOutput: 'native',
      async *model(request) {
        asked.push(request);
        yield '{"two":{"one":{}}}';
      },
    });
    const response = agent.input('x').output(doubled(40)).getResponse();
    expect(await response.getData()).toEqual({ two: { one: {} } });
    expect(asked[0]?.structuredOutput).toBe('prompt');
    const said = asked[0]?.messages.at(-1)?.content ?? '';
    expect(said).toContain('"$ref":"#/definitions/');
    expect(said.length).toBeLessThan(20_000);
  });

  test('is so, too, where it was written as JSON Schema', () => {
    for (const key of ['definitions', '$defs'] as const) {
      const below = (at: number) => ({ $ref: `#/${key}/level${at - 1}` });
      const levels = Array.from({ length: 30 }, (_, at) => [
        `level${at}`,
        at === 0
          ? { type: 'string' }
          : { type: 'object', properties: { one: below(at), two: below(at) } },
      ]);
      const written = {
        type: 'object',
        properties: { top: below(30) },
        [key]: Object.fromEntries(levels),
      };
      const { jsonSchema, isFolded } = toModelSchema(fromJsonSchema(written as JsonSchema));
      expect(isFolded).toBe(true);
      expect(jsonSchema).toMatchObject(written);
    }
  });

  test('may refer to itself, and have a property of that name', () => {
    const Node = z.object({
      $ref: z.string(),
      get kids() {
        return z.array(Node);
      },
    });
    const { jsonSchema, isFolded } = toModelSchema(z.object({ one: Node, two: Node }));
    expect(isFolded).toBe(false);
    expect(Object.keys(jsonSchema.definitions ?? {})).toHaveLength(1);
  });

  test('is no input of a tool where it would be without end', () => {
    expect(() => tool({ input: doubled(40), execute: () => '' })).toThrow(
      expect.objectContaining({
        code: 'invalid-schema',
        message: expect.stringMatching(/^tool: .* more than 10,000 parts/),
      }),
    );
  });
});
