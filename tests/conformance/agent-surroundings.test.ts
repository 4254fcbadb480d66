import { createAgent } from 'fieldwise/agent';
import { parsePrompts } from 'fieldwise/agent/files';
import { printResponse } from 'fieldwise/agent/terminal';
import { createScriptedModel } from 'fieldwise/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startModelServer, type ModelServer } from '../support/model-server.js';

const servers: ModelServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

describe('§1.4 variables', () => {
  test('§1.4.4 are filled in from what is passed, for the agent and in files, and in nothing a user says', async () => {
    const server = await startModelServer([{ chunks: ['yes'] }]);
    servers.push(server);
    const env = { URL: server.model.baseURL, MODEL: 'tea-1', SHOP: 'Leaf' };
    const shop = createAgent({
      model: { baseURL: '${ENV.URL}', model: '${ENV.MODEL}' },
      system: 'You sell for ${ENV.SHOP}.',
      env,
    });
    await shop.input('What is ${ENV.MODEL}?').getResponse().getText();
    expect(server.calls[0]?.body).toMatchObject({
      model: 'tea-1',
      messages: [
        { role: 'system', content: 'You sell for Leaf.' },
        { role: 'user', content: 'What is ${ENV.MODEL}?' },
      ],
    });
    const file = parsePrompts('input: Open, ${ENV.SHOP}', { env });
    expect(file.request(shop).getPromptText()).toContain('Open, Leaf');
    expect(() => createAgent({ model: server.model, system: '${ENV.NONE}', env })).toThrow(
      expect.objectContaining({ code: 'missing-variable', missing: ['NONE'] }),
    );
  });
});

describe('§1.10 an answer', () => {
  test('§1.10.5 is printed while it is written', async () => {
    const pieces: string[] = [];
    const text = '{"title":"Tea","score":5}';
    const response = createAgent({ model: createScriptedModel({ text, chunkSize: 1 }) })
      .input('x')
      .output(z.object({ title: z.string(), score: z.number() }))
      .getResponse();
    await printResponse(response, { output: { write: (piece) => void pieces.push(piece) } });
    expect(pieces.join('')).toBe('title: Tea\nscore: 5\n');
    expect(pieces.length).toBeGreaterThan(4);
  });
});
