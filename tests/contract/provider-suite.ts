// In: a provider's protocol. Out: what an agent makes of a model that is reached by it, whatever goes wrong on the way.
// One suite for all: an answer, its end, its cost and its failures do not depend on who gives it.
// Knows nothing of how a protocol is written.

import { createAgent, tool, type ResponseOptions } from 'fieldwise/agent';
import type { InstantEvent } from 'fieldwise';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Dialect } from './provider-dialects.js';
import {
  CHUNK,
  startProvider,
  USAGE,
  type Fault,
  type Plan,
  type ProviderServer,
} from './provider-server.js';

const Idea = z.object({ title: z.string(), items: z.array(z.string()), score: z.number() });
type Idea = z.infer<typeof Idea>;

const idea: Idea = { title: 'Чай 🍵 for two', items: ['wärm', '', 'calm'], score: 12.5 };
const text = JSON.stringify(idea);
/** The words of one chunk, without anything that JSON would escape once more, and what has come with it. */
const words = 'or two';
const before = text.slice(0, text.indexOf(words) + CHUNK);
const behind: Fault['at'] = { behind: words };

/** One case where there is something to test, none where a protocol has nothing of the kind. */
const only = (isThere: boolean): readonly string[] => (isThere ? [''] : []);

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

const attempts = (events: readonly InstantEvent[]) =>
  events.flatMap((event) => (event.type === 'attempt' ? [[event.attempt, event.reason]] : []));

