import { expect, test } from 'vitest';
import { createTriggerFlow } from './create-trigger-flow.js';

test.each([1, 2])(
  'a forEach has the items of its list as they were when it began, %i at a time',
  async (concurrency) => {
    const list = [1, 2, 3];
    const flow = createTriggerFlow<{ input: number[]; result: readonly number[] }>();
    flow
      .forEach({ concurrency })
      .to(({ value }) => {
        if (value === 1) {
          list.push(4);
          list[2] = 30;
        }
        return value;
      })
      .endForEach()
      .end();
    expect(await flow.start(list)).toEqual([1, 2, 3]);
    expect(list).toEqual([1, 2, 30, 4]);
  },
);

test('a list that is emptied while its items wait for people is saved as it was', async () => {
  const list = ['a', 'b'];
  const create = () => {
    const flow = createTriggerFlow<{
      input: string[];
      interrupts: { ask: { payload: string; answer: string } };
      result: readonly string[];
    }>();
    flow
      .forEach({ concurrency: 1 })
      .to(({ value, pauseFor }) => pauseFor('ask', value))
      .endForEach()
      .end();
    return flow;
  };
  const execution = create().createExecution();
  execution.start(list).catch(() => undefined);
  await execution.idle();
  list.length = 0;
  const loaded = create().loadExecution(await execution.save());
  execution.cancel();
  for (const { id, payload } of loaded.interrupts) await loaded.continueWith(id, `${payload}!`);
  expect(await loaded.result).toEqual(['a!', 'b!']);
});
