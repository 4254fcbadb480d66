import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startModelServer, type ModelServer, type Plan } from '../../tests/support/model-server.js';
import type { InstantEvent } from '../protocol/index.js';
import { createAgent } from './create-agent.js';
import type { ResponseOptions } from './run-options.js';

const Report = z.object({
  title: z.string(),
  items: z.array(z.object({ name: z.string(), note: z.string().optional() })).optional(),
});
type Report = z.infer<typeof Report>;

const BAD = '{"title":"bad"}';
const GOOD = '{"title":"good","items":[{"name":"a","note":""},{"name":"b","note":"x"}]}';
const KEYS = ['items[*].note'] as const;
const say = (text: string, more: Partial<Exclude<Plan, { status: number }>> = {}): Plan => ({
  chunks: text.match(/[^]{1,7}/g) ?? [],
  ...more,
});

const servers: ModelServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

/** A response over real HTTP; retries do not wait long. */
async function ask(plans: readonly Plan[], options: ResponseOptions<Report> = {}) {
  const server = await startModelServer(plans);
  servers.push(server);
  const agent = createAgent({ model: server.model });
  const response = agent
    .input('A report')
    .output(Report)
    .getResponse({ retryDelayMs: 1, ...options });
  return { response, calls: server.calls };
}

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

const attempts = (events: readonly InstantEvent[]) =>
  events.filter((event) => event.type === 'attempt');

describe('§2.1 ensureKeys', () => {
  const asked = { ensureKeys: ['items[*].note', 'items'] } as const;

  test('asks once when every key is there, whatever its value', async () => {
    const { response, calls } = await ask([say(GOOD)], asked);
    expect(await response.getData()).toEqual(JSON.parse(GOOD));
    expect(calls).toHaveLength(1);
  });

  test('takes an empty list for all the items it has', async () => {
    const empty = '{"title":"t","items":[]}';
    const { response } = await ask([say(empty)], asked);
    expect(await response.getData()).toEqual(JSON.parse(empty));
  });

  test('asks again where one is missing, and tells the model which', async () => {
    const half = '{"title":"t","items":[{"name":"a","note":"n"},{"name":"b"}]}';
    const { response, calls } = await ask([say(BAD), say(half), say(GOOD)], asked);
    expect(await response.getData()).toEqual(JSON.parse(GOOD));
    expect(calls).toHaveLength(3);
    expect(calls[0]?.body.messages).toHaveLength(1);
    expect(calls[1]?.body.messages.slice(1)).toEqual([
      { role: 'assistant', content: BAD },
      { role: 'user', content: expect.stringMatching(/missing:\n- items\n/) },
    ]);
    expect(JSON.stringify(calls[2]?.body.messages.at(-1))).toContain('- items[1].note');
  });

  test('gives up after 1 + 3 calls with the keys that are missing', async () => {
    const { response, calls } = await ask([say(BAD)], asked);
    await expect(response.getData()).rejects.toMatchObject({
      code: 'missing-keys',
      missing: ['items'],
    });
    expect(calls).toHaveLength(4);
    expect(await response.getText()).toBe(BAD);
  });

  test('of getData counts when it is asked before the end, and takes the last attempt where that will do', async () => {
    const { response, calls } = await ask([say(BAD)]);
    const options = { ensureKeys: KEYS, maxRetries: 1 } as const;
    const strict = response.getData(options);
    const lenient = response.getData({ ...options, raiseEnsureFailure: false });
    expect(await lenient).toEqual(JSON.parse(BAD));
    await expect(strict).rejects.toMatchObject({ code: 'missing-keys' });
    expect(await response.getData()).toEqual(JSON.parse(BAD));
    expect(calls).toHaveLength(2);
  });

  test('that is asked after the end looks, and asks nothing again', async () => {
    const { response, calls } = await ask([say(BAD), say(GOOD)]);
    await response.getData();
    await expect(response.getData({ ensureKeys: KEYS })).rejects.toMatchObject({
      code: 'missing-keys',
    });
    expect(calls).toHaveLength(1);
  });

  test('of an answer that is text, or written wrong, is refused at once', () => {
    const request = createAgent({ model: { baseURL: 'http://127.0.0.1:9', model: 'x' } }).input(
      'x',
    );
    const text = { ensureKeys: [''] } as const;
    expect(() => request.getResponse(text)).toThrow(/ensureKeys/);
    expect(() => request.output(Report).getResponse({ ensureKeys: ['items['] as never })).toThrow(
      expect.objectContaining({ code: 'invalid-path' }),
    );
  });
});

