import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.js';
import type { ModelRequest } from './model.js';
import type { ResponseOptions } from './run-options.js';

const Story = z.object({ title: z.string(), text: z.string() });
const cut = '{"title":"Tea","text":"It was a dark and stormy ni';
const whole = `${cut}ght."}`;

/** A model that says one text after the other; those that are cut off end for their length. */
function ask(texts: readonly string[], options: ResponseOptions<z.infer<typeof Story>>) {
  const told: ModelRequest[] = [];
  const agent = createAgent({
    async *model(request) {
      const text = texts[told.length] ?? '';
      told.push(request);
      for (let at = 0; at < text.length; at += 9) yield text.slice(at, at + 9);
      yield { type: 'meta', finishReason: text.endsWith('}') ? 'stop' : 'length' } as const;
    },
  });
  return { response: agent.input('A story').output(Story).getResponse(options), told };
}

async function attemptsOf(response: ReturnType<typeof ask>['response']) {
  const reasons: string[] = [];
  for await (const event of response) if (event.type === 'attempt') reasons.push(event.reason);
  return reasons;
}

describe('what goes on with an answer that was cut off', () => {
  test.each([
    ['as it was asked to', 'ght."}'],
    ['behind what it says first', 'Sure! Here is the rest:\n\n```json\nght."}'],
    ['with its last words', 'and stormy night."}'],
    ['anew', `Here is my answer, continued:\n\n${whole}`],
  ])('is joined to it: %s', async (_, rest) => {
    const { response } = ask([cut, rest], { continueTruncated: true, maxRetries: 1 });
    expect(await attemptsOf(response)).toEqual([]);
    expect(await response.getText()).toBe(whole);
    expect(await response.getData()).toEqual(JSON.parse(whole));
  });

  const other = '{"title":"Coffee","text":"It was bright."}';

  test('is another attempt where it may be joined in several ways, or in none', async () => {
    const { response, told } = ask([cut, other, whole], { continueTruncated: 1, maxRetries: 1 });
    expect(await attemptsOf(response)).toEqual(['truncated-output']);
    expect(await response.getText()).toBe(whole);
    expect((await response.getMeta()).attempts).toBe(2);
    // The new one is asked for as the first was.
    expect(told[2]?.messages).toEqual(told[0]?.messages);
  });

  test('is asked for once more where there are no further attempts', async () => {
    const { response, told } = ask([cut, '...ght."}', 'ght."}'], { continueTruncated: 2 });
    expect(await response.getText()).toBe(whole);
    expect(told).toHaveLength(3);
  });

  test('leaves the answer cut off, and nothing in it that may be wrong', async () => {
    const { response, told } = ask([cut, other], { continueTruncated: 1 });
    await expect(response.getData()).rejects.toMatchObject({ code: 'truncated-output' });
    expect(await response.getText()).toBe(cut);
    expect(await response.getMeta()).toMatchObject({ finishReason: 'length', attempts: 1 });
    expect(told).toHaveLength(2);
  });

  test('is enough once it is whole, whatever its connection waits for', async () => {
    const lines = Array.from({ length: 100 }, (_, at) => `Line ${at}.`);
    const rest = `ght. ${lines.join(' ')}"}`;
    let calls = 0;
    const agent = createAgent({
      async *model({ signal }) {
        if (calls++ === 0) {
          yield cut;
          yield { type: 'meta', finishReason: 'length' } as const;
          return;
        }
        yield rest;
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
    });
    const options = { continueTruncated: true, timeoutMs: 1000 };
    const response = agent.input('A story').output(Story).getResponse(options);
    expect(await response.getText()).toBe(cut + rest);
    expect(await response.getData()).toEqual(JSON.parse(cut + rest));
  });

  test('may say what it says first in one call, and the rest in the next', async () => {
    const { response } = ask([cut, 'Here is the rest:\n\n', 'ght."}'], { continueTruncated: 2 });
    expect(await response.getText()).toBe(whole);
  });
});
