import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { InstantEventInput } from 'fieldwise';
import { createInstantRoute } from 'fieldwise/server';
import { runs } from './runs.js';

const LAW =
  'Law 11. When the last reader leaves (and the stream is not resumable), the source is cancelled and nothing is left pending.';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const tick = () => vi.advanceTimersByTimeAsync(10);

/** How the reader leaves: by the body, by the request, by both, and in the middle of a read or not. */
const leaving = fc.record({
  cancels: fc.boolean(),
  isReading: fc.boolean(),
  reads: fc.nat({ max: 4 }),
  format: fc.constantFrom('text/event-stream', 'application/x-ndjson'),
  /** Whether the source reacts to its signal, to `return()` only, or to nothing at all. */
  source: fc.constantFrom('heeds', 'returns', 'ignores'),
});

test(`${LAW} (a route)`, async () => {
  await fc.assert(
    fc.asyncProperty(leaving, async ({ cancels, isReading, reads, format, source }) => {
      const seen = { asked: 0, returned: 0, signals: [] as AbortSignal[] };
      const { POST } = createInstantRoute({
        flushMs: 5,
        run: ({ signal }) => {
          seen.signals.push(signal);
          return { [Symbol.asyncIterator]: () => createSource(seen, signal, source) };
        },
      });
      const controller = new AbortController();
      const request = new Request('http://localhost/', {
        method: 'POST',
        headers: { accept: format },
        signal: controller.signal,
      });
      const reader = (await POST(request)).body!.getReader();
      for (let turn = 0; turn < reads; turn++) {
        const reading = reader.read();
        await tick();
        await reading;
      }
      const last = isReading ? reader.read() : undefined;
      if (cancels) await reader.cancel();
      else controller.abort();
      await tick();
      await last;
      const { asked } = seen;
      await vi.advanceTimersByTimeAsync(600_000);
      expect(seen.asked).toBe(asked);
      expect(seen.returned).toBe(1);
      expect(seen.signals.map(({ aborted }) => aborted)).toEqual([true]);
      expect(vi.getTimerCount()).toBe(0);
      expect(getEventListeners(request.signal, 'abort')).toEqual([]);
      for (const signal of seen.signals) expect(getEventListeners(signal, 'abort')).toEqual([]);
    }),
    runs(200),
  );
});

/** Gives an event every 3 ms, for ever. */
function createSource(
  seen: { asked: number; returned: number },
  signal: AbortSignal,
  manner: 'heeds' | 'returns' | 'ignores',
): AsyncIterator<InstantEventInput> {
  return {
    async next() {
      seen.asked += 1;
      await new Promise<void>((resolve) => setTimeout(resolve, 3));
      if (manner === 'heeds') signal.throwIfAborted();
      return { done: false, value: { type: 'done', path: `[${seen.asked}]`, value: 1 } };
    },
    return() {
      seen.returned += 1;
      if (manner === 'ignores') return new Promise<never>(() => {});
      return Promise.resolve({ done: true, value: undefined });
    },
  };
}