describe('§8 W7 after another attempt', () => {
  test('data, text, fields, meta and every late reader are of the one that counts', async () => {
    const usage = { prompt_tokens: 10, completion_tokens: 5 };
    const { response } = await ask([say(BAD, { usage }), say(GOOD, { usage })], {
      ensureKeys: ['items'],
    });
    const field = response.field('title');
    const events = await collect(response);
    const good = JSON.parse(GOOD) as Report;
    expect(await response.getData()).toEqual(good);
    expect(await response.getDataObject()).toEqual(good);
    expect(await response.getText()).toBe(GOOD);
    expect(await field).toBe('good');
    expect(await response.field('items[1].note')).toBe('x');
    expect(await response.getMeta()).toMatchObject({
      attempts: 2,
      usage: { inputTokens: 10, outputTokens: 5 },
      totalUsage: { inputTokens: 20, outputTokens: 10 },
    });
    expect(await collect(response)).toEqual(events);
    expect(await response.getData({ type: 'all' })).toMatchObject({ data: good, text: GOOD });
  });

  test('every reader of events was told of it, between the two answers', async () => {
    const { response } = await ask([say(BAD), say(GOOD)], { ensureKeys: ['items'] });
    const [instant, all, original] = await Promise.all([
      collect(response.getAsyncGenerator({ type: 'instant' })),
      collect(response.getAsyncGenerator({ type: 'all' })),
      collect(response.getAsyncGenerator({ type: 'original' })),
    ]);
    const again = { type: 'attempt', attempt: 2, reason: 'missing-keys', missing: ['items'] };
    expect(attempts(instant)).toEqual([again]);
    for (const items of [all, original]) expect(items).toContainEqual(again);
    expect(instant.filter(({ type }) => type === 'end')).toHaveLength(1);
    const titles = instant.flatMap((event) =>
      event.type === 'done' && event.path === 'title' ? [event.value] : [],
    );
    expect(titles).toEqual(['bad', 'good']);
  });

  test('a reader of bare text is ended, not misled, unless it asked to be told', async () => {
    const { response } = await ask([say(BAD), say(GOOD)], { ensureKeys: ['items'] });
    const told = collect(response.getAsyncGenerator({ type: 'delta', attempts: true }));
    const parts: string[] = [];
    const bare = (async () => {
      for await (const part of response.getAsyncGenerator({ type: 'delta' })) parts.push(part);
    })();
    await expect(bare).rejects.toMatchObject({ code: 'superseded' });
    expect(parts).not.toEqual([]);
    expect(BAD.startsWith(parts.join(''))).toBe(true);
    const items = await told;
    const texts = items.map((item) => (typeof item === 'string' ? item : '|'));
    expect(texts.join('')).toBe(`${BAD}|${GOOD}`);
  });

  test('who comes late to text, a field or a list is given nothing of an attempt that does not count', async () => {
    const other = '{"title":"bad","items":[{"name":"no"}]}';
    const { response } = await ask([say(other), say(GOOD)], { ensureKeys: KEYS });
    await response.getData();
    expect(await response.field('title')).toBe('good');
    const items = await collect(response.elements('items'));
    expect(items.map(({ name }) => name)).toEqual(['a', 'b']);
    const text = await collect(response.getAsyncGenerator({ type: 'delta' }));
    expect(text.join('')).toBe(GOOD);
  });

  test('finally handlers run once, at the end, with what counts', async () => {
    const { response } = await ask([say(BAD), say(GOOD)], { ensureKeys: ['items'] });
    const seen: unknown[] = [];
    response.finally(async (own, outcome) => seen.push(outcome, (await own.getData()).title));
    await response.getData();
    await response.getText();
    await expect.poll(() => seen).toEqual(['complete', 'good']);
  });
});

