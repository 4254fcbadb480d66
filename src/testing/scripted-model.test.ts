import { describe, expect, test, vi } from 'vitest';
import { UsageError } from 'fieldwise';
import { createAgent, type ModelChunk, type ModelRequest } from '../agent/index.js';
import type { ModelFault } from './model-fault.js';
import { createScriptedModel, type ScriptedModelOptions } from './scripted-model.js';

async function run(options: ScriptedModelOptions, signal = new AbortController().signal) {
  const model = createScriptedModel(options);
  const request: ModelRequest = { messages: [], structuredOutput: 'prompt', signal };
  const chunks: ModelChunk[] = [];
  let error: unknown;
  try {
    for await (const chunk of model(request)) chunks.push(chunk);
  } catch (reason) {
    error = reason;
  }
  return { model, chunks, error, call: model.calls[0] };
}

const textOf = (chunks: readonly ModelChunk[]) =>
  chunks.filter((chunk) => typeof chunk === 'string').join('');

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
  for await (const _ of model({ messages: [], structuredOutput: 'prompt', signal })) break;
  expect(model.calls[0]).toMatchObject({ sent: 1, status: 'aborted' });
});

test('cuts its text as it is told', async () => {
  const { chunks } = await run({ text: 'Hello world', split: { tokens: true } });
  expect(chunks).toEqual(['Hello', ' world', end]);
});

test('waits before each piece as long as the plan says', async () => {
  const asked: [string, number][] = [];
  const delayMs = (piece: string, index: number) => (asked.push([piece, index]), 0);
  await run({ text: 'abcdef', delayMs });
  expect(asked).toEqual([
    ['abcd', 0],
    ['ef', 1],
  ]);
  vi.useFakeTimers();
  try {
    const running = run({ text: 'abc', chunkSize: 1, delayMs: [1, 20] });
    await vi.advanceTimersByTimeAsync(40);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect((await running).chunks).toHaveLength(4);
  } finally {
    vi.useRealTimers();
  }
});

describe('a fault', () => {
  const text = '{"a":"b"}';

  test('happens right behind the text it names, however the text is cut', async () => {
    for (const chunkSize of [1, 2, 99]) {
      const { chunks, error } = await run({
        text,
        chunkSize,
        faults: [{ after: '"a":', kind: 'cut' }],
      });
      expect(textOf(chunks)).toBe('{"a":');
      expect(error).toBeInstanceOf(TypeError);
    }
  });

  test('happens after as many pieces as it says, the last one too', async () => {
    const faults: ModelFault[] = [{ after: 2, kind: 'fail', error: new Error('two') }];
    const after = async (pieces: readonly string[]) => (await run({ text: pieces, faults })).error;
    expect(await after(['a', 'b', 'c'])).toMatchObject({ message: 'two' });
    expect(await after(['a', 'b'])).toMatchObject({ message: 'two' });
  });

  test('that would come after more pieces than there are is refused, unless it says never', async () => {
    const faults = (after: number): ModelFault[] => [{ after, kind: 'cut' }];
    const model = createScriptedModel({ text: () => ['a'], faults: faults(2) });
    const ask = createAgent({ model, maxCallRetries: 0 }).input('x').getResponse().getText();
    await expect(ask).rejects.toMatchObject({ cause: { code: 'invalid-option' } });
    expect((await run({ text: ['a'], faults: faults(Infinity) })).error).toBeUndefined();
  });

  test('may be several, in the order of the text', async () => {
    const { chunks, error } = await run({
      text,
      faults: [
        { after: '"b"', kind: 'fail' },
        { after: '{', kind: 'malformed', text: '}}' },
        { after: '{', kind: 'malformed', text: '[' },
      ],
    });
    expect(textOf(chunks)).toBe('{}}["a":"b"');
    expect(error).toMatchObject({ name: 'ScriptedFailure' });
  });

  test('is of the call it names', async () => {
    const model = createScriptedModel({ text, faults: [{ call: 2, kind: 'refuse' }] });
    const agent = createAgent({ model, maxCallRetries: 0 });
    const ask = () => agent.input('x').getResponse().getText();
    expect(await ask()).toBe(text);
    await expect(ask()).rejects.toMatchObject({ code: 'model-failed' });
    expect(await ask()).toBe(text);
    expect(model.calls.map(({ status }) => status)).toEqual(['finished', 'failed', 'finished']);
  });

  test('that refuses has the status and the wait by which an agent and its retries know it', async () => {
    const faults: ModelFault[] = [{ kind: 'refuse', status: 503, retryAfterMs: 50 }];
    expect((await run({ text, faults })).error).toMatchObject({
      statusCode: 503,
      isRetryable: true,
      responseHeaders: { 'retry-after-ms': '50' },
    });
    const asking = createAgent({ model: createScriptedModel({ text, faults }) });
    await expect(asking.input('x').getResponse().getText()).rejects.toThrow(/HTTP status 503/);
  });

  test('that cuts is what the agent knows as a broken connection', async () => {
    const model = createScriptedModel({ text, faults: [{ after: 1, kind: 'cut' }] });
    const asking = createAgent({ model }).input('x').getResponse().getText();
    await expect(asking).rejects.toThrow(/the connection broke/);
  });

  test('that stalls ends with the signal, or with its time', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const model = createScriptedModel({ text, faults: [{ after: 1, kind: 'stall' }] });
    const chunks = model({ messages: [], structuredOutput: 'prompt', signal });
    const reading = chunks[Symbol.asyncIterator]();
    expect((await reading.next()).value).toBe('{"a"');
    const next = reading.next();
    controller.abort(new Error('enough'));
    await expect(next).rejects.toThrow('enough');
    expect(model.calls[0]).toMatchObject({ sent: 1, status: 'aborted' });
    const short: ModelFault[] = [{ after: 1, kind: 'stall', forMs: 1 }];
    expect((await run({ text, faults: short })).chunks.at(-1)).toEqual(end);
  });

  test('behind a text that is not in the answer is refused at once', async () => {
    const faults: ModelFault[] = [{ after: 'title', kind: 'cut' }];
    expect(() => createScriptedModel({ text, faults })).toThrow(UsageError);
    const { error } = await run({ text: () => text, faults });
    expect(error).toMatchObject({ code: 'invalid-option' });
  });
});

