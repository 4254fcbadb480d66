import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { frameScheduler, soonScheduler } from './flush-scheduler.js';

const frames = new Map<number, () => void>();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  frames.clear();
  let id = 0;
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => {
    frames.set(++id, run);
    return id;
  });
  vi.stubGlobal('cancelAnimationFrame', (frame: number) => frames.delete(frame));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const runFrames = () => {
  for (const run of frames.values()) run();
};

test('a visible page flushes with its next frame, once', () => {
  vi.stubGlobal('document', { visibilityState: 'visible' });
  const flush = vi.fn<() => void>();
  frameScheduler(flush);
  runFrames();
  vi.advanceTimersByTime(1000);
  expect(flush).toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(0);
});

test('a page hidden before its frame came flushes all the same, once', () => {
  vi.stubGlobal('document', { visibilityState: 'visible' });
  const flush = vi.fn<() => void>();
  frameScheduler(flush);
  vi.advanceTimersByTime(250);
  runFrames();
  expect(flush).toHaveBeenCalledOnce();
});

test.each([
  ['a hidden page', () => vi.stubGlobal('document', { visibilityState: 'hidden' })],
  ['a platform without frames', () => vi.stubGlobal('requestAnimationFrame', undefined)],
])('%s flushes by a timer', (_, prepare) => {
  prepare();
  const flush = vi.fn<() => void>();
  frameScheduler(flush);
  vi.advanceTimersByTime(50);
  expect(frames.size).toBe(0);
  expect(flush).toHaveBeenCalledOnce();
});

test('what is worth showing at once comes with the same frame, and without frames when the task is over', () => {
  vi.stubGlobal('document', { visibilityState: 'visible' });
  const flush = vi.fn<() => void>();
  soonScheduler(flush);
  expect(frames.size).toBe(1);
  runFrames();
  expect(flush).toHaveBeenCalledOnce();
  vi.stubGlobal('document', { visibilityState: 'hidden' });
  soonScheduler(flush);
  vi.advanceTimersByTime(1);
  expect(flush).toHaveBeenCalledTimes(2);
});

test('a cancelled flush does not come, and leaves neither frame nor timer', () => {
  const flush = vi.fn<() => void>();
  frameScheduler(flush)();
  expect(frames.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
  expect(flush).not.toHaveBeenCalled();
});
