import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.js';
import { pause } from './retry-policy.js';
import { startTimer } from './timer.js';
import { tool } from './tool.js';

/** A month: more than a timer can wait. */
const MONTH_MS = 30 * 24 * 60 * 60 * 1000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('a timer does what it is asked to when its time is over, unless it is called off', () => {
  const done: string[] = [];
  startTimer(10, () => done.push('on time'));
  startTimer(10, () => done.push('called off'))();
  startTimer(undefined, () => done.push('never'));
  vi.advanceTimersByTime(9);
  expect(done).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(done).toEqual(['on time']);
});

test('a limit that is longer than any timer is none, and is not over at once', async () => {
  const says = ['{"calls":[{"tool":"wait","input":{}}]}', '{"calls":[]}', 'Yes.'];
  const wait = tool({ input: z.object({}), timeoutMs: MONTH_MS, execute: () => 'waited' });
  const response = createAgent({
    async *model() {
      yield says.shift() ?? '';
    },
    tools: { wait },
  })
    .input('Tea?')
    .getResponse({
      timeoutMs: MONTH_MS,
      firstTokenTimeoutMs: MONTH_MS,
      tokenTimeoutMs: MONTH_MS,
    });
  expect(await response.getText()).toBe('Yes.');
  expect(vi.getTimerCount()).toBe(0);
});

test('a time that is longer than any timer is waited for to its end', () => {
  const done: string[] = [];
  startTimer(MONTH_MS, () => done.push('on time'));
  startTimer(MONTH_MS, () => done.push('called off'))();
  startTimer(Infinity, () => done.push('never'));
  vi.advanceTimersByTime(MONTH_MS - 1);
  expect(done).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(done).toEqual(['on time']);
  expect(vi.getTimerCount()).toBe(0);
});

test('a call is made again after a month where that is how long to wait', async () => {
  const calls: number[] = [];
  const response = createAgent({
    retryDelayMs: MONTH_MS,
    maxRetryDelayMs: MONTH_MS,
    async *model() {
      if (calls.push(calls.length) === 1)
        throw Object.assign(new Error('busy'), { statusCode: 503 });
      yield 'Yes.';
    },
  })
    .input('Tea?')
    .getResponse();
  const text = response.getText();
  await vi.advanceTimersByTimeAsync(MONTH_MS / 2);
  expect(calls).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(MONTH_MS / 2);
  expect(await text).toBe('Yes.');
});

test('a pause that is longer than any timer ends with its signal and not before', async () => {
  const controller = new AbortController();
  let isOver = false;
  const paused = pause(MONTH_MS, controller.signal).then(() => (isOver = true));
  await vi.advanceTimersByTimeAsync(1000);
  expect(isOver).toBe(false);
  controller.abort();
  await paused;
  expect(isOver).toBe(true);
});