test.each<[string, object]>([
  ['an option it does not know', { text: 'a', fault: [{ kind: 'cut' }] }],
  ['a fault it does not know', { text: 'a', faults: [{ kind: 'cutt' }] }],
  ['no text', {}],
])('a script with %s is refused at once, for it would test nothing', (_, options) => {
  // What plain JavaScript may pass.
  expect(() => createScriptedModel(options as ScriptedModelOptions)).toThrow(UsageError);
});

/** As plain JavaScript passes it. */
const scripted = (options: object): unknown => createScriptedModel(options as ScriptedModelOptions);

test.each([
  [{ faults: [{ after: -1, kind: 'cut' }] }, '`after` takes a text or a number of pieces: got -1'],
  [{ faults: [{ after: Number.NaN, kind: 'cut' }] }, 'got NaN'],
  [{ faults: [{ call: 0, kind: 'cut' }] }, '`call` takes a whole number from 1: got 0'],
  [{ faults: [{ afer: 2, kind: 'cut' }] }, '`faults: cut` has no `afer`'],
  [{ faults: [{ kind: 'cut', status: 500 }] }, '`faults: cut` has no `status`'],
  [{ faults: [{ after: 2, kind: 'malformed' }] }, '`text` takes a string'],
  [{ faults: [{ kind: 'refuse', status: 200 }] }, '`status` takes one of 400 to 599: got 200'],
  [{ faults: [{ kind: 'stall', forMs: -1 }] }, '`forMs` takes milliseconds'],
  [{ faults: ['cut'] }, '`fault` takes an object'],
  [{ faults: { kind: 'cut' } }, '`faults` takes a list'],
  [{ delayMs: 'slow' }, '`delayMs` takes milliseconds from 0: got String'],
  [{ delayMs: [1, -5] }, '`delayMs` takes milliseconds from 0: got -5'],
  [{ failAfter: -1 }, '`failAfter` takes a number of pieces: got -1'],
  [{ failAfter: 'x' }, '`failAfter` takes a number of pieces: got String'],
  [{ faults: [{ kind: 'cut', after: 3 }] }, 'the answer has 2 pieces, and none after 3'],
  [{ failAfter: 99 }, 'the answer has 2 pieces, and none after 99'],
  [{ chunkSize: 0 }, '`chunkSize` takes a number from 1'],
])('a script that would test nothing is refused: %o', (options, words) => {
  expect(() => scripted({ text: 'Hello', ...options })).toThrow(
    expect.objectContaining({ code: 'invalid-option', message: expect.stringContaining(words) }),
  );
});
