import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.js';
import './joint.js';
import type { ModelChunk } from './model.js';
import type { ResponseOptions } from './run-options.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** Lets time pass, and what is loaded meanwhile arrive. */
async function pass(timeMs: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(timeMs);
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

const schema = z.object({ a: z.string() });
const whole = '{"a":"one and two and three"}';
const part = whole.slice(0, 12);

const lost = Object.assign(new Error('gone'), { code: 'ECONNRESET' });
const busy = Object.assign(new Error('busy'), {
  statusCode: 529,
  responseHeaders: { 'retry-after': '2' },
});
const unnamed: ModelChunk = { type: 'meta', finishReason: 'interrupted' };

/** Breaks in the middle as often as there are breaks, and then says the rest, or all of it. */
function ask(breaks: readonly (Error | ModelChunk)[], options: ResponseOptions<{ a: string }>) {
  let calls = 0;
  const response = createAgent({
    async *model({ messages }) {
      const end = breaks[calls++];
      const isGoingOn = messages.at(-1)?.content.includes('Go on exactly') === true;
      if (end === undefined) {
        yield isGoingOn ? whole.slice(12) : whole;
        return;
      }
      yield isGoingOn ? '' : part;
      if (end instanceof Error) throw end;
      yield end;
    },
  })
    .input('x')
    .output(schema)
    .getResponse({ retryDelayMs: 1000, ...options });
  const data = response.getData();
  data.catch(() => undefined);
  return { data, calls: () => calls };
}

describe.each<[string, ResponseOptions<{ a: string }>]>([
  ['another attempt', { maxRetries: 3 }],
  ['the rest', { continueTruncated: 3 }],
])('behind a connection that broke in the middle, %s', (_, options) => {
  test.each([
    ['with an error', lost],
    ['without a word', unnamed],
  ])('is asked for after a pause (%s)', async (_name, end) => {
    const { data, calls } = ask([end], options);
    await pass(740);
    expect(calls()).toBe(1);
    await pass(270);
    expect(calls()).toBe(2);
    expect(await data).toEqual(JSON.parse(whole));
  });

  test('is asked for when its provider says', async () => {
    const { data, calls } = ask([busy], options);
    await pass(1990);
    expect(calls()).toBe(1);
    await pass(20);
    expect(calls()).toBe(2);
    expect(await data).toEqual(JSON.parse(whole));
  });

  test('is not asked for where its provider asks for more time than there is', async () => {
    const { data, calls } = ask([busy], { ...options, maxRetryDelayMs: 1500 });
    await expect(data).rejects.toMatchObject({ code: 'model-failed' });
    expect(calls()).toBe(1);
  });
});

test('a connection that breaks again and again is given twice the time each time', async () => {
  const { data, calls } = ask([lost, lost, lost], { maxRetries: 3 });
  for (const [pauseMs, before] of [
    [1000, 1],
    [2000, 2],
    [4000, 3],
  ] as const) {
    await pass(0);
    expect(calls()).toBe(before);
    await pass(pauseMs * 0.7);
    expect(calls()).toBe(before);
    await pass(pauseMs * 0.3 + 1);
    expect(calls()).toBe(before + 1);
  }
  expect(await data).toEqual(JSON.parse(whole));
});

test('an answer that does not hold is asked for again at once: nobody was overburdened', async () => {
  const { data, calls } = ask(['5}'], { maxRetries: 1, retryDelayMs: 3_600_000 });
  await pass(1);
  expect(calls()).toBe(2);
  expect(await data).toEqual(JSON.parse(whole));
});
