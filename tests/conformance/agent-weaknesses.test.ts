import { AgentError, createAgent, type AgentResponse, type ResponseOptions } from 'fieldwise/agent';
import { formatPrompts, parsePrompts } from 'fieldwise/agent/files';
import type { InstantEvent } from 'fieldwise';
import { createScriptedModel, type ScriptedModelOptions } from 'fieldwise/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startModelServer, type ModelServer } from '../support/model-server.js';

const servers: ModelServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

/** A response to a model that says these texts, call by call. */
function ask<S extends z.ZodType>(
  schema: S,
  texts: string | readonly string[],
  options: ResponseOptions = {},
  script: Partial<ScriptedModelOptions> = {},
): { readonly response: AgentResponse<z.infer<S>>; readonly calls: readonly unknown[] } {
  const said = [texts].flat();
  const text = () => (said.length > 1 ? said.shift() : said[0]) ?? '';
  const model = createScriptedModel({ text, chunkSize: 1, ...script });
  const agent = createAgent({ model, retryDelayMs: 1 });
  const request = agent.input('x').output<z.ZodType>(schema);
  return {
    response: request.getResponse(options) as AgentResponse<z.infer<S>>,
    calls: model.calls,
  };
}

const Loose = z.looseObject({});

async function doneOf(response: AsyncIterable<InstantEvent>) {
  const events = await collect(response);
  return events.flatMap((event) => (event.type === 'done' ? [[event.path, event.value]] : []));
}

