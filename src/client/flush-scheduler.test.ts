import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { frameScheduler, schedulerOf, soonScheduler, urgentBeside } from './flush-scheduler.js';

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

test('a platform without frames flushes by a timer', () => {
  vi.stubGlobal('requestAnimationFrame', undefined);
  const flush = vi.fn<() => void>();
  frameScheduler(flush);
  vi.advanceTimersByTime(50);
  expect(flush).toHaveBeenCalledOnce();
});

/** A page that is hidden until it is shown. */
function hidePage() {
  const listeners = new Set<() => void>();
  const page = {
    visibilityState: 'hidden',
    addEventListener: (_: string, listener: () => void) => listeners.add(listener),
    removeEventListener: (_: string, listener: () => void) => listeners.delete(listener),
  };
  vi.stubGlobal('document', page);
  const show = () => {
    page.visibilityState = 'visible';
    for (const listener of listeners) listener();
  };
  return { listeners, show };
}

test('a hidden page flushes once a second', () => {
  const { listeners } = hidePage();
  const flush = vi.fn<() => void>();
  frameScheduler(flush);
  vi.advanceTimersByTime(999);
  expect(flush).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(flush).toHaveBeenCalledOnce();
  expect([frames.size, listeners.size]).toEqual([0, 0]);
});

test('a page that is seen again shows at once what came meanwhile', () => {
  const { listeners, show } = hidePage();
  const flush = vi.fn<() => void>();
  frameScheduler(flush);
  show();
  expect(flush).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(1000);
  expect(flush).toHaveBeenCalledOnce();
  expect(listeners.size).toBe(0);
});

test('idle waits for the browser, but not for ever', () => {
  const requestIdleCallback = vi.fn<(run: () => void, options: object) => number>(() => 7);
  const cancelIdleCallback = vi.fn<(id: number) => void>();
  vi.stubGlobal('requestIdleCallback', requestIdleCallback);
  vi.stubGlobal('cancelIdleCallback', cancelIdleCallback);
  const flush = vi.fn<() => void>();
  const cancel = schedulerOf('idle')(flush);
  expect(requestIdleCallback).toHaveBeenCalledExactlyOnceWith(flush, { timeout: 250 });
  cancel?.();
  expect(cancelIdleCallback).toHaveBeenCalledExactlyOnceWith(7);
});

test('idle is the next frame where the browser tells of no idle time', () => {
  vi.stubGlobal('document', { visibilityState: 'visible' });
  const flush = vi.fn<() => void>();
  schedulerOf('idle')(flush);
  runFrames();
  expect(flush).toHaveBeenCalledOnce();
});

test('sync flushes before it returns, what is worth showing at once too', () => {
  const flush = vi.fn<() => void>();
  const sync = schedulerOf('sync');
  sync(flush);
  urgentBeside(sync)(flush);
  expect(flush).toHaveBeenCalledTimes(2);
});

test('what is worth showing at once comes with the same frame, and without frames when the task is over', () => {
  vi.stubGlobal('document', { visibilityState: 'visible' });
  const flush = vi.fn<() => void>();
  soonScheduler(flush);
  expect(frames.size).toBe(1);
  runFrames();
  expect(flush).toHaveBeenCalledOnce();
  hidePage();
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
