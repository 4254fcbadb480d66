import type {
  LanguageModelV2,
  LanguageModelV2StreamPart,
  LanguageModelV3,
  LanguageModelV3StreamPart,
} from '@ai-sdk/provider';
import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { LanguageModel, LanguageModelCall } from './ai-sdk-model.js';
import { createAgent } from './create-agent.js';
import { fromLanguageModel } from './language-model.js';
import { tool } from './tool.js';

const about = { provider: 'by-hand', modelId: 'm', supportedUrls: {} };
const doGenerate = () => Promise.reject(new Error('not used'));

function streamOf<Part>(...parts: readonly Part[]): ReadableStream<Part> {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });
}

function v4(note: (options: LanguageModelCall) => void, extra: object = {}): LanguageModel {
  return {
    specificationVersion: 'v4',
    doStream: (options) => {
      note(options);
      return Promise.resolve({
        stream: streamOf({ type: 'text-delta' as const, id: '1', delta: '{"a":1}' }),
      });
    },
    ...extra,
  };
}

describe('the older interfaces of the AI SDK', () => {
  const v2: LanguageModelV2 = {
    ...about,
    specificationVersion: 'v2',
    doGenerate,
    doStream: () =>
      Promise.resolve({
        stream: streamOf<LanguageModelV2StreamPart>(
          { type: 'text-delta', id: '1', delta: 'hi' },
          {
            type: 'finish',
            finishReason: 'stop',
            usage: { inputTokens: 3, outputTokens: undefined, totalTokens: 4 },
          },
        ),
      }),
  };
  const v3: LanguageModelV3 = {
    ...about,
    specificationVersion: 'v3',
    doGenerate,
    doStream: () =>
      Promise.resolve({
        stream: streamOf<LanguageModelV3StreamPart>(
          { type: 'text-delta', id: '1', delta: 'hi' },
          {
            type: 'finish',
            finishReason: { unified: 'stop', raw: 'end' },
            usage: {
              inputTokens: { total: 3, noCache: 3, cacheRead: undefined, cacheWrite: undefined },
              outputTokens: { total: undefined, text: undefined, reasoning: undefined },
            },
          },
        ),
      }),
  };

  test.each<[string, LanguageModel]>([
    ['v2', v2],
    ['v3', v3],
  ])('%s is read like the newest', async (_, model) => {
    const response = createAgent({ model }).input('x').getResponse();
    expect(await response.getText()).toBe('hi');
    expect(await response.getMeta()).toEqual({
      finishReason: 'stop',
      usage: { inputTokens: 3 },
      totalUsage: { inputTokens: 3 },
      responseId: response.id,
      attempts: 1,
      firstTokenMs: expect.any(Number),
      firstFieldMs: expect.any(Number),
      totalMs: expect.any(Number),
    });
  });
});

describe('the call', () => {
  const A = z.object({ a: z.number() });
  const url = new URL('https://example.org/a.png');

  test.each([
    ['v2', [url, 'AAAA']],
    ['v3', [url, 'AAAA']],
    [
      'v4',
      [
        { type: 'url', url },
        { type: 'data', data: 'AAAA' },
      ],
    ],
  ] as const)('carries files as %s takes them', async (specificationVersion, data) => {
    const calls: LanguageModelCall[] = [];
    const model = v4((options) => calls.push(options), { specificationVersion });
    const request = createAgent({ model })
      .input('x')
      .attachment([
        { type: 'image', image: url },
        { type: 'file', data: 'AAAA', mediaType: 'application/pdf' },
      ]);
    await request.getResponse().getText();
    const parts = calls[0]?.prompt.at(-1)?.content;
    expect(parts).toMatchObject([
      { type: 'text' },
      { type: 'file', data: data[0], mediaType: 'image/*' },
      { type: 'file', data: data[1], mediaType: 'application/pdf' },
    ]);
  });

  test('carries system and user messages, and the schema natively', async () => {
    const calls: LanguageModelCall[] = [];
    const agent = createAgent({ model: v4((options) => calls.push(options)), system: 'S' });
    expect(await agent.input('x').output(A).getResponse().getData()).toEqual({ a: 1 });
    expect(calls[0]).toMatchObject({
      prompt: [
        { role: 'system', content: 'S' },
        { role: 'user', content: [{ type: 'text', text: 'x' }] },
      ],
      responseFormat: { type: 'json', schema: { type: 'object', required: ['a'] } },
      abortSignal: expect.any(AbortSignal),
    });
  });

  test.each([
    ['the user says so', {}, { structuredOutput: 'prompt' as const }],
    ['the model says it takes no schema', { supportsStructuredOutputs: false }, {}],
  ])('carries the schema in the prompt when %s', async (_, extra, options) => {
    const calls: LanguageModelCall[] = [];
    const model = v4((call) => calls.push(call), extra);
    await createAgent({ model, ...options })
      .input('x')
      .output(A)
      .getResponse()
      .getData();
    expect(calls[0]).not.toHaveProperty('responseFormat');
    expect(JSON.stringify(calls[0]?.prompt)).toContain('## Output');
  });
});

