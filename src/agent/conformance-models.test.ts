import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startModelServer, type ModelServer, type Plan } from '../../tests/support/model-server.js';
import { createAgent } from './create-agent.js';
import type { ModelFunction } from './model.js';
import { tool } from './tool.js';

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

describe('§1.5 by which means each model of a chain is asked', () => {
  const Title = z.object({ title: z.string() });

  test('may be said for each: by the provider, by a tool or in words', async () => {
    const [first, second, third] = [
      await start({ status: 401 }),
      await start({ status: 401 }),
      await start(text('{"title":"third"}')),
    ];
    const agent = createAgent({
      model: first.model,
      structuredOutput: 'native',
      fallbacks: [
        { model: second.model, structuredOutput: 'tool' },
        { model: third.model, structuredOutput: 'prompt' },
      ],
    });
    expect(await agent.input('Hi').output(Title).getResponse().getData()).toEqual({
      title: 'third',
    });
    const asked = [first, second, third].map(({ calls }) => calls[0]?.body ?? {});
    expect(asked.map((body) => 'response_format' in body)).toEqual([true, false, false]);
    expect(asked.map((body) => 'tools' in body)).toEqual([false, true, false]);
    expect(JSON.stringify(asked[2])).toContain('JSON Schema');
  });

  test('is for tools as well, and that of the agent where nothing is said', async () => {
    const [first, second] = [
      await start({ status: 401 }),
      await start(text('{"calls":[]}'), text('Yes.')),
    ];
    const noop = tool({ input: z.object({}), execute: () => 'done' });
    const agent = createAgent({
      model: first.model,
      fallbacks: [{ model: second.model, toolCalling: 'prompt' }],
      tools: { noop },
    });
    expect(await agent.input('Hi').getResponse().getText()).toBe('Yes.');
    expect(first.calls.map(({ body }) => 'tools' in body)).toEqual([true]);
    expect(second.calls.map(({ body }) => 'tools' in body)).toEqual([false, false]);
  });

  test('goes on with the chain where a model refuses a schema in words, too', async () => {
    const refusal: Plan = { status: 400, body: '{"error":{"message":"no response_format"}}' };
    const [refusing, good] = [await start(refusal), await start(text('{"title":"good"}'))];
    const response = createAgent({
      model: { ...refusing.model, supportsStructuredOutputs: true },
      fallbacks: [good.model],
    })
      .input('Hi')
      .output(Title)
      .getResponse();
    expect(await response.getData()).toEqual({ title: 'good' });
    expect(refusing.calls.map(({ body }) => 'response_format' in body)).toEqual([true, false]);
    expect(good.calls).toHaveLength(1);
  });
});

describe('§1.5 an endpoint that answers with one body', () => {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  const whole = (message: object, finish_reason = 'stop'): Plan => ({
    status: 200,
    headers,
    body: JSON.stringify({
      id: '1',
      model: 'whole',
      choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason }],
      usage: { prompt_tokens: 7, completion_tokens: 2 },
    }),
  });

  test('is read like one that streams', async () => {
    const { model, calls } = await start(whole({ content: '{"title":"Tea"}' }));
    const response = createAgent({ model })
      .input('Hi')
      .output(z.object({ title: z.string() }))
      .getResponse();
    expect(await response.getData()).toEqual({ title: 'Tea' });
    expect(await response.getMeta()).toMatchObject({
      model: 'whole',
      finishReason: 'stop',
      usage: { inputTokens: 7, outputTokens: 2 },
    });
    expect(calls).toHaveLength(1);
  });

  test('may think, be cut off, and call tools in it', async () => {
    const call = (id: string) => ({
      id,
      type: 'function',
      function: { name: 'noop', arguments: '{}' },
    });
    const { model } = await start(
      whole({ content: null, tool_calls: [call('a'), call('b')] }, 'tool_calls'),
      whole({ content: 'Ye', reasoning_content: 'Hm.' }, 'length'),
    );
    const noop = tool({ input: z.object({}), execute: () => 'done' });
    const response = createAgent({ model, tools: { noop } }).input('Hi').getResponse();
    expect(await response.getText()).toBe('Ye');
    expect(await response.getData({ type: 'all' }).catch((error: unknown) => error)).toMatchObject({
      code: 'truncated-output',
    });
    const { rounds, toolCalls } = await response.getMeta();
    expect([rounds, toolCalls?.length]).toEqual([1, 2]);
  });

  test('that holds nothing is asked again', async () => {
    const { model, calls } = await start(whole({ content: '' }), whole({ content: 'Yes.' }));
    const response = createAgent({ model, retryDelayMs: 1 }).input('Hi').getResponse();
    expect(await response.getText()).toBe('Yes.');
    expect(calls).toHaveLength(2);
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
