import { context, SpanKind, SpanStatusCode, trace as traces } from '@opentelemetry/api';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createAgent, createSession, tool, type Model, type ModelFunction } from '../index.js';
import { createTraceObserver } from './index.js';

function trace(model: Model, fallbacks: readonly Model[] = []) {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const tracer = provider.getTracer('test');
  const observer = createTraceObserver({
    tracer,
    attributes: { 'app.part': 'titles' },
    contextOf: (span) => traces.setSpan(context.active(), span),
  });
  return {
    agent: createAgent({ model, fallbacks, maxCallRetries: 0 }).observe(observer),
    spans: () => exporter.getFinishedSpans(),
  };
}

test('a response is one span, with all its attempts, by the conventions', async () => {
  let calls = 0;
  const { agent, spans } = trace(async function* () {
    yield calls++ === 0 ? '{"title":1}' : '{"title":"Tea"}';
    yield {
      type: 'meta',
      id: `r${calls}`,
      model: 'small-1',
      finishReason: 'stop',
      usage: { inputTokens: 10, outputTokens: 5 },
    };
  });
  const request = agent.input('SECRET').options({ temperature: 0 });
  await request
    .output(z.object({ title: z.string() }))
    .getResponse({ maxRetries: 1 })
    .getData();
  expect(spans()).toHaveLength(1);
  const [span] = spans();
  expect(span).toMatchObject({ name: 'chat', kind: SpanKind.CLIENT });
  expect(span?.attributes).toEqual({
    'app.part': 'titles',
    'gen_ai.operation.name': 'chat',
    'gen_ai.output.type': 'json',
    'gen_ai.request.temperature': 0,
    'gen_ai.response.id': 'r2',
    'gen_ai.response.model': 'small-1',
    'gen_ai.response.finish_reasons': ['stop'],
    'gen_ai.usage.input_tokens': 20,
    'gen_ai.usage.output_tokens': 10,
    'fieldwise.outcome': 'complete',
    'fieldwise.attempts': 2,
    'fieldwise.first_token_ms': expect.any(Number),
    'fieldwise.first_field_ms': expect.any(Number),
  });
  expect(span?.events).toMatchObject([
    {
      name: 'fieldwise.attempt',
      attributes: { 'fieldwise.attempt': 2, 'fieldwise.reason': 'invalid-output' },
    },
  ]);
  expect(JSON.stringify([span?.attributes, span?.events])).not.toContain('SECRET');
});

test('what the response is a part of is an attribute', async () => {
  const { agent, spans } = trace(async function* () {
    yield 'Tea';
  });
  await agent
    .input('x')
    .getResponse({ parent: { runId: 'run 1' } })
    .getText();
  expect(spans()[0]?.attributes).toMatchObject({ 'fieldwise.parent_run_id': 'run 1' });
});

test('a failure is the status of its span, in our words', async () => {
  // oxlint-disable-next-line require-yield -- a model that fails before it says anything
  const { agent, spans } = trace(async function* () {
    throw new Error('SECRET');
  });
  const response = agent.input('x').getResponse({ maxCallRetries: 0 });
  await expect(response.getText()).rejects.toMatchObject({ code: 'model-failed' });
  const [span] = spans();
  expect(span?.status).toMatchObject({ code: SpanStatusCode.ERROR });
  expect(span?.status.message).toContain('The model call failed');
  expect(span?.status.message).not.toContain('SECRET');
  expect(span?.attributes).toMatchObject({
    'error.type': 'model-failed',
    'fieldwise.outcome': 'error',
  });
});

test('the keys that an attempt was without are told of it', async () => {
  const texts = ['{}', '{"title":"Tea"}'];
  const { agent, spans } = trace(async function* () {
    yield texts.shift() ?? '';
  });
  const Note = z.object({ title: z.string().optional() });
  await agent
    .input('x')
    .output(Note)
    .getResponse({ ensureKeys: ['title'] })
    .getData();
  expect(spans()[0]?.events[0]?.attributes).toEqual({
    'fieldwise.attempt': 2,
    'fieldwise.reason': 'missing-keys',
    'fieldwise.missing': ['title'],
  });
});

describe('a call of a tool', () => {
  const find = tool({
    input: z.object({ word: z.string() }),
    async execute({ word }, { signal }) {
      if (word === 'bad') throw new Error('SECRET');
      if (word === 'slow')
        await new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(new Error('gone')), { once: true }),
        );
      return 'SECRET';
    },
  });

  function ask(...words: readonly string[]) {
    const calls = words.map((word) => ({ tool: 'find', input: { word } }));
    const said = [JSON.stringify({ calls }), '{"calls":[]}', 'Found it.'];
    const { agent, spans } = trace(async function* () {
      yield said.shift() ?? '';
    });
    return { response: agent.input('x').tools({ find }).getResponse(), spans };
  }

  test('is a span in that of its response, by the conventions', async () => {
    const { response, spans } = ask('tea', 'bad');
    await response.getText();
    const [good, bad, chat] = spans();
    expect(spans()).toHaveLength(3);
    expect(good).toMatchObject({ name: 'execute_tool find', kind: SpanKind.INTERNAL });
    expect(good?.attributes).toEqual({
      'app.part': 'titles',
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'find',
      'gen_ai.tool.call.id': expect.any(String),
      'gen_ai.tool.type': 'function',
    });
    expect(good?.status.code).toBe(SpanStatusCode.UNSET);
    expect(bad?.attributes).toMatchObject({ 'error.type': 'tool-failed' });
    expect(bad?.status).toEqual({ code: SpanStatusCode.ERROR });
    expect(chat?.name).toBe('chat');
    for (const span of [good, bad])
      expect(span?.parentSpanContext?.spanId).toBe(chat?.spanContext().spanId);
    const written = spans().map(({ attributes, events, status }) => [attributes, events, status]);
    expect(JSON.stringify(written)).not.toContain('SECRET');
  });

  test('that is under way when its response is stopped ends with it', async () => {
    const { response, spans } = ask('slow');
    for await (const event of response)
      if (event.type === 'tool' && event.phase === 'call') response.cancel();
    await expect.poll(() => spans().length).toBe(2);
    expect(spans()[0]?.attributes).toMatchObject({
      'gen_ai.tool.name': 'find',
      'error.type': 'stopped',
    });
  });
});

