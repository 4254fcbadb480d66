import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.js';
import { createSession } from './create-session.js';
import type { ModelRequest } from './model.js';
import type { ResponseOptions } from './run-options.js';

const schema = z.object({ a: z.string(), b: z.string() });
type Answer = z.infer<typeof schema>;
const open = '{"a":"hi","b":"unfin';
const whole = '{"a":"hi","b":"unfinished"}';

/** A model that says one text after the other, and of each that it has ended. */
function ask(texts: readonly string[], options: ResponseOptions<Answer> = {}, reason = 'stop') {
  const told: ModelRequest[] = [];
  const agent = createAgent({
    async *model(request) {
      yield texts[told.length] ?? '';
      told.push(request);
      if (reason !== '') yield { type: 'meta', finishReason: reason } as const;
    },
  });
  const ends: unknown[] = [];
  const session = createSession();
  const response = agent
    .input('?')
    .output(schema)
    .session(session)
    .observe({ onFinish: ({ outcome }) => void ends.push(outcome) })
    .finally((_, outcome) => void ends.push(outcome))
    .getResponse(options);
  return { response, told, ends, session };
}

async function outcomeOf({ response }: ReturnType<typeof ask>) {
  const outcomes: string[] = [];
  for await (const event of response) if (event.type === 'end') outcomes.push(event.outcome);
  return outcomes;
}

describe('an answer that its model ended before its JSON was closed', () => {
  test.each(['stop', 'other', ''])(
    'is cut off for all who ask, and not recorded (finish reason: %s)',
    async (reason) => {
      const asked = ask([open], {}, reason);
      expect(await outcomeOf(asked)).toEqual(['truncated']);
      await expect(asked.response.getData()).rejects.toMatchObject({
        code: 'truncated-output',
        path: 'b',
      });
      expect(await asked.response.getText()).toBe(open);
      await expect.poll(() => asked.ends).toEqual(['truncated', 'truncated']);
      await asked.session.settled();
      expect(asked.session.messages).toEqual([]);
    },
  );

  test('is gone on with where that is allowed, and else asked for again', async () => {
    const continued = ask([open, 'ished"}'], { continueTruncated: true, maxRetries: 2 });
    expect(await continued.response.getData()).toEqual(JSON.parse(whole));
    expect((await continued.response.getMeta()).attempts).toBe(1);

    const retried = ask([open, whole], { maxRetries: 2 });
    expect(await retried.response.getData()).toEqual(JSON.parse(whole));
    expect((await retried.response.getMeta()).attempts).toBe(2);
    expect(retried.told[1]?.messages.at(-1)?.content).toContain('before its JSON is closed');
    expect(retried.session.messages.at(-1)?.content).toBe(whole);
  });

  test('is cut off in the end, when it was asked for as often as it may be', async () => {
    const asked = ask([open, open, open], { maxRetries: 2 });
    expect(await outcomeOf(asked)).toEqual(['truncated']);
    expect(asked.told).toHaveLength(3);
  });

  test('that was to be gone on with for its length, and stops there, is asked for again', async () => {
    const asked = ask([open, 'ish', whole], { continueTruncated: 1, maxRetries: 1 });
    expect(await asked.response.getData()).toEqual(JSON.parse(whole));
    expect(asked.told).toHaveLength(3);
  });

  test('has one outcome wherever it stops', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: whole.length }), async (length) => {
        const asked = ask([whole.slice(0, length)]);
        const outcomes = await outcomeOf(asked);
        await expect.poll(() => asked.ends).toEqual([...outcomes, ...outcomes]);
        await asked.session.settled();
        expect(asked.session.messages).toHaveLength(outcomes[0] === 'complete' ? 2 : 0);
      }),
      { numRuns: 40 },
    );
  });
});

test('a number that nothing closes but its end is whole', async () => {
  const agent = createAgent({
    async *model() {
      yield '12';
    },
  });
  expect(await agent.input('?').output(z.number()).getResponse().getData()).toBe(12);
});
