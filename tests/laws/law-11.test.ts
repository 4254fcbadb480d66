import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunkSizes, cut, jsonText } from './arbitraries.js';
import { respond } from './responses.js';

const LAW =
  'Law 11. When the last reader leaves (and the stream is not resumable), the source is cancelled and nothing is left pending.';

test(LAW, async () => {
  const stays = fc.array(fc.nat(20), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(jsonText, chunkSizes, stays, async (text, sizes, readsOf) => {
      const chunks = cut(text, sizes);
      const { response, model } = respond(chunks);
      const readers = readsOf.map((reads) => ({ reads, events: response.getAsyncGenerator() }));
      await Promise.all(
        readers.map(async ({ reads, events }) => {
          for (let read = 0; read <= reads; read++) await events.next();
        }),
      );
      const pending = readers.map(({ events }) => events.next());
      await Promise.all(readers.map(({ events }) => events.return()));
      await Promise.all(pending);

      const { sent = 0, status, request } = model.calls[0] ?? {};
      if (status !== 'finished') expect(status).toBe('aborted');
      if (status !== 'finished') expect(request?.signal.aborted).toBe(true);
      await new Promise((resolve) => setImmediate(resolve));
      expect(model.calls[0]?.sent).toBe(sent);
      for (const { events } of readers) {
        expect(await events.next()).toEqual({ done: true, value: undefined });
      }
    }),
    { numRuns: 300 },
  );
});
