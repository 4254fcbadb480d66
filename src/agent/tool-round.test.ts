import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ToolEvent } from '../protocol/index.js';
import { createAgent } from './create-agent.js';
import type { ModelChunk } from './model.js';
import { tool } from './tool.js';

describe('a model that asks for more calls at once than it may', () => {
  const inputs = Array.from({ length: 10_000 }, (_, one) => ({ one, other: 1 }));
  const native = inputs.map((input, n): ModelChunk => {
    const delta = JSON.stringify(input);
    return { type: 'tool-input', callId: `${n}`, toolName: 'add', delta };
  });
  const plan = JSON.stringify({ calls: inputs.map((input) => ({ tool: 'add', input })) });
  const planned = plan.match(/[^]{1,40}/g) ?? [];

  test.each([
    ['by its own means', undefined, 128],
    ['in a plan', undefined, 128],
    ['by its own means', 3, 3],
    ['in a plan', 3, 3],
  ])(
    '%s is left, and nothing of the round is called (maxCalls: %s)',
    async (how, maxCalls, most) => {
      let said = 0;
      let executed = 0;
      let isLeft = false;
      const counting = tool({ input: z.object({ one: z.number() }), execute: () => ++executed });
      const agent = createAgent({
        toolCalling: how === 'in a plan' ? 'prompt' : 'native',
        async *model() {
          try {
            for (const chunk of how === 'in a plan' ? planned : native) {
              said++;
              yield chunk;
            }
          } finally {
            isLeft = true;
          }
        },
      });
      const response = agent.input('Go').tools({ add: counting }, { maxCalls }).getResponse();
      await expect(response.getText()).rejects.toMatchObject({
        code: 'calls-exceeded',
        message: expect.stringContaining(`${most} tools`),
      });
      const events: ToolEvent[] = [];
      const reading = (async () => {
        for await (const event of response) if (event.type === 'tool') events.push(event);
      })();
      await expect(reading).rejects.toMatchObject({ code: 'calls-exceeded' });
      expect(new Set(events.map(({ callId }) => callId)).size).toBe(most);
      expect(new Set(events.map(({ phase }) => phase))).toEqual(new Set(['input']));
      await expect.poll(() => isLeft).toBe(true);
      expect(executed).toBe(0);
      expect(said).toBeLessThan(200);
    },
  );

  test('may ask for as many as are allowed', async () => {
    let calls = 0;
    const add = tool({ input: z.object({ one: z.number() }), execute: ({ one }) => one + 1 });
    const response = createAgent({
      toolCalling: 'native',
      async *model() {
        if (++calls > 1) yield 'Done.';
        else
          for (const [n, input] of inputs.slice(0, 128).entries())
            yield {
              type: 'tool-call',
              callId: `${n}`,
              toolName: 'add',
              input: JSON.stringify(input),
            };
      },
    })
      .input('Go')
      .tools({ add })
      .getResponse();
    expect(await response.getText()).toBe('Done.');
    expect((await response.getMeta()).toolCalls).toHaveLength(128);
  });
});
