import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startModelServer, type ModelServer, type Plan } from '../../tests/support/model-server.js';
import { createAgent } from './create-agent.js';
import type { ModelFunction } from './model.js';

const servers: ModelServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

async function start(...plans: readonly Plan[]) {
  const server = await startModelServer(plans);
  servers.push(server);
  return server;
}

const text = (answer: string): Plan => ({ chunks: [answer] });

describe('§1.5 a chain of models', () => {
  test('asks the next one when a model cannot be asked, and says so', async () => {
    const [refusing, busy, good] = [
      await start({ status: 401 }),
      await start({ status: 503 }),
      await start(text('{"title":"third"}')),
    ];
    const response = createAgent({
      model: refusing.model,
      fallbacks: [busy.model, good.model],
      retryDelayMs: 1,
      maxCallRetries: 1,
    })
      .input('x')
      .output(z.object({ title: z.string() }))
      .getResponse();
    expect(await response.getData()).toEqual({ title: 'third' });
    expect([refusing, busy, good].map(({ calls }) => calls.length)).toEqual([1, 2, 1]);
    const reasons: string[] = [];
    for await (const event of response) if (event.type === 'attempt') reasons.push(event.reason);
    expect(reasons).toEqual(['model-failed', 'model-failed', 'model-failed']);
    expect(await response.getMeta()).toMatchObject({ attempts: 4, model: 'stand-in' });
  });

  test('fails with the failure of the last', async () => {
    const [one, two] = [await start({ status: 401 }), await start({ status: 404 })];
    const agent = createAgent({ model: one.model, fallbacks: [two.model] });
    await expect(agent.input('x').getResponse().getText()).rejects.toThrow(/HTTP status 404/);
  });

  test('does not ask the next one for an answer that has begun', async () => {
    const [cut, other] = [await start({ chunks: ['He'], breaks: 'cut' }), await start(text('no'))];
    const agent = createAgent({ model: cut.model, fallbacks: [other.model] });
    await expect(agent.input('x').getResponse().getText()).rejects.toThrow(/connection broke/);
    expect(other.calls).toHaveLength(0);
  });

  test('writes the prompt for each: a schema goes to a model that takes it, and into the prompt of another', async () => {
    const native = await start({ status: 401 });
    const prompted = await start(text('{"title":"x"}'));
    const agent = createAgent({
      model: { ...native.model, supportsStructuredOutputs: true },
      fallbacks: [prompted.model],
    });
    await agent
      .input('Hi')
      .output(z.object({ title: z.string() }))
      .getResponse()
      .getData();
    expect(native.calls[0]?.body['response_format']).toMatchObject({ type: 'json_schema' });
    expect(native.calls[0]?.body.messages).toEqual([{ role: 'user', content: 'Hi' }]);
    expect(prompted.calls[0]?.body['response_format']).toBeUndefined();
    expect(String(prompted.calls[0]?.body.messages[0]?.content)).toContain('JSON Schema');
  });
});

describe('§1.2, §1.5 what an endpoint gets', () => {
  test('are the slots, the conversation, the files and the options, in its own words', async () => {
    const server = await start(text('a cat'));
    const agent = createAgent({ model: server.model, system: 'S', developer: 'D' });
    await agent
      .chatHistory([
        { role: 'user', content: 'hi' },
        { role: 'assistant', content: 'hello' },
      ])
      .input('What is this?')
      .attachment({ type: 'image', image: 'AAAA', mediaType: 'image/png' })
      .options({ temperature: 0.5, maxOutputTokens: 50, seed: 7, chat_template: 'own' })
      .getResponse()
      .getText();
    expect(server.calls[0]?.body).toMatchObject({
      model: 'stand-in',
      stream: true,
      temperature: 0.5,
      max_tokens: 50,
      seed: 7,
      chat_template: 'own',
      messages: [
        { role: 'system', content: 'S' },
        { role: 'system', content: 'D' },
        { role: 'user', content: 'hi' },
        { role: 'assistant', content: 'hello' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
          ],
        },
      ],
    });
  });
});

describe('§2.2 what a provider says besides', () => {
  test('reaches readers of all, of specific types and of originals', async () => {
    const source = { type: 'source', url: 'https://example.com' };
    const model: ModelFunction = async function* () {
      yield { type: 'reasoning', delta: 'hm' };
      yield { type: 'original', part: source };
      yield 'Te';
      yield 'a';
      yield { type: 'meta', finishReason: 'stop' };
    };
    const response = createAgent({ model }).input('x').getResponse();
    const specific: unknown[] = [];
    const wanted = ['reasoning', 'text', 'original', 'done'] as const;
    for await (const item of response.getAsyncGenerator({ type: 'specific', specific: wanted }))
      specific.push(item.type === 'done' ? item.value : item);
    expect(specific).toEqual([
      { type: 'reasoning', delta: 'hm' },
      { type: 'original', part: source },
      { type: 'text', text: 'Te' },
      { type: 'text', text: 'a' },
      'Tea',
    ]);
    const original: unknown[] = [];
    for await (const item of response.getAsyncGenerator({ type: 'original' })) original.push(item);
    expect(original).toEqual([
      { type: 'reasoning', delta: 'hm' },
      { type: 'original', part: source },
      'Te',
      'a',
      { type: 'meta', finishReason: 'stop' },
    ]);
    expect(await response.getData({ type: 'all' })).toMatchObject({
      data: 'Tea',
      original: 'Tea',
      text: 'Tea',
      reasoning: 'hm',
      meta: { finishReason: 'stop' },
    });
  });
});