const said: ModelFunction = async function* () {
  yield 'Yes.';
};

/** A model object of the AI SDK that answers, or does not. */
function createModel(provider: string, modelId: string, fails = false): Model {
  return Object.assign(
    {
      specificationVersion: 'v3' as const,
      doStream: () => {
        if (fails) return Promise.reject(new Error('no'));
        const stream = new ReadableStream({
          start(controller) {
            controller.enqueue({ type: 'text-delta', id: '1', delta: 'Yes.' });
            controller.enqueue({
              type: 'finish',
              finishReason: { unified: 'stop', raw: 'stop' },
              usage: { inputTokens: { total: 1 }, outputTokens: { total: 1 } },
            });
            controller.close();
          },
        });
        return Promise.resolve({ stream });
      },
    },
    { provider, modelId },
  );
}

test.each([
  ['openai.responses', 'openai'],
  ['openai.chat', 'openai'],
  ['azure.responses', 'azure.ai.openai'],
  ['anthropic.messages', 'anthropic'],
  ['google.generative-ai', 'gcp.gemini'],
  ['google.vertex.chat', 'gcp.vertex_ai'],
  ['amazon-bedrock', 'aws.bedrock'],
  ['mistral.chat', 'mistral_ai'],
  ['xai.chat', 'x_ai'],
  ['api.openai.com', 'openai'],
  ['api.x.ai', 'x_ai'],
  ['generativelanguage.googleapis.com', 'gcp.gemini'],
  ['openai-like.chat', 'openai-like.chat'],
  ['my-models', 'my-models'],
])('the provider %s is %s by the conventions', async (own, name) => {
  const { agent, spans } = trace(createModel(own, 'm'));
  await agent.input('x').getResponse().getText();
  expect(spans()[0]?.attributes).toMatchObject({ 'gen_ai.provider.name': name });
});

test('an endpoint is named by its address, and settings by theirs', async () => {
  const { agent, spans } = trace({ baseURL: 'http://127.0.0.1:1/v1', model: 'small' });
  await agent
    .input('x')
    .options({ presencePenalty: 0.5, frequencyPenalty: 0.25 })
    .getResponse()
    .getText()
    .catch((error: unknown) => error);
  expect(spans()[0]).toMatchObject({
    name: 'chat small',
    attributes: {
      'gen_ai.provider.name': '127.0.0.1:1',
      'server.address': '127.0.0.1',
      'server.port': 1,
      'gen_ai.request.presence_penalty': 0.5,
      'gen_ai.request.frequency_penalty': 0.25,
    },
  });
});

test('a span is of the model that was asked last', async () => {
  const last = createModel('anthropic.messages', 'large');
  const { agent, spans } = trace(createModel('openai.chat', 'small', true), [last]);
  await agent.input('x').getResponse().getText();
  expect(spans()).toHaveLength(1);
  expect(spans()[0]).toMatchObject({
    name: 'chat large',
    attributes: { 'gen_ai.provider.name': 'anthropic', 'gen_ai.request.model': 'large' },
  });
});

test('the conversation is the session, and one that fails before a model is asked has a span', async () => {
  const { agent, spans } = trace(said);
  await agent
    .session(createSession({ id: 'c1' }))
    .input('x')
    .getResponse()
    .getText();
  expect(spans()[0]?.attributes).toMatchObject({ 'gen_ai.conversation.id': 'c1' });
  const store = {
    get() {
      throw new Error('no');
    },
    set() {},
  };
  const response = agent
    .session(createSession({ id: 'c2', store }))
    .input('x')
    .getResponse();
  await expect(response.getText()).rejects.toMatchObject({ code: 'session-failed' });
  expect(spans()[1]).toMatchObject({
    name: 'chat',
    status: { code: SpanStatusCode.ERROR },
    attributes: {
      'app.part': 'titles',
      'gen_ai.operation.name': 'chat',
      'gen_ai.conversation.id': 'c2',
      'error.type': 'session-failed',
      'fieldwise.outcome': 'error',
    },
  });
});

test('what is no tracer is refused', () => {
  for (const options of [{}, { tracer: {} }, { tracer: 'x' }, null, { trace: {} }])
    expect(() => createTraceObserver(options as never)).toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    );
});
