import { describe, expect, test } from 'vitest';
import { gate } from '../../tests/support/gate.js';
import type { InstantEvent } from '../protocol/index.js';
import { createTriggerFlow } from './create-trigger-flow.js';

interface Asking {
  readonly events: { task: number };
  readonly interrupts: { ask: { payload: number; answer: string } };
  readonly result: string;
}

async function all(events: AsyncIterable<InstantEvent>): Promise<readonly InstantEvent[]> {
  const told: InstantEvent[] = [];
  for await (const event of events) told.push(event);
  return told;
}

const stepsOf = (name: string, events: readonly InstantEvent[]) =>
  events.flatMap((event) =>
    event.type === 'progress' && event.chunk === name
      ? [`${event.phase} ${event.active} ${event.waiting} ${event.done}`]
      : [],
  );

async function* tasks(whenRead: Promise<void>): AsyncGenerator<InstantEvent> {
  yield { type: 'done', path: 'tasks[0]', value: 0, isComplete: true } as InstantEvent;
  await whenRead;
}

describe('a chunk that awaits what asks people', () => {
  test('waits, for those who are told of progress, once the source is read; and goes on', async () => {
    const { waitFor, open } = gate();
    const flow = createTriggerFlow<Asking>();
    const plan = flow.chunk('plan', async ({ emitFields }) => {
      await emitFields(tasks(waitFor), { 'tasks[*]': 'task' });
      return 'planned';
    });
    flow.to(plan).end();
    flow.when('task').to(({ value, pauseFor }) => pauseFor('ask', value));
    const execution = flow.createExecution();
    const told: InstantEvent[] = [];
    const isAsked = gate();
    const reading = (async () => {
      for await (const event of execution.instants({ progress: true })) {
        told.push(event);
        if (event.type === 'interrupt') isAsked.open();
      }
    })();
    const result = execution.start();
    await isAsked.waitFor;
    expect(execution.status).toBe('running');
    expect(stepsOf('plan', told)).toEqual(['begin 1 0 0']);
    open();
    expect(await execution.idle()).toBe('waiting');
    await execution.continueWith('1', 'yes');
    expect(await result).toBe('planned');
    await reading;
    expect(stepsOf('plan', told)).toEqual([
      'begin 1 0 0',
      'wait 0 1 0',
      'begin 1 0 0',
      'end 0 0 1',
    ]);
  });

  test('is told of once, however often everything waits', async () => {
    const flow = createTriggerFlow<Asking>();
    const plan = flow.chunk('plan', async ({ emit }) => {
      await Promise.all([emit('task', 1), emit('task', 2)]);
      return 'planned';
    });
    flow.to(plan).end();
    flow.when('task').to(({ value, pauseFor }) => pauseFor('ask', value));
    const execution = flow.createExecution();
    const events = all(execution.instants({ progress: true }));
    const result = execution.start();
    for (const id of ['1', '2']) {
      expect(await execution.idle()).toBe('waiting');
      await execution.continueWith(id, 'yes');
    }
    expect(await result).toBe('planned');
    expect(stepsOf('plan', await events)).toEqual([
      'begin 1 0 0',
      'wait 0 1 0',
      'begin 1 0 0',
      'end 0 0 1',
    ]);
  });

  test('is told of within a flow, too', async () => {
    const inner = createTriggerFlow<Asking & { stream: never }>({ name: 'inner' });
    const plan = inner.chunk('plan', async ({ emit }) => {
      await emit('task', 1);
      return 'planned';
    });
    inner.to(plan).end();
    inner.when('task').to(({ value, pauseFor }) => pauseFor('ask', value));
    const flow = createTriggerFlow<Asking>();
    flow.toSubFlow(inner).end();
    const execution = flow.createExecution();
    const events = all(execution.instants({ progress: true }));
    execution.start().catch(() => undefined);
    await execution.idle();
    execution.cancel();
    expect(stepsOf('plan', await events).slice(0, 2)).toEqual(['begin 1 0 0', 'wait 0 1 0']);
  });
});
