import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.js';

const bug = new Error('secret internals');
const message = 'A function of the schema threw an error.';

function ask(rule: () => boolean | Promise<boolean>, text = '{"b":"y","a":{"c":"x"}}') {
  const schema = z.object({ b: z.string(), a: z.object({ c: z.string().refine(rule) }) });
  const agent = createAgent({
    async *model() {
      yield text;
    },
  });
  return agent.input('?').output(schema).getResponse();
}

describe('data whose schema has a function that fails', () => {
  const rules = {
    throws: () => {
      throw bug;
    },
    rejects: async () => Promise.reject(bug),
  };

  test.each([
    ['throws', 'a.c'],
    ['rejects', ''],
  ] as const)('is refused with an issue and the cause: it %s', async (kind, path) => {
    const response = ask(rules[kind]);
    const refusal = await response.getData().catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      name: 'AgentError',
      code: 'invalid-output',
      issues: [{ path, message }],
    });
    expect((refusal as Error).cause).toBe(bug);
    expect((refusal as Error).message).not.toContain('secret');
    expect((refusal as Error).message).toMatch(/[^.]: A function of the schema threw an error\.$/);
    const told: string[] = [];
    for await (const event of response) if (event.type === 'done') told.push(event.path);
    expect(told).toContain('b');
  });

  test('is refused by the field, in a sentence with one end', async () => {
    await expect(ask(rules.throws).field('a.c')).rejects.toMatchObject({
      code: 'invalid-output',
      message: `The field a.c does not match its schema: a.c: ${message}`,
    });
  });

  test('has no cause where a rule only says no', async () => {
    const refusal = await ask(() => false)
      .getData()
      .catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'invalid-output' });
    expect(refusal).not.toHaveProperty('cause');
  });
});
