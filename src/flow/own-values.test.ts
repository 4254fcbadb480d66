import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createAgent } from '../agent/index.js';
import type { InstantEvent } from '../protocol/index.js';
import { createScriptedModel } from '../testing/index.js';
import { createTriggerFlow } from './create-trigger-flow.js';

const Task = z.object({ n: z.string(), status: z.string().optional() });
const Plan = z.object({ tasks: z.array(Task) });
type Task = z.infer<typeof Task>;

interface Planning {
  readonly events: { task: Task; gone: { path: string; value: unknown } };
  readonly stream: unknown;
  readonly result: unknown;
}

const TEXT = '{"tasks":[{"n":"a"},{"n":"b"}]}';
const WRITTEN = { tasks: [{ n: 'a' }, { n: 'b' }] };

const asked = () =>
  createAgent({ model: createScriptedModel({ text: TEXT }) })
    .input('A trip')
    .output(Plan)
    .getResponse();

describe('a chunk that writes into the field it was sent', () => {
  test('has the field to itself: the answer is what the model wrote', async () => {
    const flow = createTriggerFlow<Planning>();
    const told: unknown[] = [];
    flow
      .to(async ({ emitFields, showFields }) => {
        const response = asked();
        await Promise.all([
          emitFields(response, { 'tasks[*]': 'task' }),
          showFields(response, { lane: 'plan' }),
        ]);
        return response.getData();
      })
      .end();
    flow.when('task').to(({ value }) => {
      value.status = 'done';
      Reflect.deleteProperty(value, 'n');
    });
    const execution = flow.createExecution();
    const reading = (async () => {
      for await (const event of execution) {
        if (event.type === 'lane' && event.event.type === 'done') told.push(event.event.value);
      }
    })();
    expect(await execution.start()).toEqual(WRITTEN);
    await reading;
    expect(told.at(-1)).toEqual(WRITTEN);
    expect(told).toContainEqual({ n: 'a' });
  });

  test('is not sent it again when a retry writes it as it was', async () => {
    const done = (index: number, n: string) =>
      ({ type: 'done', path: `t[${index}]`, value: { n }, isComplete: true }) as InstantEvent;
    async function* source() {
      yield done(0, 'a');
      yield done(1, 'b');
      // Until then both have been worked on.
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
      yield { type: 'attempt', attempt: 2, reason: 'missing keys' } as InstantEvent;
      yield done(0, 'a');
      yield done(1, 'other');
    }
    const flow = createTriggerFlow<Planning>();
    const log: string[] = [];
    flow.to(({ emitFields }) =>
      emitFields(source(), { 't[*]': 'task' }, { withdrawn: 'gone', concurrency: 1 }),
    );
    flow.when('task').to(({ value }) => {
      log.push(value.n);
      value.n = 'mine';
    });
    flow.when('gone').to(({ value: { path, value } }) => {
      log.push(`not ${path} ${JSON.stringify(value)}`);
    });
    await flow.start();
    expect(log).toEqual(['a', 'b', 'not t[1] {"n":"b"}', 'other']);
  });

  test('has it to itself beside items of the stream, and beside the whole of a list', async () => {
    const flow = createTriggerFlow<{
      events: { task: Task; all: Task[] };
      stream: unknown;
      result: unknown;
    }>();
    const lists: unknown[] = [];
    flow
      .to(async ({ emitFields, streamFields }) => {
        const response = asked();
        await Promise.all([
          emitFields(response, { 'tasks[*]': 'task', tasks: 'all' }),
          streamFields(response, {
            tasks: (tasks) => {
              tasks.length = 0;
              return tasks;
            },
          }),
        ]);
        return response.getData();
      })
      .end();
    flow.when('task').to(({ value }) => void (value.n = 'mine'));
    flow.when('all').to(({ value }) => void lists.push(value));
    expect(await flow.start()).toEqual(WRITTEN);
    expect(lists).toEqual([WRITTEN.tasks]);
  });
});
