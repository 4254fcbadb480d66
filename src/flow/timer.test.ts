import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createTriggerFlow } from './create-trigger-flow.js';
import { startTimer } from './timer.js';

const DAY_MS = 86_400_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a limit that is longer than a timer', () => {
  test('strikes when it is over, and not before', () => {
    const act = vi.fn<() => void>();
    startTimer(100 * DAY_MS, act);
    vi.advanceTimersByTime(100 * DAY_MS - 1);
    expect(act).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(act).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('is called off at any time', () => {
    const act = vi.fn<() => void>();
    const stop = startTimer(100 * DAY_MS, act);
    vi.advanceTimersByTime(60 * DAY_MS);
    stop();
    vi.advanceTimersByTime(100 * DAY_MS);
    expect(act).not.toHaveBeenCalled();
  });

  test('bounds what a person is asked, and an execution', async () => {
    const flow = createTriggerFlow<{
      stream: never;
      interrupts: { ask: { payload: undefined; answer: string } };
      result: string;
    }>();
    flow
      .to(({ pauseFor }) =>
        pauseFor('ask', undefined, { timeoutMs: 30 * DAY_MS, otherwise: 'nobody' }),
      )
      .end();
    const patient = flow.start(undefined, { timeoutMs: 90 * DAY_MS });
    const hasty = flow
      .start(undefined, { timeoutMs: 29 * DAY_MS })
      .catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(29 * DAY_MS);
    expect(await hasty).toMatchObject({ code: 'timeout' });
    await vi.advanceTimersByTimeAsync(DAY_MS);
    expect(await patient).toBe('nobody');
    expect(vi.getTimerCount()).toBe(0);
  });
});