describe('a model whose provider is known to take no schema beside tools', () => {
  const noop = tool({ input: z.object({}), execute: () => 'done' });
  const gemini = { provider: 'google.generative-ai', modelId: 'gemini-2.5-flash' };

  test.each([
    ['is asked in words', {}, false],
    ['is asked natively where the agent says so', { structuredOutput: 'native' as const }, true],
    ['is asked natively where tools are in words', { toolCalling: 'prompt' as const }, true],
  ])('%s', async (_, options, isNative) => {
    const calls: LanguageModelCall[] = [];
    const parts = [
      { type: 'text-delta', id: '1', delta: '{"a":1}' },
      { type: 'finish', finishReason: 'stop' },
    ];
    const model = v4(() => {}, {
      ...gemini,
      doStream: (call: LanguageModelCall) => {
        calls.push(call);
        return Promise.resolve({ stream: streamOf(...parts) });
      },
    });
    await createAgent({ model, ...options })
      .input('x')
      .tools({ noop })
      .output(z.object({ a: z.number() }))
      .getResponse()
      .getData();
    expect(calls.at(-1)?.responseFormat !== undefined).toBe(isNative);
    expect(JSON.stringify(calls.at(-1)?.prompt).includes('JSON Schema')).toBe(!isNative);
  });
});

