import { describe, expectTypeOf, test } from 'vitest';
import { createTriggerFlow } from './create-trigger-flow.js';

interface Task {
  readonly id: number;
}

const child = createTriggerFlow<{
  input: Task;
  stream: { done: number };
  state: { sum: number };
  resources: { db: { query(): string }; own: number };
  interrupts: { approve: { payload: Task; answer: boolean } };
  result: string;
}>();

const flow = createTriggerFlow<{
  input: Task;
  stream: { done: number } | { title: string };
  state: { total: number };
  resources: { db: { query(): string; close(): void }; own: string };
  interrupts: {
    approve: { payload: Task; answer: boolean };
    other: { payload: number; answer: string };
  };
  result: string;
}>();

describe('a sub flow', () => {
  test('hands its result on', () => {
    flow.toSubFlow(child).to(({ value }) => expectTypeOf(value).toEqualTypeOf<string>());
    flow.to(child).to(({ value }) => expectTypeOf(value).toEqualTypeOf<string>());
    flow
      .sideBranch(({ value }) => expectTypeOf(value).toEqualTypeOf<Task>())
      .toSubFlow(child, {
        name: 'child',
        concurrency: 2,
      });
  });

  test('takes the value, or what capture makes of it', () => {
    const numbers = flow.to(({ value }) => value.id);
    // @ts-expect-error -- a number is no task
    numbers.toSubFlow(child);
    // @ts-expect-error -- a number is no task
    numbers.to(child);
    // @ts-expect-error -- a number is no task
    numbers.toSubFlow(child, { concurrency: 1 });
    numbers.toSubFlow(child, {
      capture: ({ value, state }) => {
        expectTypeOf(value).toEqualTypeOf<number>();
        expectTypeOf(state.get('total')).toEqualTypeOf<number | undefined>();
        return { input: { id: value }, state: { sum: 1 } };
      },
    });
    numbers.toSubFlow(child, { capture: async ({ value }) => ({ input: { id: value } }) });
    // @ts-expect-error -- no task
    numbers.toSubFlow(child, { capture: ({ value }) => ({ input: value }) });
    // @ts-expect-error -- no key of its state
    numbers.toSubFlow(child, { capture: () => ({ input: { id: 1 }, state: { total: 1 } }) });
    // @ts-expect-error -- it asks nobody
    numbers.toSubFlow(child, { capture: ({ pauseFor }) => pauseFor('approve', { id: 1 }) });
  });

  test('goes on with what writeBack returns, if it returns anything', () => {
    flow
      .toSubFlow(child, {
        writeBack: (result, { state, value }) => {
          expectTypeOf(result).toEqualTypeOf<string>();
          expectTypeOf(value).toEqualTypeOf<Task>();
          state.set('total', result.length);
        },
      })
      .to(({ value }) => expectTypeOf(value).toEqualTypeOf<string>());
    flow
      .toSubFlow(child, { writeBack: async (result) => result.length })
      .to(({ value }) => expectTypeOf(value).toEqualTypeOf<number>());
    flow
      .toSubFlow(child, { writeBack: (result) => (result === '' ? undefined : result.length) })
      .to(({ value }) => expectTypeOf(value).toEqualTypeOf<string | number>());
  });

  test('is handed on the resources that both know as the same', () => {
    flow.toSubFlow(child, { resources: ['db'] });
    // @ts-expect-error -- a string there, a number here
    flow.toSubFlow(child, { resources: ['own'] });
    // @ts-expect-error -- no such resource
    flow.toSubFlow(child, { resources: ['bd'] });
  });

  test('shows what the flow around shows, and asks what it asks', () => {
    const loud = createTriggerFlow<{ input: Task; stream: { cost: number }; result: string }>();
    // @ts-expect-error -- no item of the stream
    flow.toSubFlow(loud);
    // @ts-expect-error -- no item of the stream
    flow.to(loud);
    const silent = createTriggerFlow<{ input: Task; stream: never; result: number }>();
    flow.toSubFlow(silent).to(({ value }) => expectTypeOf(value).toEqualTypeOf<number>());
    const asking = createTriggerFlow<{
      input: Task;
      stream: never;
      interrupts: { reject: { payload: Task; answer: boolean } };
    }>();
    // @ts-expect-error -- nobody is asked that
    flow.toSubFlow(asking);
    const misled = createTriggerFlow<{
      input: Task;
      stream: never;
      interrupts: { approve: { payload: Task; answer: 'yes' } };
    }>();
    // @ts-expect-error -- the answer is true or false
    flow.toSubFlow(misled);
  });

  test('may be the flow itself, and any flow in one without types', () => {
    const loop = createTriggerFlow<{ input: number; stream: string; result: number }>();
    loop.to(loop).to(({ value }) => expectTypeOf(value).toEqualTypeOf<number>());
    createTriggerFlow().toSubFlow(createTriggerFlow());
    // @ts-expect-error -- no flow
    flow.toSubFlow(flow.chain<Task>());
    // @ts-expect-error -- no flow
    flow.toSubFlow(5);
  });
});
