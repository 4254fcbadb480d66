// In: a way to start a model that follows a script. Out: the suite every kind of model has to pass.
// Run it against your own: what an agent promises must not depend on where the text comes from.
// Knows nothing of any particular provider.

import { createAgent, type Model } from 'fieldwise/agent';
import type { InstantEvent } from 'fieldwise';
import { splitText } from 'fieldwise/testing';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';

/** What the model does in one test. */
export interface ModelScript {
  readonly chunks: readonly string[];
  readonly reasoning?: string;
  readonly finishReason?: 'stop' | 'length';
  /** Wait before each chunk. */
  readonly delayMs?: number;
  /** `call`: it refuses. `read`: it breaks after two chunks. `part`: it reports an error where text was due. */
  readonly fail?: 'call' | 'read' | 'part';
}

/** A model following a script, and what it noticed. */
export interface ModelUnderTest {
  readonly model: Model;
  calls(): number;
  /** Text of the user message of the last call. */
  asked(): string;
  /** Whether its last call ended because nobody listened any more. */
  isAborted(): boolean;
  stop(): Promise<void> | void;
}

const Idea = z.object({
  title: z.string(),
  items: z.array(z.string()),
  score: z.number().nullable(),
});
const idea = { title: 'Tea "for" two 🍵', items: ['wärm', '', 'calm\n'], score: 12.5 };
const text = JSON.stringify(idea);
const chunks = splitText(text, { tokens: true });

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

/** Patience for a busy machine; nothing is said about how long it takes. */
function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 15_000 });
}

/** Runs the suite against one kind of model. */
export function testModel(
  kind: string,
  start: (script: ModelScript) => Promise<ModelUnderTest> | ModelUnderTest,
): void {
  describe(`a model that is ${kind}`, () => {
    const started: ModelUnderTest[] = [];
    afterEach(async () => {
      for (const model of started.splice(0)) await model.stop();
    });

    async function ask(script: ModelScript, signal?: AbortSignal) {
      const model = await start(script);
      started.push(model);
      const request = createAgent({ model: model.model }).input('An idea, please').output(Idea);
      return { model, response: request.getResponse({ signal }) };
    }

    test('gives the same answer as text, as data and as events', async () => {
      const { model, response } = await ask({ chunks });
      const [deltas, events, data, whole] = await Promise.all([
        collect(response.getAsyncGenerator({ type: 'delta' })),
        collect(response.getAsyncGenerator({ type: 'instant' })),
        response.getData(),
        response.getText(),
      ]);
      expect(data).toEqual(idea);
      expect(deltas).toEqual(chunks);
      expect(whole).toBe(text);
      expect(events.find((event) => event.type === 'done' && event.path === '')).toMatchObject({
        value: idea,
      });
      expect(events.at(-1)).toEqual({ type: 'end', outcome: 'complete', incomplete: [] });
      expect(model.calls()).toBe(1);
    });

    test('is asked nothing before somebody reads, and once however many read', async () => {
      const { model, response } = await ask({ chunks });
      const generators = [response.getAsyncGenerator(), response.getAsyncGenerator()];
      expect(model.calls()).toBe(0);
      const [first, second] = await Promise.all(generators.map(collect));
      const late = await collect(response);
      expect(second).toEqual(first);
      expect(late).toEqual(first);
      expect(model.calls()).toBe(1);
    });

    test('is asked for the input', async () => {
      const { model, response } = await ask({ chunks });
      await response.getData();
      expect(model.asked()).toContain('An idea, please');
    });

    test('may think aloud, and says in the end what the call was', async () => {
      const { response } = await ask({ chunks, reasoning: 'Tea is nice.' });
      const events = await collect(response);
      const thoughts = events.filter((event) => event.type === 'reasoning');
      expect(thoughts.map(({ delta }) => delta).join('')).toBe('Tea is nice.');
      expect(events.at(-2)).toMatchObject({ type: 'meta', finishReason: 'stop' });
      expect(await response.getMeta()).toMatchObject({ finishReason: 'stop' });
      expect(await response.getData()).toEqual(idea);
    });

    test('that runs out of tokens gives a truncated answer: events and text stay, data is refused', async () => {
      const { response } = await ask({ chunks: chunks.slice(0, 9), finishReason: 'length' });
      const end = (await collect(response)).at(-1);
      expect(end).toMatchObject({ type: 'end', outcome: 'truncated' });
      expect(await response.getText()).toBe(chunks.slice(0, 9).join(''));
      await expect(response.getData()).rejects.toMatchObject({ code: 'truncated-output' });
    });

    test.each(['call', 'read', 'part'] as const)(
      'that fails (%s) fails for every reader, with its cause',
      async (fail) => {
        const { response } = await ask({ chunks, fail, delayMs: 5 });
        const events: InstantEvent[] = [];
        const reading = (async () => {
          for await (const event of response) events.push(event);
        })();
        await expect(reading).rejects.toMatchObject({ name: 'AgentError', code: 'model-failed' });
        await expect(response.getText()).rejects.toMatchObject({ code: 'model-failed' });
        await expect(response.getData()).rejects.toMatchObject({ code: 'model-failed' });
        await expect(response.getMeta()).rejects.toMatchObject({ code: 'model-failed' });
        expect(events.filter((event) => event.type === 'end')).toEqual([]);
        if (fail === 'read')
          expect(events).toContainEqual(expect.objectContaining({ type: 'start', path: '' }));
      },
    );

    test('notices that the last reader left', async () => {
      const many = splitText(JSON.stringify({ ...idea, title: 'long '.repeat(400) }), { size: 5 });
      const { model, response } = await ask({ chunks: many, delayMs: 5 });
      for await (const event of response) if (event.type === 'delta') break;
      await eventually(() => expect(model.isAborted()).toBe(true));
      await expect(response.getData()).rejects.toMatchObject({ code: 'stopped' });
    });

    test('notices an aborted signal while it is silent, and its readers need not wait for it', async () => {
      const controller = new AbortController();
      const { model, response } = await ask({ chunks, delayMs: 60_000 }, controller.signal);
      const events = collect(response);
      const data = response.getData();
      await eventually(() => expect(model.calls()).toBe(1));
      controller.abort(new Error('enough'));
      expect((await events).at(-1)).toEqual({ type: 'end', outcome: 'stopped', incomplete: [] });
      await expect(data).rejects.toMatchObject({
        code: 'stopped',
        cause: expect.objectContaining({ message: 'enough' }),
      });
      await eventually(() => expect(model.isAborted()).toBe(true));
    });
  });
}
