import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createAgent, type ModelFunction } from '../index.js';
import { createTraceObserver } from './index.js';

function trace(model: ModelFunction) {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const tracer = provider.getTracer('test');
  const observer = createTraceObserver({ tracer, attributes: { 'app.part': 'titles' } });
  return {
    agent: createAgent({ model }).observe(observer),
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