describe('§2.1 an answer that does not hold', () => {
  test('is asked for again with what validation found, where maxRetries says so', async () => {
    const wrong = '{"title":7,"items":[{"name":null}]}';
    const { response, calls } = await ask([say(wrong), say(GOOD)], { maxRetries: 1 });
    const events = await collect(response);
    expect(attempts(events)).toMatchObject([{ reason: 'invalid-output' }]);
    expect(await response.getData()).toEqual(JSON.parse(GOOD));
    const complaint = String(calls[1]?.body.messages.at(-1)?.content);
    expect(complaint).toMatch(/- title: .*\n- items\[0\]\.name: /);
  });

  test.each(['getData', 'getDataObject'] as const)(
    'is asked for again where %s alone says so, without keys',
    async (read) => {
      const { response, calls } = await ask([say('{"title":7}'), say(GOOD)]);
      expect(await response[read]({ maxRetries: 1 })).toEqual(JSON.parse(GOOD));
      expect(calls).toHaveLength(2);
    },
  );

  test('is asked for again as often as whoever asks the most', async () => {
    const { response, calls } = await ask([say(BAD), say(GOOD)], { ensureKeys: ['items'] });
    const [one, other] = [response.getData({ maxRetries: 0 }), response.getData()];
    expect(await one).toEqual(await other);
    expect(calls).toHaveLength(2);
  });

  test('is left at once when it cannot be read, and asked for again', async () => {
    const broken = `{"title":"x","more": @${' '.repeat(400)}`;
    const { response, calls } = await ask([say(broken, { dripMs: 5 }), say(GOOD)], {
      maxRetries: 1,
    });
    expect(attempts(await collect(response))).toMatchObject([{ reason: 'unreadable-output' }]);
    expect(await response.getText()).toBe(GOOD);
    await expect.poll(() => calls[0]?.wasLeft).toBe(true);
  });

  test('is not asked for again without being told to', async () => {
    const { response, calls } = await ask([say('{"title":7}'), say(GOOD)]);
    await expect(response.getData()).rejects.toMatchObject({ code: 'invalid-output' });
    expect(calls).toHaveLength(1);
  });
});

describe('§8 W12 an answer that is cut off', () => {
  const cut = '{"title":"Tea","items":[{"name":"a green one, from the ';

  test('ends as truncated, with the list of what is incomplete', async () => {
    const { response, calls } = await ask([say(cut, { finishReason: 'length' })], {
      maxRetries: 3,
    });
    const incomplete = ['', 'items', 'items[0]', 'items[0].name'];
    expect((await collect(response)).at(-1)).toEqual({
      type: 'end',
      outcome: 'truncated',
      incomplete,
    });
    await expect(response.getData()).rejects.toMatchObject({
      code: 'truncated-output',
      incomplete,
      path: 'items[0].name',
    });
    expect(await response.field('title')).toBe('Tea');
    await expect(response.field('items')).rejects.toMatchObject({ code: 'truncated-output' });
    expect(calls).toHaveLength(1);
  });

  test.each([
    ['exactly there', 'hills"}]}'],
    ['a little before', '"name":"a green one, from the hills"}]}'],
    ['from its start', `${cut}hills"}]}`],
  ])(
    'is gone on with when continueTruncated is set, and no text comes twice (%s)',
    async (_, rest) => {
      const usage = { prompt_tokens: 10, completion_tokens: 5 };
      const plans = [say(cut, { finishReason: 'length', usage }), say(rest, { usage })];
      const { response, calls } = await ask(plans, { continueTruncated: true });
      const events = await collect(response);
      expect(attempts(events)).toEqual([]);
      const whole = `${cut}hills"}]}`;
      expect(await response.getText()).toBe(whole);
      expect(await response.getData()).toEqual(JSON.parse(whole));
      expect(await response.getMeta()).toMatchObject({
        attempts: 1,
        finishReason: 'stop',
        usage: { inputTokens: 20, outputTokens: 10 },
      });
      expect(calls[1]?.body.messages.at(-2)).toEqual({ role: 'assistant', content: cut });
    },
  );

  test('keeps every row where the rest begins as what is there ends', async () => {
    const half = '{"title":"Tea","items":[{"name":"warm"},{"name":"warm"';
    const rest = '},{"name":"warm"},{"name":"calm"}]}';
    const plans = [say(half, { finishReason: 'length' }), say(rest)];
    const { response } = await ask(plans, { continueTruncated: true });
    expect(await response.getText()).toBe(half + rest);
  });

  test('is truncated after all when that was done often enough', async () => {
    const more = (text: string) => say(text, { finishReason: 'length' });
    const plans = [more(cut), more('hills of As'), more('sam and the val')];
    const { response, calls } = await ask(plans, { continueTruncated: 2 });
    await expect(response.getData()).rejects.toMatchObject({ code: 'truncated-output' });
    expect(await response.getText()).toBe(`${cut}hills of Assam and the val`);
    expect(calls).toHaveLength(3);
  });
});
