import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunkSizes, cut, jsonText } from './arbitraries.js';
import { parseNatively } from './parse-natively.js';
import { respond } from './responses.js';
import { runs } from './runs.js';

const LAW = 'Law 10. A reader that starts late sees what one that started early saw.';

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

test(LAW, async () => {
  const joins = fc.array(fc.nat(60), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(jsonText, chunkSizes, joins, async (text, sizes, joinAt) => {
      const { response, model } = respond(cut(text, sizes));
      const late: Promise<unknown[]>[] = [];
      const early: unknown[] = [];
      for await (const event of response) {
        early.push(event);
        if (joinAt.includes(early.length)) late.push(collect(response));
      }
      late.push(collect(response));
      for (const events of await Promise.all(late)) expect(events).toEqual(early);
      expect((await collect(response.getAsyncGenerator({ type: 'delta' }))).join('')).toBe(text);
      expect(await response.getData()).toEqual(parseNatively(text));
      expect(model.calls).toHaveLength(1);
    }),
    runs(300),
  );
});
