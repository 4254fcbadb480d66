import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startModelServer, type ModelServer, type Plan } from '../../tests/support/model-server.js';
import { createSnapshot, reduceInstants, type InstantEvent } from '../protocol/index.js';
import { createScriptedModel } from '../testing/index.js';
import { createAgent } from './create-agent.js';
import type { ResponseOptions } from './run-options.js';

const List = z.object({ title: z.string(), items: z.array(z.object({ name: z.string() })) });
type List = z.infer<typeof List>;
const LIST = '{"title":"Tea","items":[{"name":"a"},{"name":"b"},{"name":"c"}]}';

const servers: ModelServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

async function serve(plan: Plan, options: ResponseOptions<List> = {}) {
  const server = await startModelServer([plan]);
  servers.push(server);
  const request = createAgent({ model: server.model }).input('A list').output(List);
  return { response: request.getResponse(options), calls: server.calls };
}

function script(text: string, options: ResponseOptions<List> = {}, chunkSize = 4) {
  const model = createScriptedModel({ text, chunkSize });
  const request = createAgent({ model }).input('A list').output(List);
  return { response: request.getResponse(options), model };
}

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

describe('§1.10, §2.1 a field', () => {
  test('is there as soon as it is complete, while the rest is not', async () => {
    const drip: Plan = { chunks: ['{"title":"Tea"', ',"items":['], breaks: 'stall' };
    const { response } = await serve(drip);
    expect(await response.field('title')).toBe('Tea');
    const items = response.field('items');
    response.cancel();
    await expect(items).rejects.toMatchObject({ code: 'stopped' });
    expect(await response.field('title')).toBe('Tea');
  });

  test('reads the answer to its end, so that one after the other may be asked for', async () => {
    const { response, model } = script(LIST);
    expect(await response.field('title')).toBe('Tea');
    expect(await response.field('items[2].name')).toBe('c');
    expect(await response.field('items')).toHaveLength(3);
    expect(await response.field('')).toEqual(JSON.parse(LIST));
    expect(await response.field('items[9]')).toBeUndefined();
    expect(model.calls).toMatchObject([{ status: 'finished' }]);
  });

  test('that does not fit rejects, and says what is wrong', async () => {
    const { response } = script('{"title":7,"items":[]}');
    await expect(response.field('title')).rejects.toMatchObject({
      code: 'invalid-output',
      path: 'title',
      issues: [{ path: 'title' }],
    });
    expect(await response.field('items')).toEqual([]);
  });

  test('of a written path that is none is refused at once', () => {
    const { response, model } = script(LIST);
    expect(() => response.field('items[' as never)).toThrow(
      expect.objectContaining({ code: 'invalid-path' }),
    );
    expect(model.calls).toHaveLength(0);
  });
});

describe('§3.3 elements', () => {
  test('come one by one, each while the next is on its way', async () => {
    const { response, model } = script(LIST);
    const sent: unknown[] = [];
    for await (const { name } of response.elements('items'))
      sent.push([name, model.calls[0]?.status]);
    expect(sent).toEqual([
      ['a', 'running'],
      ['b', 'running'],
      ['c', 'running'],
    ]);
  });

  test('end as the answer does', async () => {
    const { response } = await serve({ chunks: [LIST.slice(0, 52)], finishReason: 'length' });
    const names: string[] = [];
    const reading = (async () => {
      for await (const { name } of response.elements('items')) names.push(name);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'truncated-output' });
    expect(names).toEqual(['a', 'b']);
  });
});

