// In: a provider's protocol. Out: what an agent makes of a model that is reached by it.
// One suite for all: an answer, its end, its cost and its tools do not depend on who gives it.
// Knows nothing of how a protocol is written.

import { createAgent, tool } from 'fieldwise/agent';
import type { InstantEvent } from 'fieldwise';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { askProvider, before, collect, Idea, idea, text } from './ask-provider.js';
import type { Dialect } from './provider-dialects.js';
import { CHUNK, USAGE, type Plan } from './provider-server.js';

/** One case where there is something to test, none where a protocol has nothing of the kind. */
const only = (isThere: boolean): readonly string[] => (isThere ? [''] : []);

/** Runs the suite against one protocol. */
export function testProvider(dialect: Dialect): void {
  describe(`a model behind ${dialect.name}`, () => {
    const { start, ask } = askProvider(dialect);

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

    test('that is cut off at its limit ends as truncated', async () => {
      const { response, calls } = await ask([{ text: before, finish: 'length' }]);
      expect((await collect(response)).at(-1)).toMatchObject({
        outcome: 'truncated',
        incomplete: ['', 'title'],
      });
      await expect(response.getData()).rejects.toMatchObject({ code: 'truncated-output' });
      expect((await response.getMeta()).finishReason).toBe('length');
      expect(await response.getText()).toBe(before);
      expect(calls).toHaveLength(1);
    });

    test('that is cut off at its limit goes on where that is allowed', async () => {
      const cut: Plan = { text: before, finish: 'length' };
      const { response, calls } = await ask([cut, { text }], { continueTruncated: true });
      expect(await response.getData()).toEqual(idea);
      expect(await response.getText()).toBe(text);
      // Held to the schema, it could not but begin anew: the rest is asked for in words.
      const { body = {} } = calls[1] ?? {};
      expect(dialect.schemaIn(body)).toBeUndefined();
      expect(JSON.stringify(body)).toContain('The whole is of this JSON Schema');
    });

    test('whose provider withholds the rest says so', async () => {
      const { response } = await ask([{ text: before, finish: 'content-filter' }]);
      await expect(response.getData()).rejects.toMatchObject({ code: 'withheld-output' });
      expect(await response.getText()).toBe(before);
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

    test('answers by a tool where it is to, among other tools, too', async () => {
      const weather = { name: 'weather', input: { city: 'Rome' } };
      const answer = { name: 'answer', input: idea };
      const { model, calls } = await start([
        { toolCalls: [answer] },
        { toolCalls: [weather] },
        { toolCalls: [answer] },
      ]);
      const request = createAgent({ model, structuredOutput: 'tool' }).input('Well?').output(Idea);
      const alone = request.getResponse();
      const done = (await collect(alone)).flatMap((event) =>
        event.type === 'done' ? [event.path] : [],
      );
      expect(done).toEqual(['title', 'items[0]', 'items[1]', 'items[2]', 'items', 'score', '']);
      expect(await alone.getData()).toEqual(idea);
      expect((await alone.getMeta()).finishReason).toBe('stop');
      const body = calls[0]?.body ?? {};
      expect(dialect.schemaIn(body)).toBeUndefined();
      expect(JSON.stringify(body)).toMatch(/"name":"answer".*"title"/);
      const other = tool({ input: z.object({ city: z.string() }), execute: () => 'warm' });
      const among = request.tools({ weather: other }).getResponse();
      expect(await among.getData()).toEqual(idea);
      expect(await among.getMeta()).toMatchObject({ rounds: 1, finishReason: 'stop' });
      expect(calls).toHaveLength(3);
    });
  });
}
