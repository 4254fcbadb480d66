import { expect, test } from 'vitest';
import type { ModelChunk, ModelRequest } from '../agent/index.js';
import { createScriptedModel, type ScriptedModelOptions } from './scripted-model.js';

async function run(options: ScriptedModelOptions, signal = new AbortController().signal) {
  const model = createScriptedModel(options);
  const request: ModelRequest = { messages: [], structuredOutput: 'prompt', signal };
  const chunks: ModelChunk[] = [];
  let error: unknown;
  try {
    for await (const chunk of await model(request)) chunks.push(chunk);
  } catch (reason) {
    error = reason;
  }
  return { model, chunks, error, call: model.calls[0] };
}

const end = { type: 'meta', model: 'scripted', finishReason: 'stop' };

test('says its text in pieces and why it ends', async () => {
  const { chunks, call } = await run({ text: 'abcdef' });
  expect(chunks).toEqual(['abcd', 'ef', end]);
  expect(call).toMatchObject({ sent: 2, status: 'finished' });
});

test('takes pieces as they are, and answers what it is asked', async () => {
  expect((await run({ text: ['a', 'bcdefgh'], chunkSize: 1 })).chunks).toEqual([
    'a',
    'bcdefgh',
    end,
  ]);
  const { chunks } = await run({ text: ({ structuredOutput }) => structuredOutput, chunkSize: 99 });
  expect(chunks[0]).toBe('prompt');
});

test('thinks first, and is cut off when told so', async () => {
  const { chunks } = await run({ text: 'a', reasoning: 'hm', finishReason: 'length' });
  expect(chunks).toEqual([
    { type: 'reasoning', delta: 'hm' },
    'a',
    { ...end, finishReason: 'length' },
  ]);
});

test('fails after as many pieces as it is told', async () => {
  const { chunks, call, error } = await run({ text: 'abcdef', chunkSize: 1, failAfter: 2 });
  expect(chunks).toEqual(['a', 'b']);
  expect(error).toMatchObject({ name: 'ScriptedFailure' });
  expect(call).toMatchObject({ sent: 2, status: 'failed' });
});

test('notes an abort, even while it waits', async () => {
  const controller = new AbortController();
  const running = run({ text: 'abc', delayMs: 60_000 }, controller.signal);
  await Promise.resolve();
  controller.abort(new Error('enough'));
  const { call, error } = await running;
  expect(error).toMatchObject({ message: 'enough' });
  expect(call).toMatchObject({ sent: 0, status: 'aborted' });
});

test('notes a reader that leaves', async () => {
  const model = createScriptedModel({ text: 'abcdef', chunkSize: 1 });
  const { signal } = new AbortController();
  for await (const _ of await model({ messages: [], structuredOutput: 'prompt', signal })) break;
  expect(model.calls[0]).toMatchObject({ sent: 1, status: 'aborted' });
});