describe('§2.3, §8 W17 leaving', () => {
  const long = `{"title":"${'long '.repeat(400)}","items":[]}`;

  test('the last reader hangs up on the model, over real HTTP too', async () => {
    const chunks = long.match(/.{1,5}/g) ?? [];
    const { response, calls } = await serve({ chunks, dripMs: 5 });
    for await (const event of response) if (event.type === 'delta') break;
    await expect.poll(() => calls[0]?.wasLeft).toBe(true);
    expect(calls[0]?.sent).toBeLessThan(chunks.length);
  });

  test('does not, with keepAlive: the answer is there later', async () => {
    const { response, model } = script(long, { keepAlive: true });
    for await (const event of response) if (event.type === 'delta') break;
    expect((await response.getData()).title).toHaveLength(2000);
    expect(model.calls).toMatchObject([{ status: 'finished' }]);
    const alone = script(long, { keepAlive: true });
    for await (const event of alone.response) if (event.type === 'delta') break;
    await expect.poll(() => alone.model.calls[0]?.status).toBe('finished');
  });

  test('by a reader’s own signal concerns that reader', async () => {
    const { response, model } = script(long);
    const leaving = new AbortController();
    const reader = response.getAsyncGenerator({ type: 'instant', signal: leaving.signal });
    const data = response.getData();
    await reader.next();
    leaving.abort(new Error('enough'));
    await expect(collect(reader)).rejects.toThrow('enough');
    expect((await data).items).toEqual([]);
    await expect(response.getText({ signal: leaving.signal })).rejects.toThrow('enough');
    expect(model.calls).toMatchObject([{ status: 'finished' }]);
  });

  test('by its signal ends what a silent model keeps waiting', async () => {
    const { response, calls } = await serve({ chunks: [], breaks: 'stall' });
    const leaving = new AbortController();
    const data = response.getData({ signal: leaving.signal });
    await expect.poll(() => calls.length).toBe(1);
    leaving.abort(new Error('enough'));
    await expect(data).rejects.toThrow('enough');
    await expect.poll(() => calls[0]?.wasLeft).toBe(true);
  });
});

describe('§2.4 finally', () => {
  test.each([
    ['complete', LIST, 'stop'],
    ['truncated', LIST.slice(0, 30), 'length'],
    ['error', LIST.slice(0, 30), 'error'],
  ] as const)(
    'handlers of the request and the response are told once: %s',
    async (outcome, text, finishReason) => {
      const seen: unknown[] = [];
      const model = createScriptedModel({ text, finishReason });
      const response = createAgent({ model })
        .finally((_, how) => seen.push(how))
        .input('x')
        .output(List)
        .getResponse()
        .finally((own, how) => seen.push([own.id, how]));
      await response.getData().catch(() => undefined);
      await response.getData().catch(() => undefined);
      await collect(response).catch(() => undefined);
      await expect.poll(() => seen).toEqual([outcome, [response.id, outcome]]);
      response.finally((_, how) => seen.push(`late ${how}`));
      await expect.poll(() => seen.at(-1)).toBe(`late ${outcome}`);
      expect(seen).toHaveLength(3);
    },
  );

  test('handlers are told of a stop', async () => {
    const { response } = script(LIST);
    const seen: unknown[] = [];
    response.finally((_, how) => seen.push(how));
    for await (const _ of response) break;
    await expect.poll(() => seen).toEqual(['stopped']);
  });
});

describe('§8 W18 a hundred readers of a megabyte', () => {
  const words = 'word '.repeat(200_000);
  const big = JSON.stringify({ title: words, items: [] });
  const known = (events: readonly InstantEvent[]) => reduceInstants(createSnapshot(), events).value;

  test('slow ones get it whole, in fewer pieces, and one answer is kept', async () => {
    const { response, model } = script(big, {}, 8);
    const fast = response.getAsyncGenerator();
    const readers = Array.from({ length: 100 }, () => response.getAsyncGenerator());
    const begun = await Promise.all(
      readers.map(async (reader, index) => {
        // Each stands at another place when the fast one goes on without them.
        const events: InstantEvent[] = [];
        for (let turn = 0; turn <= index; turn++) {
          const { value } = await reader.next();
          if (value !== undefined) events.push(value);
        }
        return events;
      }),
    );
    await collect(fast);
    expect(model.calls).toMatchObject([{ status: 'finished' }]);
    const counts = new Set<number>();
    for (const [index, reader] of readers.entries()) {
      const events = [...(begun[index] ?? []), ...(await collect(reader))];
      counts.add(events.length);
      expect(known(events)).toEqual({ title: words, items: [] });
      const deltas = events.flatMap((event) => (event.type === 'delta' ? [event.delta] : []));
      expect(deltas.join('')).toBe(words);
    }
    // The answer has 125 000 pieces; none of the slow readers was made to take, or the log to keep, so many.
    expect(Math.max(...counts)).toBeLessThan(10_000);
    expect(await response.getText()).toBe(big);
  });
});
