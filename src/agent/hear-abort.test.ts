import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.js';
import { hearAbort } from './hear-abort.js';
import { tool } from './tool.js';

const TWELVE = Array.from({ length: 12 }, (_, index) => index);
const countOf = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;

describe('one signal', () => {
  test('of twelve responses and their readers has one listener, ends all of them, and keeps nothing of those that ended', async () => {
    const agent = createAgent({
      async *model({ signal }) {
        yield 'Hello';
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      },
    });
    const closing = new AbortController();
    const { signal } = closing;
    const readers = TWELVE.map(() =>
      agent.input('x').getResponse({ signal }).getAsyncGenerator({ type: 'delta', signal }),
    );
    for (const reader of readers) expect(await reader.next()).toMatchObject({ value: 'Hello' });
    expect(countOf(signal)).toBe(1);
    for (const reader of readers.slice(6)) await reader.return();
    expect(countOf(signal)).toBe(1);
    closing.abort(new Error('Closing.'));
    for (const reader of readers.slice(0, 6))
      await expect(reader.next()).rejects.toThrow(/stopped|Closing/);
    expect(countOf(signal)).toBe(0);
  });

  test('of a response that ended has no listener left', async () => {
    const { signal } = new AbortController();
    const agent = createAgent({
      async *model() {
        yield 'Hello';
      },
    });
    expect(await agent.input('x').getResponse({ signal }).getText({ signal })).toBe('Hello');
    expect(countOf(signal)).toBe(0);
  });

  test('is one of its own for each call of a tool', async () => {
    const seen: AbortSignal[] = [];
    const look = tool({
      input: z.object({}),
      async execute(_, { signal }) {
        seen.push(signal);
        await new Promise((resolve) => setTimeout(resolve, 1));
        return Math.max(...seen.map(countOf));
      },
    });
    let calls = 0;
    const agent = createAgent({
      toolCalling: 'native',
      async *model() {
        if (calls++ > 0) yield 'Done.';
        else
          for (const index of TWELVE)
            yield { type: 'tool-call', callId: `${index}`, toolName: 'look', input: '{}' };
      },
    });
    const response = agent.input('x').tools({ look }, { maxConcurrency: 12 }).getResponse();
    const outputs: unknown[] = [];
    for await (const event of response)
      if (event.type === 'tool' && event.phase === 'result') outputs.push(event.output);
    expect(new Set(seen).size).toBe(12);
    expect(outputs).toHaveLength(12);
    expect(Math.max(...outputs.map(Number))).toBeLessThan(5);
  });

  test('tells nothing to one that was called off, by another one, too', () => {
    const controller = new AbortController();
    const told: string[] = [];
    const offs = [
      hearAbort(controller.signal, () => {
        told.push('first');
        offs[1]?.();
      }),
      hearAbort(controller.signal, () => told.push('second')),
      hearAbort(controller.signal, () => told.push('third')),
    ];
    controller.abort();
    for (const off of offs) off();
    expect(told).toEqual(['first', 'third']);
  });
});
