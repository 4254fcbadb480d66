import {
  createAgent,
  mcpTools,
  tool,
  type ModelFunction,
  type ToolOptions,
  type ToolsOptions,
} from 'fieldwise/agent';
import { createScriptedModel } from 'fieldwise/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startModelServer, type ModelServer, type Plan } from '../support/model-server.js';

const servers: ModelServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

const call = (...inputs: readonly object[]): Plan => ({
  chunks: [],
  toolCalls: inputs.map((input, index) => ({
    id: `call-${index}`,
    name: 'look',
    input: JSON.stringify(input).match(/.{1,3}/g) ?? [],
  })),
});

const Input = z.object({ word: z.string() });

/** A response to a model that may look for words. */
async function ask(
  plans: readonly Plan[],
  look: Partial<ToolOptions<typeof Input, unknown>> = {},
  more: ToolsOptions = {},
) {
  const server = await startModelServer(plans);
  servers.push(server);
  const looking = tool({
    description: 'Looks for a word',
    input: Input,
    execute: ({ word }) => `found ${word}`,
    ...look,
  });
  const request = createAgent({ model: server.model }).input('x').tools({ look: looking }, more);
  return { response: request.getResponse(), calls: server.calls };
}

const done: Plan = { chunks: ['Done.'] };

describe('§1.7 tools', () => {
  test('§1.7.1 are told to the model by name, description and schema, and called with what fits it', async () => {
    const { response, calls } = await ask([call({ word: 'tea' }), done]);
    expect(await response.getText()).toBe('Done.');
    expect(calls[0]?.body['tools']).toMatchObject([
      { function: { name: 'look', description: 'Looks for a word' } },
    ]);
    expect(calls[1]?.body.messages.at(-1)).toMatchObject({ role: 'tool', content: 'found tea' });
  });

  test('§1.7.2 are called in rounds, no more than allowed', async () => {
    const { response, calls } = await ask([call({ word: 'tea' })], {}, { maxRounds: 2 });
    await expect(response.getText()).rejects.toMatchObject({ code: 'rounds-exceeded' });
    expect(calls).toHaveLength(3);
  });

  test('§1.7.3 run at the same time, as many as allowed', async () => {
    let running = 0;
    let most = 0;
    const execute = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
    };
    const four = call({ word: 'a' }, { word: 'b' }, { word: 'c' }, { word: 'd' });
    const { response } = await ask([four, done], { execute }, { maxConcurrency: 2 });
    await response.getText();
    expect(most).toBe(2);
  });

  test('§1.7.4 have a time limit, and their signal aborts', async () => {
    let isLeft = false;
    const { response, calls } = await ask([call({ word: 'tea' }), done], {
      timeoutMs: 20,
      execute: (_, { signal }) => {
        signal.addEventListener('abort', () => (isLeft = true));
        return new Promise(() => {});
      },
    });
    expect(await response.getText()).toBe('Done.');
    expect(isLeft).toBe(true);
    expect(String(calls[1]?.body.messages.at(-1)?.content)).toContain('20 ms');
  });

  test('§1.7.5 that fail are told as failed, and text that looks like a failure is a result', async () => {
    const failing = await ask([call({ word: 'tea' }), done], {
      execute: () => Promise.reject(new Error('Closed.')),
    });
    await failing.response.getText();
    expect((await failing.response.getMeta()).toolCalls).toMatchObject([
      { outcome: 'tool-failed' },
    ]);
    const odd = await ask([call({ word: 'tea' }), done], { execute: () => 'Error: none found' });
    expect((await odd.response.getMeta()).toolCalls).toMatchObject([{ outcome: 'result' }]);
  });

  test('§1.7.6 are planned in words for models that cannot call any', async () => {
    const said = ['{"calls":[{"tool":"look","input":{"word":"tea"}}]}', '{"calls":[]}', 'Done.'];
    const model: ModelFunction = async function* () {
      yield said.shift() ?? '';
    };
    const look = tool({
      input: z.object({ word: z.string() }),
      execute: ({ word }) => `found ${word}`,
    });
    const response = createAgent({ model }).input('x').tools({ look }).getResponse();
    expect(await response.getText()).toBe('Done.');
    expect(await response.getMeta()).toMatchObject({
      rounds: 1,
      toolCalls: [{ toolName: 'look' }],
    });
  });

  test('§1.7.7 of an MCP server are tools like others', async () => {
    const asked: unknown[] = [];
    const tools = await mcpTools({
      listTools: () =>
        Promise.resolve({ tools: [{ name: 'look', inputSchema: { type: 'object' } }] }),
      callTool: (params) => {
        asked.push(params);
        return Promise.resolve({ content: [{ type: 'text', text: 'found' }] });
      },
    });
    const server = await startModelServer([call({ word: 'tea' }), done]);
    servers.push(server);
    const request = createAgent({ model: server.model }).input('x').tools(tools);
    expect(await request.getResponse().getText()).toBe('Done.');
    expect(asked).toEqual([{ name: 'look', arguments: { word: 'tea' } }]);
  });

  test('§1.7.8 wait for somebody who decides', async () => {
    const decide = (approved: boolean) => ({ approval: () => ({ approved }) });
    const outcomes = await Promise.all(
      [true, false].map(async (approved) => {
        const plans = [call({ word: 'tea' }), done];
        const { response } = await ask(plans, { needsApproval: true }, decide(approved));
        return (await response.getMeta()).toolCalls?.[0]?.outcome;
      }),
    );
    expect(outcomes).toEqual(['result', 'tool-denied']);
  });

  test('§1.7.9 are in the meta and in the events, each call with its round, input and time', async () => {
    const { response } = await ask([call({ word: 'tea' }), done]);
    const phases: string[] = [];
    for await (const event of response) if (event.type === 'tool') phases.push(event.phase);
    expect(phases.filter((phase) => phase !== 'input')).toEqual(['call', 'result']);
    expect((await response.getMeta()).toolCalls).toMatchObject([
      { toolName: 'look', round: 1, durationMs: expect.any(Number) },
    ]);
  });

  test('§1.7.10 are of the agent or of one request', () => {
    const look = tool({ input: z.object({}), execute: () => 'x' });
    const model = createScriptedModel({ text: 'yes' });
    const seen = (request: { getPromptText(): string }) => request.getPromptText();
    const own = createAgent({ model, tools: { look } });
    expect(() => own.tools({ 'no name': look })).toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    );
    expect(seen(own.input('x'))).toBe(seen(createAgent({ model }).tools({ look }).input('x')));
  });
});
