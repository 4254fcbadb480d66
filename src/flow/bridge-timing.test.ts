import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createAgent } from '../agent/index.js';
import { createScriptedModel } from '../testing/index.js';
import { createTriggerFlow } from './create-trigger-flow.js';

const Plan = z.object({ title: z.string(), tasks: z.array(z.object({ text: z.string() })) });
type Task = z.infer<typeof Plan>['tasks'][number];

const TASKS = ['pack the bags', 'book the train', 'water the plants', 'lock the door'];
const TEXT = JSON.stringify({ title: 'A trip', tasks: TASKS.map((text) => ({ text })) });
const WORK_MS = 500;

/** As models do: some time to the first token, then about fifty a second, with a pause now and then. */
const paceMs = (_: string, index: number) => (index === 0 ? 400 : index % 9 === 0 ? 60 : 20);

/** The clock is the test's own: what takes how long is exact, whatever machine it runs on. */
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const work = () => new Promise<void>((resolve) => void setTimeout(resolve, WORK_MS));

function asking() {
  const model = createScriptedModel({ text: TEXT, split: { tokens: true }, delayMs: paceMs });
  const ask = (signal?: AbortSignal) =>
    createAgent({ model }).input('Plan a trip').output(Plan).getResponse({ signal });
  return { model, ask };
}

/** Runs to its end while the clock goes on; how long that took by this clock. */
async function timed(run: () => Promise<unknown>): Promise<number> {
  const from = Date.now();
  let to = 0;
  const ended = run().then(() => (to = Date.now()));
  await vi.runAllTimersAsync();
  await ended;
  return to - from;
}

function planning(ask: ReturnType<typeof asking>['ask'], note: (text: string) => void) {
  const flow = createTriggerFlow<{ events: { task: Task }; result: string }>();
  flow
    .to(async ({ emitFields, signal }) => {
      const response = ask(signal);
      const working = emitFields(response, { 'tasks[*]': 'task' }, { concurrency: 4 });
      const reading = response.getText().then(() => note('the model has ended'));
      await Promise.all([working, reading]);
      return 'done';
    })
    .end();
  flow.when('task').to(async ({ value }) => {
    note(`begin ${value.text}`);
    await work();
    note(`end ${value.text}`);
  });
  return flow;
}

describe('work on the items of an answer', () => {
  test('begins at each item while the model still writes, and takes less time than one after the other', async () => {
    const { model, ask } = asking();
    const order: string[] = [];
    const flowMs = await timed(() => planning(ask, (text) => void order.push(text)).start());

    const end = order.indexOf('the model has ended');
    for (const task of TASKS.slice(0, 3)) expect(order.indexOf(`begin ${task}`)).toBeLessThan(end);
    expect(order.filter((each) => each.startsWith('begin'))).toEqual(
      TASKS.map((task) => `begin ${task}`),
    );
    expect(order.filter((each) => each.startsWith('end'))).toHaveLength(TASKS.length);
    expect(model.calls).toHaveLength(1);

    const modelMs = await timed(() => ask().getText());
    const sequentialMs = await timed(async () => {
      const { tasks } = await ask().getData();
      await Promise.all(tasks.map(work));
    });
    const oneByOneMs = await timed(async () => {
      for (const _ of (await ask().getData()).tasks) await work();
    });
    expect(sequentialMs).toBe(modelMs + WORK_MS);
    expect(oneByOneMs).toBe(modelMs + TASKS.length * WORK_MS);
    // The last item is complete a few tokens before the answer is: its work is all that is left by then.
    expect(flowMs).toBeLessThan(sequentialMs);
    expect(flowMs).toBeGreaterThan(modelMs);
  });

  test('is over with the model, where the work on the last item takes no longer than the rest of the answer', async () => {
    const model = createScriptedModel({
      text: JSON.stringify({ tasks: TASKS.map((text) => ({ text })), title: 'x'.repeat(400) }),
      split: { tokens: true },
      delayMs: 20,
    });
    const ask = () => createAgent({ model }).input('Plan').output(Plan).getResponse();
    const flowMs = await timed(() => planning(ask, () => undefined).start());
    expect(flowMs).toBe(await timed(() => ask().getText()));
  });
});
