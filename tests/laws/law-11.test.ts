import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { InstantEventInput } from 'fieldwise';
import { createInstantRoute } from 'fieldwise/server';
import { respond } from './responses.js';
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

/** A reader of a response: of which kind, how much it reads, and when, compared to the others, it leaves. */
const responseReader = fc.record({
  type: fc.constantFrom('instant' as const, 'delta' as const),
  reads: fc.integer({ min: 1, max: 6 }),
  turn: fc.nat(),
  isReading: fc.boolean(),
});

test(`${LAW} (the readers of an agent's response)`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(responseReader, { minLength: 1, maxLength: 5 }), async (plans) => {
      const { response, model } = respond(['{"text":"', ...'x'.repeat(100), '"}']);
      const readers = plans.map((plan) => ({
        ...plan,
        events:
          plan.type === 'delta'
            ? response.getAsyncGenerator({ type: 'delta' })
            : response.getAsyncGenerator({ type: 'instant' }),
      }));
      for (const { events, reads } of readers) {
        for (let turn = 0; turn < reads; turn++) await events.next();
      }
      const leaving = readers.toSorted((one, other) => one.turn - other.turn);
      for (const { events, isReading } of leaving) {
        expect(model.calls.map(({ status }) => status)).toEqual(['running']);
        const pending = isReading ? events.next() : undefined;
        await events.return();
        await pending;
      }
      const sent = model.calls[0]?.sent;
      await tick();
      expect(model.calls).toMatchObject([{ status: 'aborted', sent }]);
      expect(model.calls[0]?.request.signal.aborted).toBe(true);
      expect(vi.getTimerCount()).toBe(0);
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
