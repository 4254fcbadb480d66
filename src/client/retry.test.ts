import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { END, setUpRun } from '../../tests/support/set-up-run.js';
import { InstantClientError } from './error.js';
import type { RunRetryOptions } from './run-options.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const busy = (status: number) => new InstantClientError('http', 'busy', 'Busy.', { status });
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** A run whose calls fail with these errors, one after the other, before their first event. */
async function failing(options: RunRetryOptions, ...errors: readonly Error[]) {
  const all = setUpRun({ retryDelay: 10, ...options });
  void all.run.submit('a');
  for (const error of errors) {
    all.last().close(error);
    await pass(10);
  }
  return all;
}

describe('a failure before the first event', () => {
  test('ends the run unless it is to be retried', async () => {
    const { run, calls } = await failing({}, new Error('cable'));
    expect(run.getSnapshot()).toMatchObject({ status: 'error', attempt: 1 });
    expect(calls).toHaveLength(1);
  });

  test('is asked again, and only the attempts tell', async () => {
    const { run, calls, last, settle, published, finishes } = await failing(
      { retry: 2 },
      new Error('cable'),
      busy(503),
    );
    expect(calls.map(({ input }) => input)).toEqual(['a', 'a', 'a']);
    expect(published.map(({ status, attempt }) => `${status} ${attempt}`)).toEqual([
      'connecting 1',
      'connecting 2',
      'connecting 3',
    ]);
    last().text('{"title":"x"}');
    last().send(END);
    await settle();
    expect(run.getSnapshot()).toMatchObject({ status: 'complete', attempt: 3, runId: 1 });
    expect(finishes.map(({ reason }) => reason)).toEqual(['complete']);
  });

  test('leaves nothing listening to the run’s signal, however often it is asked again', async () => {
    const added = vi.spyOn(EventTarget.prototype, 'addEventListener');
    const removed = vi.spyOn(EventTarget.prototype, 'removeEventListener');
    const { calls, last } = await failing(
      { retry: true },
      ...Array.from({ length: 12 }, () => new Error('cable')),
    );
    expect(calls).toHaveLength(13);
    const left = new Map<unknown, number>();
    for (const signal of added.mock.contexts) left.set(signal, (left.get(signal) ?? 0) + 1);
    for (const signal of removed.mock.contexts) left.set(signal, (left.get(signal) ?? 0) - 1);
    // The thirteenth call listens, and nobody else.
    expect(left.get(last().signal)).toBe(1);
  });

  test('is the run’s error once there were as many as allowed', async () => {
    const { run, calls } = await failing({ retry: 1 }, new Error('one'), new Error('two'));
    expect(calls).toHaveLength(2);
    expect(run.getSnapshot()).toMatchObject({
      status: 'error',
      attempt: 2,
      error: { cause: { message: 'two' } },
    });
  });

  test.each([
    ['a refusal', busy(422), 1],
    ['a busy server', busy(429), 2],
    ['a server without time', busy(408), 2],
    ['what is no stream', new InstantClientError('protocol', 'not-a-stream', 'HTML.'), 1],
  ])('that is %s is tried as often as it may help', async (_, error, count) => {
    const { calls } = await failing({ retry: true }, error);
    expect(calls).toHaveLength(count);
  });

  test('is judged by a function, with how many came before it', async () => {
    const retry = vi.fn<(count: number) => boolean>((count) => count < 1);
    const retryDelay = vi.fn<() => number>(() => 7);
    await failing({ retry, retryDelay }, busy(422), busy(500));
    expect(retry.mock.calls).toEqual([
      [0, expect.objectContaining({ status: 422 })],
      [1, expect.objectContaining({ status: 500 })],
    ]);
    expect(retryDelay).toHaveBeenCalledTimes(1);
  });

  test('is asked again after a second, then two, then four', async () => {
    const { run, calls, last } = setUpRun({ retry: true });
    void run.submit('a');
    for (const [index, ms] of [1000, 2000, 4000].entries()) {
      last().close(new Error('cable'));
      await pass(ms - 1);
      expect(calls).toHaveLength(index + 1);
      await pass(1);
      expect(calls).toHaveLength(index + 2);
    }
  });

  test.each(['stop', 'reset', 'submit'] as const)('is not asked again after %s', async (way) => {
    const { run, calls, last } = setUpRun({ retry: true, retryDelay: 50 });
    void run.submit('a');
    last().close(new Error('cable'));
    await pass(10);
    if (way === 'submit') void run.submit('b');
    else run[way]();
    await pass(1000);
    expect(calls.map(({ input }) => input)).toEqual(way === 'submit' ? ['a', 'b'] : ['a']);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('ends the run when the function that judges it throws', async () => {
    const report = vi.fn<(error: unknown) => void>();
    vi.stubGlobal('reportError', report);
    const retry = () => {
      throw new Error('mine');
    };
    const { run } = await failing({ retry }, new Error('cable'));
    expect(run.getSnapshot().status).toBe('error');
    expect(report).toHaveBeenCalledWith(expect.objectContaining({ message: 'mine' }));
    vi.unstubAllGlobals();
  });
});

test('a failure after the first event is never asked again', async () => {
  const { run, calls, last } = setUpRun({ retry: true, retryDelay: 0 });
  void run.submit('a');
  last().text('{"a":"');
  last().close(new Error('cable'));
  await pass(1000);
  expect(calls).toHaveLength(1);
  expect(run.getSnapshot()).toMatchObject({ status: 'error', attempt: 1 });
});