/** Runs the suite against one protocol. */
export function testProvider(dialect: Dialect): void {
  describe(`a model behind ${dialect.name}`, () => {
    const servers: ProviderServer[] = [];
    afterEach(async () => {
      for (const server of servers.splice(0)) await server.stop();
    });

    async function start(plans: readonly [Plan, ...Plan[]]) {
      const server = await startProvider(dialect, plans);
      servers.push(server);
      return server;
    }

    async function ask(plans: readonly [Plan, ...Plan[]], options: ResponseOptions<Idea> = {}) {
      const { model, calls } = await start(plans);
      const request = createAgent({ model }).input('An idea, please').output(Idea);
      return { response: request.getResponse({ retryDelayMs: 1, ...options }), calls };
    }

    /** Reads until it ends or fails: what came, and what it failed with. */
    async function follow(source: AsyncIterable<string>) {
      let read = '';
      try {
        for await (const part of source) read += part;
      } catch (error) {
        return { read, error };
      }
      return { read, error: undefined };
    }

    test('answers in pieces, held to the schema by the provider, and says what it cost', async () => {
      const { response, calls } = await ask([{ text }]);
      const [events, parts] = await Promise.all([
        collect(response),
        collect(response.getAsyncGenerator({ type: 'delta' })),
      ]);
      expect(parts.join('')).toBe(text);
      expect(parts.length).toBeGreaterThan(text.length / CHUNK - 1);
      expect(await response.getData()).toEqual(idea);
      expect(events.at(-1)).toEqual({ type: 'end', outcome: 'complete', incomplete: [] });
      expect(await response.getMeta()).toMatchObject({ finishReason: 'stop', usage: USAGE });
      expect(await collect(response)).toEqual(events);
      expect(calls).toHaveLength(1);
      expect(dialect.schemaIn(calls[0]?.body ?? {})).toMatchObject({
        type: 'object',
        properties: { items: { type: 'array' } },
      });
    });

    test('gives the same when its bytes come a few at a time, cut inside of characters', async () => {
      const whole = await ask([{ text }]);
      const { response } = await ask([{ text, drips: true }]);
      const isAnswer = ({ type }: InstantEvent) => type !== 'meta';
      expect((await collect(response)).filter(isAnswer)).toEqual(
        (await collect(whole.response)).filter(isAnswer),
      );
      expect(await response.getData()).toEqual(idea);
    });

    test.each(only(dialect.reasons !== false))('thinks aloud, beside its answer%s', async () => {
      const { response } = await ask([{ text, reasoning: 'Tea is nice, I think.' }]);
      const events = await collect(response);
      const thoughts = events.flatMap((event) => (event.type === 'reasoning' ? [event.delta] : []));
      expect(thoughts.join('')).toBe('Tea is nice, I think.');
      expect(thoughts.length).toBeGreaterThan(1);
      expect(await response.getText()).toBe(text);
    });

    // The mock server tells whole inputs of tools only.
    test.each(only(dialect.answersBy === undefined))(
      'that is cut off at its limit ends as truncated%s',
      async () => {
        const { response, calls } = await ask([{ text: before, finish: 'length' }]);
        expect((await collect(response)).at(-1)).toMatchObject({
          outcome: 'truncated',
          incomplete: ['', 'title'],
        });
        await expect(response.getData()).rejects.toMatchObject({ code: 'truncated-output' });
        expect((await response.getMeta()).finishReason).toBe('length');
        expect(await response.getText()).toBe(before);
        expect(calls).toHaveLength(1);
      },
    );

    test.each(only(dialect.answersBy === undefined))(
      'whose provider withholds the rest says so%s',
      async () => {
        const { response } = await ask([{ text: before, finish: 'content-filter' }]);
        await expect(response.getData()).rejects.toMatchObject({ code: 'withheld-output' });
        expect(await response.getText()).toBe(before);
      },
    );

    test('is asked again, as soon as the provider allows, when it allows no more calls for now', async () => {
      const { response, calls } = await ask([{ status: 429, retryAfter: 0 }, { text }], {
        retryDelayMs: 3_600_000,
        maxRetryDelayMs: 3_600_000,
      });
      expect(attempts(await collect(response))).toEqual([[2, 'model-failed']]);
      expect(await response.getText()).toBe(text);
      expect(calls).toHaveLength(2);
    });

    test('is not waited for when it asks for more time than there is', async () => {
      const { response, calls } = await ask([{ status: 429, retryAfter: 3600 }, { text }]);
      await expect(response.getData()).rejects.toMatchObject({
        code: 'model-failed',
        message: expect.stringContaining('429'),
      });
      expect(calls).toHaveLength(1);
    });

    test('is asked again when its server fails, and no more often than allowed', async () => {
      const { response, calls } = await ask([{ status: 500 }, { status: 503 }, { text }]);
      expect(attempts(await collect(response))).toEqual([
        [2, 'model-failed'],
        [3, 'model-failed'],
      ]);
      expect(await response.getText()).toBe(text);
      expect(calls).toHaveLength(3);
      const given = await ask([{ status: 500 }], { maxCallRetries: 1 });
      await expect(given.response.getData()).rejects.toMatchObject({ code: 'model-failed' });
      expect(given.calls).toHaveLength(2);
    });

    test('is not asked again when it refuses the key', async () => {
      const { response, calls } = await ask([{ status: 401 }, { text }]);
      await expect(response.getData()).rejects.toThrow(/HTTP status 401.*key/);
      expect(calls).toHaveLength(1);
    });

    test.each(['request', 'headers'] as const)(
      'is asked again when the connection breaks before its first token (%s)',
      async (at) => {
        const { response, calls } = await ask([{ text, fault: { kind: 'cut', at } }, { text }]);
        const { read, error } = await follow(response.getAsyncGenerator({ type: 'delta' }));
        expect([read, error]).toEqual([text, undefined]);
        expect(attempts(await collect(response))).toEqual([[2, 'model-failed']]);
        expect(calls).toHaveLength(2);
      },
    );

    test.each(['cut', 'malformed', 'failure'] as const)(
      'fails when its stream breaks in the middle (%s): what came is kept, and comes once',
      async (kind) => {
        const { response, calls } = await ask([{ text, fault: { kind, at: behind } }, { text }]);
        const events: InstantEvent[] = [];
        const reading = (async () => {
          for await (const event of response) events.push(event);
        })();
        const { read, error } = await follow(response.getAsyncGenerator({ type: 'delta' }));
        expect(read).toBe(before);
        expect(error).toMatchObject({ code: 'model-failed' });
        await expect(reading).rejects.toBe(error);
        await expect(response.getData()).rejects.toBe(error);
        expect(events).toContainEqual(
          expect.objectContaining({ type: 'delta', path: 'title', value: 'Чай 🍵 for two' }),
        );
        expect(events.filter(({ type }) => type === 'end')).toEqual([]);
        expect(calls).toHaveLength(1);
      },
    );

    test('is not taken for whole when its stream ends without its end', async () => {
      const fault: Fault = { kind: 'short', at: behind };
      const { response, calls } = await ask([{ text, fault }]);
      const { read, error } = await follow(response.getAsyncGenerator({ type: 'delta' }));
      const code = dialect.missesReason === true ? 'model-failed' : 'truncated-output';
      expect(read).toBe(before);
      await expect(response.getData()).rejects.toMatchObject({ code });
      if (dialect.missesReason === true) expect(error).toMatchObject({ code });
      expect(calls).toHaveLength(1);
    });

    test('is not taken for whole then when its answer is plain text, either', async () => {
      const fault: Fault = { kind: 'short', at: { behind: 'of tea' } };
      const { model } = await start([{ text: 'A cup of tea, please.', fault }]);
      const response = createAgent({ model }).input('Well?').getResponse();
      const code = dialect.missesReason === true ? 'model-failed' : 'truncated-output';
      await expect(response.getData()).rejects.toMatchObject({ code });
      const nothing = await start([
        { text: 'A cup of tea', fault: { kind: 'short', at: 'headers' } },
      ]);
      const silence = createAgent({ model: nothing.model }).input('Well?').getResponse();
      await expect(silence.getText()).rejects.toMatchObject({ code: 'model-failed' });
    });

    test('is another attempt behind a broken stream where that is allowed, and readers are told', async () => {
      const fault: Fault = { kind: 'cut', at: behind };
      const { response, calls } = await ask([{ text, fault }, { text }], { maxRetries: 1 });
      const told = await collect(response.getAsyncGenerator({ type: 'delta', attempts: true }));
      const read = told.map((item) => (typeof item === 'string' ? item : '|')).join('');
      expect(read).toBe(`${before}|${text}`);
      expect(attempts(await collect(response))).toEqual([[2, 'model-failed']]);
      expect(await response.getText()).toBe(text);
      expect(calls).toHaveLength(2);
    });

    test('goes on behind a broken stream where that is allowed, and repeats nothing', async () => {
      const fault: Fault = { kind: 'cut', at: behind };
      const { response, calls } = await ask([{ text, fault }, { text }], {
        continueTruncated: true,
      });
      const { read, error } = await follow(response.getAsyncGenerator({ type: 'delta' }));
      expect([read, error]).toEqual([text, undefined]);
      expect(attempts(await collect(response))).toEqual([]);
      expect(await response.getData()).toEqual(idea);
      expect(calls).toHaveLength(2);
    });

    test.each(['request', 'headers'] as const)(
      'that is silent is hung up on and asked again (%s)',
      async (at) => {
        const plans = [{ text, fault: { kind: 'stall', at } }, { text }] as const;
        const { response, calls } = await ask(plans, { firstTokenTimeoutMs: 1000 });
        expect(await response.getText()).toBe(text);
        expect(attempts(await collect(response))).toEqual([[2, 'model-failed']]);
        await expect.poll(() => calls[0]?.wasLeft, { timeout: 15_000 }).toBe(true);
      },
    );

    test('that falls silent is hung up on', async () => {
      const fault: Fault = { kind: 'stall', at: behind };
      const { response, calls } = await ask([{ text, fault }, { text }], { tokenTimeoutMs: 1000 });
      const { read, error } = await follow(response.getAsyncGenerator({ type: 'delta' }));
      expect(read).toBe(before);
      expect(error).toMatchObject({
        code: 'model-failed',
        cause: expect.objectContaining({ name: 'TimeoutError' }),
      });
      await expect.poll(() => calls[0]?.wasLeft, { timeout: 15_000 }).toBe(true);
      expect(calls).toHaveLength(1);
    });

    test('calls tools, in its own words, and is told what they returned', async () => {
      const toolCalls = [
        { name: 'weather', input: { city: 'Rome' } },
        { name: 'weather', input: { city: 'Oslo' } },
      ];
      const { model, calls } = await start([{ toolCalls }, { text: 'Warm, and cold.' }]);
      const weather = tool({
        description: 'The weather in a city',
        input: z.object({ city: z.string() }),
        execute: ({ city }) => ({ celsius: city === 'Rome' ? 31 : -17 }),
      });
      const response = createAgent({ model }).input('Well?').tools({ weather }).getResponse();
      const events = await collect(response);
      const phases = events.flatMap((event) =>
        event.type === 'tool' && event.phase === 'call' ? [event.input] : [],
      );
      expect(phases).toEqual([{ city: 'Rome' }, { city: 'Oslo' }]);
      expect(events).toContainEqual(
        expect.objectContaining({
          phase: 'input',
          toolPath: 'tool.weather[1].city',
          field: expect.objectContaining({ type: 'done', value: 'Oslo' }),
        }),
      );
      expect(await response.getText()).toBe('Warm, and cold.');
      expect(await response.getMeta()).toMatchObject({
        finishReason: 'stop',
        rounds: 1,
        usage: { inputTokens: 2 * USAGE.inputTokens, outputTokens: 2 * USAGE.outputTokens },
      });
      const [first, second] = calls.map(({ body }) => JSON.stringify(body));
      expect(first).toContain('The weather in a city');
      expect(second).toMatch(/31.*-17/);
      expect(calls).toHaveLength(2);
    });
  });
}
