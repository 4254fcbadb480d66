import type { LanguageModelV3, LanguageModelV3StreamPart } from '@ai-sdk/provider';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { LanguageModelCall } from './ai-sdk-model.js';
import { createAgent } from './create-agent.js';
import { tool } from './tool.js';

type Part = LanguageModelV3StreamPart;

const finish = (unified: 'stop' | 'tool-calls'): Part => ({
  type: 'finish',
  finishReason: { unified, raw: unified },
  usage: {
    inputTokens: { total: 3, noCache: 3, cacheRead: undefined, cacheWrite: undefined },
    outputTokens: { total: 2, text: 2, reasoning: undefined },
  },
});
const say = (delta: string): readonly Part[] => [
  { type: 'text-start', id: 't' },
  { type: 'text-delta', id: 't', delta },
  { type: 'text-end', id: 't' },
  finish('stop'),
];

/** A model object of the AI SDK that says this, call by call. */
function createModel(...answers: readonly (readonly Part[])[]) {
  const calls: LanguageModelCall[] = [];
  const model: LanguageModelV3 = {
    specificationVersion: 'v3',
    provider: 'by-hand',
    modelId: 'm',
    supportedUrls: {},
    doGenerate: () => Promise.reject(new Error('not used')),
    doStream: (options) => {
      const parts = answers[calls.push(options as LanguageModelCall) - 1] ?? [];
      const stream = new ReadableStream<Part>({
        start(controller) {
          for (const part of parts) controller.enqueue(part);
          controller.close();
        },
      });
      return Promise.resolve({ stream });
    },
  };
  return { model, calls };
}

const add = tool({
  description: 'Adds',
  input: z.object({ a: z.number(), b: z.number() }),
  execute: ({ a, b }) => a + b,
});
const called: readonly Part[] = [
  { type: 'tool-input-start', id: 'c1', toolName: 'add' },
  { type: 'tool-input-delta', id: 'c1', delta: '{"a":1,' },
  { type: 'tool-input-delta', id: 'c1', delta: '"b":2}' },
  { type: 'tool-input-end', id: 'c1' },
  {
    type: 'tool-call',
    toolCallId: 'c1',
    toolName: 'add',
    input: '{"a":1,"b":2}',
    providerMetadata: { google: { thoughtSignature: 'abc' } },
  },
];

test('an AI SDK model is told of tools, calls and results in its own words, with what it wants to see again', async () => {
  const { model, calls } = createModel(
    [{ type: 'text-delta', id: 't', delta: 'Let me add.' }, ...called, finish('tool-calls')],
    say('3'),
  );
  const response = createAgent({ model }).input('1 + 2?').tools({ add }).getResponse();
  expect(await response.getText()).toBe('Let me add.\n\n3');
  expect(calls[0]?.tools).toEqual([
    {
      type: 'function',
      name: 'add',
      description: 'Adds',
      inputSchema: expect.objectContaining({ type: 'object', required: ['a', 'b'] }),
    },
  ]);
  expect(calls[1]?.prompt.slice(1)).toEqual([
    {
      role: 'assistant',
      content: [
        { type: 'text', text: 'Let me add.' },
        {
          type: 'tool-call',
          toolCallId: 'c1',
          toolName: 'add',
          input: { a: 1, b: 2 },
          providerOptions: { google: { thoughtSignature: 'abc' } },
        },
      ],
    },
    {
      role: 'tool',
      content: [
        {
          type: 'tool-result',
          toolCallId: 'c1',
          toolName: 'add',
          output: { type: 'json', value: 3 },
        },
      ],
    },
  ]);
  expect((await response.getMeta()).usage).toEqual({ inputTokens: 6, outputTokens: 4 });
});

test('an error is told as one', async () => {
  const wrong: Part = { type: 'tool-call', toolCallId: 'c1', toolName: 'add', input: '{"a":1}' };
  const { model, calls } = createModel([wrong, finish('tool-calls')], say('Sorry.'));
  await createAgent({ model }).input('x').tools({ add }).getResponse().getText();
  expect(calls[1]?.prompt.at(-1)?.content).toMatchObject([
    { output: { type: 'error-text', value: expect.stringContaining('- b: ') } },
  ]);
});

test.each(['{"a":', 'oops', '[1]', '"x"', '5', 'null'])(
  'an input that is no object (%s) is told again as an empty one, and what was wrong with it as its result',
  async (input) => {
    const wrong: Part = { type: 'tool-call', toolCallId: 'c1', toolName: 'add', input };
    const { model, calls } = createModel([wrong, finish('tool-calls')], say('Sorry.'));
    await createAgent({ model }).input('x').tools({ add }).getResponse().getText();
    const [said, result] = calls[1]?.prompt.slice(1) ?? [];
    expect(said?.content).toEqual([
      { type: 'tool-call', toolCallId: 'c1', toolName: 'add', input: {} },
    ]);
    expect(result?.content).toMatchObject([
      { output: { type: 'error-text', value: expect.stringMatching(/^(?:\S+ )*?The input/) } },
    ]);
  },
);

