import { describe, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import type { InstantError } from '../../client/index.js';
import { useField, type StreamSource } from '../../react/index.js';
import type { InnerFlow } from '../../protocol/index.js';
import { createTriggerFlow } from '../create-trigger-flow.js';
import {
  createFlowHooks,
  StructuredField,
  StructuredList,
  StructuredText,
  useInterrupt,
  useLane,
  useLanes,
  useSignal,
  useSignals,
  type ShownLane,
} from './index.js';

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

  test('takes the type of a flow and nothing else', () => {
    // @ts-expect-error -- no flow
    createFlowHooks<{ nonsense: 1 }>();
    // @ts-expect-error -- what runs through a flow is none
    createFlowHooks<{ events: { task: Task } }>();
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

describe('Where what is told comes from', () => {
  const hooks = createFlowHooks<typeof flow>();

  test('is typed beside what is told', () => {
    const [task] = hooks.useSignals('task', { withSource: true });
    expectTypeOf(task?.value).toEqualTypeOf<Task | undefined>();
    expectTypeOf(task?.name).toEqualTypeOf<'task' | undefined>();
    expectTypeOf(task?.within).toEqualTypeOf<readonly InnerFlow[] | undefined>();
    expectTypeOf(task?.signalId).toEqualTypeOf<number | undefined>();
    const [item] = hooks.useItems({ withSource: true });
    expectTypeOf(item?.value).toEqualTypeOf<{ title: string } | undefined>();
    expectTypeOf(hooks.useItems({ withSource: false })).toEqualTypeOf<
      readonly { title: string }[]
    >();
    hooks.useSignal('noted', (text, { within, name }) => {
      expectTypeOf(text).toBeString();
      expectTypeOf(name).toEqualTypeOf<'noted'>();
      expectTypeOf(within).toEqualTypeOf<readonly InnerFlow[] | undefined>();
    });
    expectTypeOf(useLanes()).toEqualTypeOf<readonly string[]>();
    expectTypeOf(useLanes({ withSource: true })).toEqualTypeOf<readonly ShownLane[]>();
    const asked = hooks.useInterrupt('approve');
    expectTypeOf(asked?.interrupt.within).toEqualTypeOf<readonly InnerFlow[] | undefined>();
  });
});

describe('The answer to a question', () => {
  test('is what its schema takes', () => {
    const given = createTriggerFlow<{
      interrupts: {
        count: { payload: null; answer: number };
        go: { payload: null; answer: boolean };
      };
      given: { answers: { count: string } };
    }>();
    const { useInterrupt, useInterrupts } = createFlowHooks<typeof given>();
    void useInterrupt('count')?.answer('5');
    void useInterrupt('go')?.answer(true);
    // @ts-expect-error -- the schema takes a text
    void useInterrupt('count')?.answer(5);
    for (const each of useInterrupts()) {
      if (each.interrupt.name === 'count') expectTypeOf(each.answer).parameter(0).not.toBeNumber();
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

interface Plan {
  readonly title: string;
  readonly tasks: readonly { readonly text: string }[];
}

describe('The lanes of a flow', () => {
  const planned = createTriggerFlow<{
    input: string;
    lanes: { plan: Plan; [task: `task ${number}`]: { readonly text: string } };
    result: { readonly summary: string };
  }>();
  const { Lane, StructuredField, StructuredList, StructuredText, useLane } =
    createFlowHooks<typeof planned>();

  test('type the fields of each by its name', () => {
    const id = 7 as number;
    StructuredField({
      lane: 'plan',
      path: 'tasks[0].text',
      children: ({ value }) => {
        expectTypeOf(value).toEqualTypeOf<string | undefined>();
        return value;
      },
    });
    StructuredText({ lane: `task ${id}`, path: 'text' });
    StructuredList({
      lane: 'plan',
      path: 'tasks',
      children: (task) => StructuredText({ lane: 'plan', path: task.at('text') }),
    });
    // @ts-expect-error -- no lane of the flow
    StructuredField({ lane: 'plam', path: 'title' });
    // @ts-expect-error -- no field of the lane
    StructuredField({ lane: 'plan', path: 'titel' });
    // @ts-expect-error -- a field of another lane
    StructuredField({ lane: `task ${id}`, path: 'title' });
    // @ts-expect-error -- no list
    StructuredList({ lane: 'plan', path: 'title', children: () => null });
    // @ts-expect-error -- no text
    StructuredText({ lane: 'plan', path: 'tasks' });
  });

  test('are streams of that type to every other hook and component', () => {
    const plan = useLane('plan');
    expectTypeOf(plan).toExtend<StreamSource<Plan>>();
    expectTypeOf(useField('tasks[0].text', plan).value).toEqualTypeOf<string | undefined>();
    // @ts-expect-error -- no field of the lane
    useField('titel', plan);
    // @ts-expect-error -- no lane of the flow
    useLane('plam');
    // @ts-expect-error -- no lane of the flow
    void Lane({ name: 'plam' });
    // @ts-expect-error -- the schema of another answer
    useLane('plan', { schema: z.object({ text: z.string() }) });
  });

  test('leave the result to its own stream', () => {
    const result = {} as StreamSource<{ readonly summary: string }>;
    StructuredField({ path: 'anything' });
    StructuredField({ stream: result, path: 'summary' });
    // @ts-expect-error -- no field of the result
    StructuredField({ stream: result, path: 'title' });
  });
});

describe('A component that names a lane', () => {
  const Plan = z.object({ title: z.string(), tasks: z.array(z.string()) });

  test('has the type of its schema, and takes any path without', () => {
    StructuredField({
      lane: 'plan',
      schema: Plan,
      path: 'tasks[0]',
      children: ({ value }) => {
        expectTypeOf(value).toEqualTypeOf<string | undefined>();
        return value;
      },
    });
    StructuredField({ lane: 'plan', path: 'whatever' });
    // @ts-expect-error -- no field of the schema
    StructuredField({ lane: 'plan', schema: Plan, path: 'titel' });
    // @ts-expect-error -- no text
    StructuredText({ lane: 'plan', schema: Plan, path: 'tasks' });
    // @ts-expect-error -- no list
    StructuredList({ lane: 'plan', schema: Plan, path: 'title', children: () => null });
  });

  test('of a flow that says nothing of lanes is any', () => {
    const hooks = createFlowHooks<typeof flow>();
    hooks.StructuredField({ lane: 'whatever', path: 'title' });
    expectTypeOf(hooks.StructuredField).toEqualTypeOf<typeof StructuredField>();
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
