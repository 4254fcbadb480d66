import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createScriptedModel } from '../testing/index.js';
import type { AgentResponse, ReadOptions } from './agent-response.js';
import { createAgent } from './create-agent.js';
import type { ResponseOptions } from './run-options.js';

const List = z.object({
  title: z.string(),
  note: z.string().optional(),
  items: z.array(z.object({ name: z.string(), price: z.number() })),
});
type List = z.infer<typeof List>;
const LIST = '{"title":"Tea","items":[{"name":"a","price":1},{"name":"b","price":2}]}';

function ask(texts: readonly string[], options: ResponseOptions<List> = {}) {
  const models = texts.map((text) => createScriptedModel({ text, chunkSize: 3 }));
  let calls = 0;
  const agent = createAgent({ model: (request) => models[calls++]!(request) });
  return agent.input('A list').output(List).getResponse(options);
}

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

describe('waitFor', () => {
  test('gives the value of one key, and of several in their order, with one call', async () => {
    const response = ask([LIST]);
    const [name, title] = await response.waitFor(['items[1].name', 'title']);
    expect([name, title]).toEqual(['b', 'Tea']);
    expect(await response.waitFor('items[0].price')).toBe(1);
    expect(await response.getMeta()).toMatchObject({ attempts: 1 });
  });

  test('is over before the answer is', async () => {
    const model = createScriptedModel({
      text: LIST,
      chunkSize: 3,
      faults: [{ kind: 'stall', after: 24 }],
    });
    const response = createAgent({ model }).input('A list').output(List).getResponse();
    expect(await response.waitFor(['title'])).toEqual(['Tea']);
    const late = response.waitFor('items');
    response.cancel();
    await expect(late).rejects.toMatchObject({ code: 'stopped' });
  });

  test('rejects with every key that the whole answer is without', async () => {
    const response = ask([LIST]);
    await expect(response.waitFor(['note', 'title', 'items[7].name'])).rejects.toMatchObject({
      code: 'missing-keys',
      missing: ['note', 'items[7].name'],
      message: expect.stringContaining('lacks what waitFor waits for: note, items[7].name.'),
    });
  });

  test('waits for the attempt that counts', async () => {
    const response = ask(['{"title":"Old","items":[]}', '{"title":"New","items":[],"note":"x"}'], {
      ensureKeys: ['note'],
    });
    expect(await response.waitFor(['title', 'note'])).toEqual(['New', 'x']);
  });

  test('rejects for a field that does not fit its schema, and for an answer cut off before it', async () => {
    const bad = ask(['{"title":7,"items":[]}']);
    await expect(bad.waitFor('title')).rejects.toMatchObject({ code: 'invalid-output' });
    async function* cut() {
      yield '{"title":"Tea","items":[';
      yield { type: 'meta' as const, finishReason: 'length' };
    }
    const short = createAgent({ model: cut }).input('A list').output(List).getResponse();
    await expect(short.waitFor(['title', 'items'])).rejects.toMatchObject({
      code: 'truncated-output',
    });
  });
});

const waits = {
  field: (response: AgentResponse<List>, options: ReadOptions) => response.field('items', options),
  waitFor: (response: AgentResponse<List>, options: ReadOptions) =>
    response.waitFor('items', options),
};

test.each(Object.entries(waits))(
  '%s with a signal leaves with it: the call ends unless somebody else reads',
  async (_, wait) => {
    for (const isShared of [false, true]) {
      const model = createScriptedModel({
        text: LIST,
        faults: [{ after: '"Tea"', kind: 'stall' }],
      });
      const response = createAgent({ model }).input('A list').output(List).getResponse();
      const controller = new AbortController();
      const waiting = wait(response, { signal: controller.signal });
      const title = isShared ? response.field('title') : undefined;
      await expect.poll(() => model.calls[0]?.status).toBe('running');
      expect(await title).toBe(isShared ? 'Tea' : undefined);
      controller.abort(new Error('enough'));
      await expect(waiting).rejects.toThrow('enough');
      await new Promise((resolve) => setImmediate(resolve));
      expect(model.calls[0]?.status).toBe(isShared ? 'running' : 'aborted');
      response.cancel();
    }
  },
);

