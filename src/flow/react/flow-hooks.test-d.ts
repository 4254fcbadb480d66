import { describe, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import type { InstantError } from '../../client/index.js';
import type { StreamSource } from '../../react/index.js';
import { createTriggerFlow } from '../create-trigger-flow.js';
import { createFlowHooks, useInterrupt, useLane, useSignal, useSignals } from './index.js';

interface Task {
  readonly id: number;
}

const flow = createTriggerFlow<{
  input: string;
  events: { task: Task; noted: string };
  stream: { title: string };
  interrupts: {
    approve: { payload: Task; answer: boolean };
    name: { payload: null; answer: string };
  };
  result: string;
}>();

describe('createFlowHooks', () => {
  const hooks = createFlowHooks<typeof flow>();

  test('types signals by the events of the flow', () => {
    hooks.useSignal('task', (task) => expectTypeOf(task).toEqualTypeOf<Task>());
    expectTypeOf(hooks.useSignals('noted')).toEqualTypeOf<readonly string[]>();
    expectTypeOf(hooks.useItems()).toEqualTypeOf<readonly { title: string }[]>();
    // @ts-expect-error -- no event of the flow
    hooks.useSignal('tusk', () => undefined);
    // @ts-expect-error -- an event of another payload
    hooks.useSignal('noted', (value: number) => value);
  });

  test('types questions by their names', () => {
    const asked = hooks.useInterrupt('approve');
    expectTypeOf(asked?.interrupt.payload).toEqualTypeOf<Task | undefined>();
    expectTypeOf(asked?.error).toEqualTypeOf<InstantError | undefined>();
    void asked?.answer(true);
    // @ts-expect-error -- the answer is true or false
    void asked?.answer('yes');
    // @ts-expect-error -- nothing the flow asks
    hooks.useInterrupt('reject');
    for (const each of hooks.useInterrupts()) {
      if (each.interrupt.name === 'name') expectTypeOf(each.interrupt.payload).toBeNullable();
    }
  });
});

describe('Without a flow', () => {
  test('types are given where they are used, and unknown otherwise', () => {
    useSignal<Task>('task', ({ id }) => id);
    useSignal('task', (value) => expectTypeOf(value).toBeUnknown());
    expectTypeOf(useSignals<Task>('task')).toEqualTypeOf<readonly Task[]>();
    const asked = useInterrupt<string, boolean>();
    expectTypeOf(asked?.interrupt.payload).toEqualTypeOf<string | undefined>();
  });

  test('a lane has the type of its schema, or the one given', () => {
    const Plan = z.object({ title: z.string() });
    expectTypeOf(useLane('plan', { schema: Plan })).toExtend<StreamSource<{ title: string }>>();
    expectTypeOf(useLane<Task>('plan')).toExtend<StreamSource<Task>>();
  });
});

test('what an execution tells is typed by its flow', async () => {
  const execution = flow.createExecution();
  // @ts-expect-error -- no event of the flow
  execution.instants({ signals: ['tusk'] });
  for await (const event of execution.instants({ signals: ['task'], progress: true })) {
    if (event.type === 'signal' && event.name === 'task')
      expectTypeOf(event.value).toEqualTypeOf<Task>();
    if (event.type === 'item') expectTypeOf(event.value).toEqualTypeOf<{ title: string }>();
    if (event.type === 'done' && event.path === '') expectTypeOf(event.value).toBeString();
    if (event.type === 'progress') expectTypeOf(event.active).toBeNumber();
  }
});