describe('§8 the structured stream', () => {
  test('W1 does not hold an element back until the next one, or the end, has come', async () => {
    const schema = z.object({ tasks: z.array(z.object({ name: z.string() })) });
    const faults = [{ kind: 'stall', after: '{"tasks":[{"name":"a"}' }] as const;
    const { response } = ask(schema, '{"tasks":[{"name":"a"},{"name":"b"}]}', {}, { faults });
    for await (const { name } of response.elements('tasks')) {
      expect(name).toBe('a');
      break;
    }
  });

  test.each([1, 2, 5, 100])(
    'W2 does not lose text that comes with a number or a boolean (%i at once)',
    async (chunkSize) => {
      const value = { n: 12, b: false, name: 'ann', list: [1, 'x', true] };
      const { response } = ask(Loose, JSON.stringify(value), {}, { chunkSize });
      const events = await collect(response);
      const deltas = events.flatMap((event) =>
        event.type === 'delta' && event.path === 'name' ? [event.delta] : [],
      );
      expect(deltas.join('')).toBe('ann');
      expect(await response.getData()).toEqual(value);
    },
  );

  test('W3 does not say that a value is complete while it may still become another', async () => {
    const value = { deep: { a: 0.95, tags: ['x', 'y'] }, rest: [{ f: 1.05 }] };
    const done = await doneOf(ask(Loose, JSON.stringify(value)).response);
    expect(done).toEqual([
      ['deep.a', 0.95],
      ['deep.tags[0]', 'x'],
      ['deep.tags[1]', 'y'],
      ['deep.tags', ['x', 'y']],
      ['deep', value.deep],
      ['rest[0].f', 1.05],
      ['rest[0]', { f: 1.05 }],
      ['rest', value.rest],
      ['', value],
    ]);
  });

  test('W4 does not read again what was read: a long answer has as many events for its length as a short one', async () => {
    const eventsFor = async (length: number) => {
      const text = JSON.stringify({ rows: Array.from({ length }, (_, n) => ({ n })) });
      return (await collect(ask(Loose, text, {}, { chunkSize: 4 }).response)).length / length;
    };
    // That its work grows likewise is counted in tests/laws/law-06.test.ts.
    expect(Math.abs((await eventsFor(2000)) - (await eventsFor(200)))).toBeLessThan(0.1);
  });

  test('W5 does not mistake one key for another', async () => {
    const value = { 'a.b': 1, a: { b: 2, '[0]': 3 }, '*': 4, '': 5 };
    const done = await doneOf(ask(Loose, JSON.stringify(value)).response);
    const paths = done.map(([path]) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(done.find(([path]) => path === 'a.b')).toEqual(['a.b', 2]);
    expect(done.find(([path]) => path === '["a.b"]')).toEqual(['["a.b"]', 1]);
  });

  test.each([
    ['an apostrophe', "Here's the list: "],
    ['an address', 'See https://example.com/a first. '],
    ['brackets', 'As [said] {above}: '],
    ['a thought', '<think>{"title":"a draft"}</think>'],
  ])('W6 is not silenced or misled by %s before the answer', async (_, before) => {
    const schema = z.object({ title: z.string(), more: z.string() });
    const text = `${before}{"title":"Tea","more":"x"}`;
    const faults = [{ kind: 'stall', after: '"title":"Tea"' }] as const;
    const { response } = ask(schema, text, {}, { faults });
    expect(await response.waitFor('title')).toBe('Tea');
    response.cancel();
    const whole = ask(schema, text).response;
    expect((await doneOf(whole)).at(-1)?.[1]).toEqual(await whole.getData());
  });

  test('W11 does not leave halves of characters', async () => {
    const { response } = ask(Loose, String.raw`{"tea":"\ud83c\udf75 tea"}`);
    const events = await collect(response);
    for (const event of events)
      if (event.type === 'delta') expect(event.delta).not.toMatch(/\p{Surrogate}/u);
    expect(await response.getData()).toEqual({ tea: '🍵 tea' });
  });

  test('W12 does not present what was cut off as complete', async () => {
    const schema = z.object({ title: z.string(), more: z.string().optional() });
    const { response } = ask(schema, '{"title":"Te', {}, { finishReason: 'length' });
    expect((await collect(response)).at(-1)).toMatchObject({
      outcome: 'truncated',
      incomplete: ['', 'title'],
    });
    await expect(response.getData()).rejects.toMatchObject({ code: 'truncated-output' });
    expect((await response.getMeta()).finishReason).toBe('length');
  });

  test('W13 does not fall over a deep answer: what is too deep is an error with a code', async () => {
    const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
    expect(await ask(Loose, deep(120)).response.getText()).toBe(deep(120));
    await expect(
      ask(Loose, deep(20_000), {}, { chunkSize: 4096 }).response.getData(),
    ).rejects.toMatchObject({
      code: 'unreadable-output',
      cause: expect.objectContaining({ code: 'depth-exceeded' }),
    });
  });

  test('W14 does not confuse two readers of events', async () => {
    const { response } = ask(Loose, '{"a":"x","b":[1,2]}');
    const [one, two] = await Promise.all([collect(response), collect(response)]);
    expect(one).toEqual(two);
    expect(one.length).toBeGreaterThan(5);
  });

  test('W15 does not take the text away because the data cannot be read', async () => {
    const odd = ask(Loose, "{'a': True, 'b': None, 'c': [1, 2,]}").response;
    expect(await odd.getData()).toEqual({ a: true, b: null, c: [1, 2] });
    const broken = ask(Loose, '{"a": @ }').response;
    expect(await broken.getText()).toBe('{"a": @ }');
    expect((await broken.getMeta()).finishReason).toBe('stop');
    await expect(broken.getData()).rejects.toMatchObject({ code: 'unreadable-output' });
  });
});

describe('§8 retries', () => {
  const schema = z.object({ title: z.string(), note: z.string().optional() });
  const [bad, good] = ['{"title":"bad"}', '{"title":"good","note":"x"}'];
  const retried = () => ask(schema, [bad, good], { ensureKeys: ['note'] as never });

  test('W7 do not leave anything of an attempt that does not count', async () => {
    const { response, calls } = retried();
    const told: unknown[] = [];
    response.finally(async (own) => told.push(await own.getData()));
    const events = await collect(response);
    const data = JSON.parse(good) as unknown;
    expect([await response.getData(), await response.getData()]).toEqual([data, data]);
    expect(await response.getDataObject()).toEqual(data);
    expect(await response.getText()).toBe(good);
    const again = { type: 'attempt', attempt: 2, reason: 'missing-keys', missing: ['note'] };
    expect(events).toContainEqual(again);
    await expect.poll(() => told).toEqual([data]);
    expect(calls).toHaveLength(2);
  });

  test('W8 do not say anything twice: one meta, one end, and the original is there', async () => {
    const { response } = ask(schema, good);
    const types = (await collect(response)).map(({ type }) => type);
    expect(types.filter((type) => type === 'end')).toHaveLength(1);
    expect(types.filter((type) => type === 'meta')).toHaveLength(1);
    expect(await response.getData({ type: 'original' })).toEqual(JSON.parse(good));
  });

  test('W9 do not append an answer to one that broke off', async () => {
    const server = await startModelServer([
      { chunks: ['Hello', ' wor'], breaks: 'cut' },
      { chunks: ['Hello', ' world!'] },
    ]);
    servers.push(server);
    const request = createAgent({ model: server.model, retryDelayMs: 1 }).input('x');
    expect(await request.getResponse({ maxRetries: 1 }).getText()).toBe('Hello world!');
  });

  test.each(['ld!', 'Hello world!', 'Sure, here is the rest:\n\nld!'])(
    'W9 do not repeat what was there when an answer is gone on with: %j',
    async (rest) => {
      const server = await startModelServer([
        { chunks: ['Hello', ' wor'], breaks: 'cut' },
        { chunks: [rest] },
      ]);
      servers.push(server);
      const request = createAgent({ model: server.model, retryDelayMs: 1 }).input('x');
      const response = request.getResponse({ continueTruncated: true });
      expect(await response.getText()).toBe('Hello world!');
      expect((await response.getMeta()).attempts).toBe(1);
    },
  );

  test('W10 are not made for one who has gone', async () => {
    const { response, calls } = ask(schema, bad, { ensureKeys: ['note'] as never });
    const reading = response.getData();
    for await (const event of response) if (event.type === 'attempt') break;
    response.cancel();
    const made = calls.length;
    await expect(reading).rejects.toMatchObject({ code: 'stopped' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(calls.length).toBe(made);
    expect(made).toBeLessThan(4);
  });
});

describe('§8 requests', () => {
  const model = createScriptedModel({ text: ({ messages }) => messages.at(-1)?.content ?? '' });
  const agent = createAgent({ model });

  test('W16, W35 of one agent at the same time do not mix', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) => agent.input(`question ${n}`).getResponse().getText()),
    );
    expect(answers).toEqual(Array.from({ length: 100 }, (_, n) => `question ${n}`));
  });

  test.each(['cancel', 'signal', 'leaving'])(
    'W17 can be ended, by whoever holds them: %s',
    async (way) => {
      const server = await startModelServer([{ chunks: ['Hel'], breaks: 'stall' }]);
      servers.push(server);
      const controller = new AbortController();
      const request = createAgent({ model: server.model }).input('x');
      const response = request.getResponse({ signal: controller.signal });
      const reader = response.getAsyncGenerator({ type: 'delta' });
      expect(await reader.next()).toMatchObject({ value: 'Hel' });
      if (way === 'cancel') response.cancel();
      else if (way === 'signal') controller.abort();
      else await reader.return();
      await expect(response.getText()).rejects.toMatchObject({ code: 'stopped' });
      await expect.poll(() => server.calls[0]?.wasLeft).toBe(true);
    },
  );

  test('W18 do not pile up what a slow reader has not read', async () => {
    const long = 'word '.repeat(20_000);
    const words = createScriptedModel({ text: long, chunkSize: 5 });
    const response = createAgent({ model: words }).input('x').getResponse();
    const slow = response.getAsyncGenerator({ type: 'delta' });
    const first = await slow.next();
    await response.getText();
    const rest = await collect(slow);
    expect([first.value, ...rest].join('')).toBe(long);
    // Of 20,000 pieces.
    expect(rest.length).toBeLessThan(5000);
  });

  test('W20 do not keep those who waited for a key of another', async () => {
    const schema = z.object({ title: z.string() });
    const told: string[] = [];
    const titles = ['{"title":"one"}', '{"title":"two"}'];
    const own = createAgent({
      model: createScriptedModel({ text: () => titles.shift() ?? '' }),
    });
    const request = own.input('x').output(schema);
    const watch = async () => {
      const response = request.getResponse();
      for await (const { value } of response.whenKey('title')) told.push(value);
    };
    await watch();
    await watch();
    expect(told).toEqual(['one', 'two']);
    expect(agent.system('S').input('x').getMessages()[0]).toEqual({ role: 'system', content: 'S' });
  });

  test('W21 do not open a connection each: one after the other they go over the same', async () => {
    const server = await startModelServer([{ chunks: ['yes'] }]);
    servers.push(server);
    const own = createAgent({ model: server.model });
    await own.input('x').getResponse().getText();
    await own.input('x').getResponse().getText();
    expect(server.calls.map(({ headers }) => headers.connection)).toEqual(
      Array.from(server.calls, () => 'keep-alive'),
    );
  });

  test('W22 do not merge what was set twice, unless they are told to', () => {
    const twice = agent
      .info({ a: 1, b: [1] })
      .info({ b: [2] })
      .input('x')
      .getPromptText();
    expect(twice).toContain('- b: [2]');
    expect(twice).not.toContain('- a:');
  });

  test('W22 are the same when they were written to a file and read again', () => {
    const request = agent
      .examples([['a', ['b']], 'c'])
      .input({ list: [{ of: 'lists' }, ['${ENV.KEY}']] })
      .output(z.object({ pairs: z.array(z.tuple([z.string(), z.number()])) }));
    const file = parsePrompts(formatPrompts({ asked: request }), { env: { KEY: 'secret' } });
    expect(file.request(agent).getMessages()).toEqual(request.getMessages());
  });

  test('W38 do not tell what was asked when they fail, beyond the reason their provider gives', async () => {
    const asked = 'my secret '.repeat(1000);
    const body = JSON.stringify({ error: { message: `cannot read: ${asked}` } });
    const server = await startModelServer([{ status: 400, body }]);
    servers.push(server);
    const response = createAgent({ model: server.model }).input(asked).getResponse();
    const error = await response.getText().catch((thrown: unknown) => thrown);
    if (!(error instanceof AgentError)) throw error;
    expect(error.ownWords).not.toContain('secret');
    expect(error.message.length).toBeLessThan(error.ownWords.length + 350);
  });
});
