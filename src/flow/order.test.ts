import { expect, test } from 'vitest';
import { z } from 'zod';
import { createTriggerFlow } from './create-trigger-flow.js';

/** A schema that answers after so many turns: the first value last. */
const slow = z.number().refine(async (value) => {
  for (let turn = value; turn < 20; turn += 4) await Promise.resolve();
  return value < 100;
});

interface Counting {
  readonly events: { count: number };
  readonly stream: number;
  readonly state: { counted: readonly number[] };
  readonly result: unknown;
}

test.each(['its own', 'that of the flow around'])(
  'items keep their order with a schema that answers later: %s',
  async (whose) => {
    const isOwn = whose === 'its own';
    const inner = createTriggerFlow<Counting>(isOwn ? { contract: { stream: slow } } : {});
    inner.to(async ({ putIntoStream }) => {
      await Promise.all([putIntoStream(1), putIntoStream(9), putIntoStream(5)]);
    });
    const outer = createTriggerFlow<Counting>(isOwn ? {} : { contract: { stream: slow } });
    outer.toSubFlow(inner);
    const items: number[] = [];
    for await (const item of outer.getRuntimeStream()) items.push(item);
    expect(items).toEqual([1, 9, 5]);
  },
);

test('one that is refused holds up none of those behind it', async () => {
  const flow = createTriggerFlow<Counting>({ contract: { stream: slow } });
  flow
    .to(async ({ putIntoStream }) => {
      const puts = await Promise.allSettled([1, 100, 9].map((item) => putIntoStream(item)));
      return puts.map(({ status }) => status);
    })
    .end();
  const execution = flow.createExecution();
  const result = execution.start();
  const items: number[] = [];
  for await (const item of execution.getRuntimeStream()) items.push(item);
  expect(items).toEqual([1, 9]);
  expect(await result).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test.each(['emit', 'emitNowait'] as const)(
  'events keep their order with a schema that answers later: %s',
  async (how) => {
    const flow = createTriggerFlow<Counting>({ contract: { events: { count: slow } } });
    flow.to(({ emit, emitNowait }) => {
      for (const count of [1, 9, 5]) {
        if (how === 'emit') void emit('count', count);
        else emitNowait('count', count);
      }
    });
    flow.when('count').to(({ value, state }) => state.append('counted', value));
    const execution = flow.createExecution();
    await execution.start();
    expect((await execution.save()).state).toEqual([['counted', [1, 9, 5]]]);
  },
);