describe('the stream', () => {
  test('is cancelled and the signal let go when its reader stops early', async () => {
    let wasCancelled = false;
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue({ type: 'text-delta', id: '1', delta: 'x' }),
      cancel: () => void (wasCancelled = true),
    });
    const model = v4(() => {}, { doStream: () => Promise.resolve({ stream }) });
    const { signal } = new AbortController();
    const request = { messages: [], structuredOutput: 'prompt', signal } as const;
    for await (const _ of await fromLanguageModel(model)(request)) break;
    expect(wasCancelled).toBe(true);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  const text = { type: 'text-delta', id: '1', delta: 'A cup' };
  const saying = (...parts: readonly object[]) =>
    createAgent({
      model: v4(() => {}, { doStream: () => Promise.resolve({ stream: streamOf(...parts) }) }),
    })
      .input('x')
      .getResponse();

  test.each<[string, readonly object[]]>([
    ['no end', [text]],
    ['an end that knows no reason', [text, { type: 'finish', finishReason: 'unknown' }]],
    [
      'an end whose reason has no name',
      [text, { type: 'finish', finishReason: { unified: 'other', raw: undefined } }],
    ],
  ])('with %s is an answer that was cut off', async (_, parts) => {
    const response = saying(...parts);
    expect(await response.getText()).toBe('A cup');
    expect((await response.getMeta()).finishReason).toBe('interrupted');
    await expect(response.getData()).rejects.toMatchObject({ code: 'truncated-output' });
  });

  test('tells of all sources that were named, and of each as it came', async () => {
    const page = { type: 'source', sourceType: 'url', id: 's1', url: 'https://example.org/' };
    const file = {
      type: 'source',
      sourceType: 'document',
      id: 's2',
      title: 'Tea',
      mediaType: 'a/b',
    };
    const finish = { type: 'finish', finishReason: 'stop' };
    const response = saying(page, text, file, finish);
    const [told, raw] = [[], []] as unknown[][];
    for await (const item of response.getAsyncGenerator({ type: 'all' })) {
      if (item.type === 'meta' && item.sources !== undefined) told?.push(item.sources);
      if (item.type === 'original') raw?.push(item.part);
    }
    const one = { id: 's1', url: 'https://example.org/' };
    const other = { id: 's2', title: 'Tea', mediaType: 'a/b' };
    expect(told).toEqual([[one], [one, other], [one, other]]);
    expect(raw).toEqual([page, file]);
    expect((await response.getMeta()).sources).toEqual([one, other]);
  });

  test('that ends for a reason of its own is whole', async () => {
    const finishReason = { unified: 'other', raw: 'pause' };
    const response = saying(text, { type: 'finish', finishReason });
    expect(await response.getData()).toBe('A cup');
  });

  const start = { type: 'stream-start', warnings: [] };
  const stop = { type: 'finish', finishReason: 'stop' };
  const empty = { type: 'text-delta', id: '1', delta: '' };

  /** A model that says these parts, call by call, the last for all that follow. */
  function sayingInTurn(...turns: readonly (readonly object[])[]) {
    const calls: LanguageModelCall[] = [];
    const model = v4(() => {}, {
      doStream: (call: LanguageModelCall) => {
        const parts = turns[calls.push(call) - 1] ?? turns.at(-1) ?? [];
        return Promise.resolve({ stream: streamOf(...parts) });
      },
    });
    return { calls, agent: createAgent({ model, retryDelayMs: 1 }).input('x') };
  }

  test.each<[string, readonly object[]]>([
    ['nothing', [start]],
    ['an empty text and no end', [start, empty]],
    ['its end alone', [start, stop]],
    ['an empty text and its end', [start, empty, stop]],
  ])('that says %s is asked for again, and in the end a failure', async (_, parts) => {
    const passing = sayingInTurn(parts, [text, stop]);
    expect(await passing.agent.getResponse().getText()).toBe('A cup');
    expect(passing.calls).toHaveLength(2);
    const lasting = sayingInTurn(parts);
    await expect(lasting.agent.getResponse().getText()).rejects.toMatchObject({
      code: 'model-failed',
      message: expect.stringMatching(/ended before it said anything/),
    });
    expect(lasting.calls).toHaveLength(3);
  });

  test('that shows a picture and says nothing is an answer', async () => {
    const file = { type: 'file', mediaType: 'image/png', data: 'AAAA' };
    const { agent, calls } = sayingInTurn([start, file, stop]);
    expect(await agent.getResponse().getText()).toBe('');
    expect(calls).toHaveLength(1);
  });

  test.each([
    ['V2', { type: 'unsupported-setting', setting: 'responseFormat' }],
    ['V3', { type: 'unsupported', feature: 'responseFormat' }],
  ])(
    'that begins by saying in %s that no schema is heeded is asked in words',
    async (_, warning) => {
      const answer = { ...text, delta: '{"a":1}' };
      const { agent, calls } = sayingInTurn(
        [{ ...start, warnings: [warning] }, text, stop],
        [start, answer, stop],
      );
      const response = agent.output(z.object({ a: z.number() })).getResponse();
      expect(await response.getData()).toEqual({ a: 1 });
      expect(calls.map(({ responseFormat }) => responseFormat?.type)).toEqual(['json', undefined]);
      expect(JSON.stringify(calls[1]?.prompt)).toContain('JSON Schema');
    },
  );

  test('that fails is a failure whose message keeps the provider’s words to itself', async () => {
    const secret = Object.assign(new Error('prompt: my password'), { statusCode: 503 });
    const model = v4(() => {}, {
      doStream: () => Promise.resolve({ stream: streamOf({ type: 'error', error: secret }) }),
    });
    const text = createAgent({ model }).input('x').getResponse().getText();
    await expect(text).rejects.toMatchObject({
      code: 'model-failed',
      message: expect.stringContaining('HTTP status 503'),
      cause: secret,
    });
    await expect(text).rejects.not.toThrow(/password/);
  });
});