test('what the provider calls itself is its own business, and so is every call where there are no tools', async () => {
  const own: Part = {
    type: 'tool-call',
    toolCallId: 'p1',
    toolName: 'web_search',
    input: '{}',
    providerExecuted: true,
  };
  for (const [parts, tools] of [
    [[own], { add }],
    [called, {}],
  ] as const) {
    const { model, calls } = createModel([...parts, ...say('Hi.')]);
    const response = createAgent({ model }).input('x').tools(tools).getResponse();
    expect(await response.getText()).toBe('Hi.');
    expect(calls).toHaveLength(1);
    const original: unknown[] = [];
    for await (const chunk of response.getAsyncGenerator({ type: 'original' }))
      if (typeof chunk === 'object' && chunk.type === 'original') original.push(chunk.part);
    expect(original).toEqual(parts);
  }
});

/** As Anthropic has it: a thought whose signature comes at its end, and one that is kept secret. */
const thought: readonly Part[] = [
  { type: 'reasoning-start', id: 'r1' },
  { type: 'reasoning-delta', id: 'r1', delta: 'I need ' },
  { type: 'reasoning-delta', id: 'r1', delta: 'a sum.' },
  { type: 'reasoning-delta', id: 'r1', delta: '', providerMetadata: { a: { signature: 's' } } },
  { type: 'reasoning-end', id: 'r1' },
  { type: 'reasoning-start', id: 'r2', providerMetadata: { a: { redactedData: 'x' } } },
  { type: 'reasoning-end', id: 'r2' },
];

test('what a model thought before it called tools is told to it again, signed as it was', async () => {
  const { model, calls } = createModel(
    [...thought, ...called, finish('tool-calls')],
    [...thought, ...called.map(withId('c2')), finish('tool-calls')],
    [...thought, ...say('3')],
  );
  const response = createAgent({ model }).input('1 + 2?').tools({ add }).getResponse();
  expect(await response.getText()).toBe('3');
  const content = (at: number) => calls[2]?.prompt[at]?.content;
  for (const at of [1, 3])
    expect(content(at)).toEqual([
      { type: 'reasoning', text: 'I need a sum.', providerOptions: { a: { signature: 's' } } },
      { type: 'reasoning', text: '', providerOptions: { a: { redactedData: 'x' } } },
      expect.objectContaining({ type: 'tool-call' }),
    ]);
  const { reasoning } = await response.getData({ type: 'all' });
  expect(reasoning).toBe('I need a sum.'.repeat(3));
});

test('a thought without tools is told to nobody again, and fails nothing', async () => {
  const { model, calls } = createModel([...thought, ...say('Hi.')]);
  expect(await createAgent({ model }).input('x').getResponse().getText()).toBe('Hi.');
  expect(calls).toHaveLength(1);
  const agent = createAgent({
    async *model() {
      yield { type: 'thought', text: 'Hm.' };
      yield 'Hi.';
    },
  });
  expect(await agent.input('x').getResponse().getText()).toBe('Hi.');
});

test('a reader of what the model said is told of its calls as it made them, and no other reader is', async () => {
  const { model } = createModel(
    [...thought.slice(0, 1), ...thought.slice(4, 5), ...called, finish('tool-calls')],
    say('3'),
  );
  const response = createAgent({ model }).input('x').tools({ add }).getResponse();
  const said: unknown[] = [];
  for await (const chunk of response.getAsyncGenerator({ type: 'original' }))
    said.push(typeof chunk === 'string' || chunk.type === 'meta' ? '…' : chunk);
  const about = { callId: 'c1', toolName: 'add' };
  expect(said).toEqual([
    { type: 'thought', text: '' },
    { type: 'tool-input', ...about, delta: '' },
    { type: 'tool-input', ...about, delta: '{"a":1,' },
    { type: 'tool-input', ...about, delta: '"b":2}' },
    {
      type: 'tool-call',
      ...about,
      input: '{"a":1,"b":2}',
      providerMetadata: { google: { thoughtSignature: 'abc' } },
    },
    '…',
    '…',
    '…',
  ]);
  const types = new Set<string>();
  for await (const item of response.getAsyncGenerator({ type: 'all' })) types.add(item.type);
  for await (const { type } of response) types.add(type);
  expect([...types].toSorted()).toEqual(['delta', 'done', 'end', 'meta', 'start', 'text', 'tool']);
});

function withId(callId: string) {
  return (part: Part): Part => {
    if ('toolCallId' in part) return { ...part, toolCallId: callId };
    return 'id' in part ? { ...part, id: callId } : part;
  };
}
