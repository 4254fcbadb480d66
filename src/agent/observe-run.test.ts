import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createScriptedModel } from '../testing/index.js';
import { createAgent } from './create-agent.js';
import type { AgentObserver } from './observer.js';
import { tool } from './tool.js';

const Answer = z.object({ title: z.string(), note: z.string().optional() });

afterEach(() => {
  vi.unstubAllGlobals();
});

/** An observer that writes down what it is told. */
function createDiary() {
  const told: string[] = [];
  const observer: AgentObserver = {
    onRequest: ({ attempt, call, request }) =>
      void told.push(`request ${attempt}.${call}: ${request.messages.length} messages`),
    onAttempt: ({ attempt, reason }) => void told.push(`attempt ${attempt}: ${reason}`),
    onFirstToken: ({ attempt }) => void told.push(`first token ${attempt}`),
    onField: ({ attempt, event }) => void told.push(`${event.type} ${attempt}: ${event.path}`),
    onError: ({ error }) => void told.push(`error: ${error.code}`),
    onFinish: ({ outcome, meta }) => void told.push(`${outcome}, ${meta.attempts} attempts`),
  };
  return { told, observer };
}

describe('an observer', () => {
  test('is told of calls, attempts, first tokens, fields and the end, in their order', async () => {
    const texts = ['{"title":"Old"}', '{"title":"New","note":""}'];
    const { told, observer } = createDiary();
    const agent = createAgent({
      async *model() {
        yield texts.shift() ?? '';
      },
    });
    const response = agent
      .observe(observer)
      .input('x')
      .output(Answer)
      .getResponse({ ensureKeys: ['note'] });
    await response.getData();
    expect(told).toEqual([
      'request 1.1: 1 messages',
      'first token 1',
      'done 1: title',
      'done 1: ',
      'attempt 2: missing-keys',
      'request 2.2: 3 messages',
      'first token 2',
      'done 2: title',
      'done 2: note',
      'done 2: ',
      'complete, 2 attempts',
    ]);
  });

  test('is told of a failure and of a stop, each once', async () => {
    const failing = createDiary();
    const model = createScriptedModel({ text: 'Hello', failAfter: 2, chunkSize: 2 });
    const failed = createAgent({ model }).observe(failing.observer).input('x').getResponse();
    await expect(failed.getText()).rejects.toMatchObject({ code: 'model-failed' });
    expect(failing.told).toEqual([
      'request 1.1: 1 messages',
      'first token 1',
      'error: model-failed',
      'error, 1 attempts',
    ]);
    const stopping = createDiary();
    const other = createAgent({ model: createScriptedModel({ text: 'Hello', chunkSize: 2 }) });
    for await (const _ of other.observe(stopping.observer).input('x').getResponse()) break;
    await Promise.resolve();
    expect(stopping.told.at(-1)).toBe('stopped, 1 attempts');
    expect(stopping.told).not.toContain('error: stopped');
  });

  test('is no reader: nothing is sent for it, and who leaves last ends the call', async () => {
    const { told, observer } = createDiary();
    const model = createScriptedModel({ text: 'Hello', chunkSize: 1 });
    const response = createAgent({ model }).observe(observer).input('x').getResponse();
    await Promise.resolve();
    expect([told, model.calls]).toEqual([[], []]);
    for await (const _ of response) break;
    expect(model.calls).toMatchObject([{ status: 'aborted' }]);
  });

  test('that throws or rejects is reported, and fails nothing and nobody beside it', async () => {
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => void reported.push(error));
    const { told, observer } = createDiary();
    const bad: AgentObserver = {
      onRequest() {
        throw new Error('sync');
      },
      onFinish: () => Promise.reject(new Error('async')) as never,
    };
    const agent = createAgent({ model: createScriptedModel({ text: 'Hi' }) });
    const text = await agent.observe(bad).observe(observer).input('x').getResponse().getText();
    expect(text).toBe('Hi');
    await vi.waitFor(() => expect(reported).toHaveLength(2));
    expect(reported).toEqual([new Error('sync'), new Error('async')]);
    expect(told.at(-1)).toBe('complete, 1 attempts');
  });

  test('is told what the model is called', async () => {
    const names: unknown[] = [];
    const observer: AgentObserver = { onRequest: ({ model }) => void names.push(model) };
    const baseURL = 'http://127.0.0.1:9/v1';
    const agent = createAgent({
      model: { baseURL, model: 'small' },
      fallbacks: [createScriptedModel({ text: 'Hi' })],
      maxCallRetries: 0,
    });
    expect(await agent.observe(observer).input('x').getResponse().getText()).toBe('Hi');
    expect(names).toEqual([
      { id: 'small', provider: '127.0.0.1:9', address: new URL(baseURL) },
      {},
    ]);
  });
});

test('an observer is told of each call of a tool, and of the keys that an attempt was without', async () => {
  const said = [
    '{"calls":[{"tool":"find","input":{"word":"tea"}},{"tool":"find","input":{"word":7}}]}',
    '{"calls":[]}',
    '{}',
    '{"title":"Tea"}',
  ];
  const told: unknown[] = [];
  const agent = createAgent({
    async *model() {
      yield said.shift() ?? '';
    },
    observers: [
      {
        onAttempt: ({ reason, missing }) => void told.push([reason, missing]),
        onTool: ({ attempt, event }) =>
          void told.push([
            event.phase,
            attempt,
            event.toolName,
            event.index,
            event.round,
            event.callId,
          ]),
      },
    ],
  });
  const find = tool({ input: z.object({ word: z.string() }), execute: () => ['cup'] });
  const response = agent
    .input('x')
    .tools({ find })
    .output(z.object({ title: z.string().optional() }))
    .getResponse({ ensureKeys: ['title'] });
  expect(await response.getData()).toEqual({ title: 'Tea' });
  const id = expect.any(String);
  expect(told).toHaveLength(4);
  expect(told).toEqual(
    expect.arrayContaining([
      ['call', 1, 'find', 0, 1, id],
      ['result', 1, 'find', 0, 1, id],
      ['error', 1, 'find', 1, 1, id],
      ['missing-keys', ['title']],
    ]),
  );
});