describe('whenKey', () => {
  test('gives each field that fits, as soon as it is complete', async () => {
    const model = createScriptedModel({ text: LIST, chunkSize: 3 });
    const response = createAgent({ model }).input('A list').output(List).getResponse();
    const told: unknown[] = [];
    for await (const found of response.whenKey(['items[*].name', 'title']))
      told.push([found.key, found.path, found.indexes, found.value, model.calls[0]?.status]);
    expect(told).toEqual([
      ['title', 'title', [], 'Tea', 'running'],
      ['items[*].name', 'items[0].name', [0], 'a', 'running'],
      ['items[*].name', 'items[1].name', [1], 'b', 'running'],
    ]);
  });

  test('gives one field to each of the keys that it fits', async () => {
    const found = await collect(ask([LIST]).whenKey(['items[0].name', 'items[*].name']));
    expect(found.map(({ key, path }) => `${key} ${path}`)).toEqual([
      'items[0].name items[0].name',
      'items[*].name items[0].name',
      'items[*].name items[1].name',
    ]);
  });

  test('throws after what it gave when the answer ends without one of them', async () => {
    const told: string[] = [];
    const read = async () => {
      for await (const { value } of ask([LIST]).whenKey(['title', 'note'])) told.push(value ?? '');
    };
    await expect(read()).rejects.toMatchObject({ code: 'missing-keys', missing: ['note'] });
    expect(told).toEqual(['Tea']);
  });

  test('has all it waits for although the rest is cut off, unless it waits for a pattern', async () => {
    async function* cut() {
      yield '{"title":"Tea","items":[{"name":"a"';
      yield { type: 'meta' as const, finishReason: 'length' };
    }
    const request = createAgent({ model: cut }).input('A list').output(List);
    const [title] = await collect(request.getResponse().whenKey('title'));
    expect(title?.value).toBe('Tea');
    for (const waiting of [
      request.getResponse().whenKey(['title', 'items']),
      request.getResponse().whenKey('items[*].name'),
    ])
      await expect(collect<unknown>(waiting)).rejects.toMatchObject({ code: 'truncated-output' });
  });

  test('asks nothing of an empty list', async () => {
    const response = ask(['{"title":"Tea","items":[]}']);
    expect(await collect(response.whenKey('items[*].name'))).toEqual([]);
  });

  test('is armed again by another attempt, and says of which attempt a value is', async () => {
    const response = ask(['{"title":"Old","items":[]}', '{"title":"New","items":[],"note":"x"}'], {
      ensureKeys: ['note'],
    });
    const found = await collect(response.whenKey(['title', 'note']));
    expect(found.map(({ key, value, attempt }) => [key, value, attempt])).toEqual([
      ['title', 'Old', 1],
      ['title', 'New', 2],
      ['note', 'x', 2],
    ]);
    // Who comes late is told of the attempt that counts alone.
    expect((await collect(response.whenKey('title'))).map(({ value }) => value)).toEqual(['New']);
  });

  test('waits for another attempt where a field does not fit, and gives nothing behind it', async () => {
    const bad = '{"title":"Old","note":7,"items":[{"name":"a","price":1}]}';
    const keys = ['title', 'note', 'items[*].name'] as const;
    const read = async (response: AgentResponse<List>) => {
      const told: unknown[] = [];
      const reading = (async () => {
        for await (const { value, attempt } of response.whenKey(keys)) told.push([value, attempt]);
      })();
      return [await reading.catch((error: { readonly code: string }) => error.code), told];
    };
    const response = ask([bad, '{"title":"New","note":"x","items":[]}'], { maxRetries: 1 });
    const right = [
      ['New', 2],
      ['x', 2],
    ];
    expect(await read(response)).toEqual([undefined, [['Old', 1], ...right]]);
    expect(await response.getData()).toMatchObject({ title: 'New' });
    expect(await read(response)).toEqual([undefined, right]);
    const wrong = ask([bad, bad], { maxRetries: 1 });
    const early = await read(wrong);
    expect(early).toEqual([
      'invalid-output',
      [
        ['Old', 1],
        ['Old', 2],
      ],
    ]);
  });

  test('aborts the call when its loop is left, and ends by its signal without ending others', async () => {
    const model = createScriptedModel({ text: LIST, chunkSize: 3 });
    const response = createAgent({ model }).input('A list').output(List).getResponse();
    for await (const _ of response.whenKey('title')) break;
    expect(model.calls).toMatchObject([{ status: 'aborted' }]);
    const controller = new AbortController();
    controller.abort(new Error('gone'));
    const other = ask([LIST]);
    await expect(collect(other.whenKey('title', { signal: controller.signal }))).rejects.toThrow(
      'gone',
    );
    expect(await other.waitFor('title')).toBe('Tea');
  });

  test('refuses no keys, and paths that are none, at once', () => {
    const response = ask([LIST]);
    expect(() => response.whenKey([])).toThrow(expect.objectContaining({ code: 'invalid-option' }));
    expect(() => response.waitFor(undefined as never)).toThrow(/keys are undefined/);
    expect(() => response.whenKey('items[' as never)).toThrow(
      expect.objectContaining({ code: 'invalid-path' }),
    );
  });
});
