import { describe, expect, test } from 'vitest';
import { createTriggerFlow } from './create-trigger-flow.js';

interface Counting {
  readonly input: number;
  readonly events: { turn: number };
  readonly interrupts: { ask: { payload: undefined; answer: number } };
  readonly result: number;
}

/** So many branches fail, then a person is asked. */
function failing() {
  const flow = createTriggerFlow<Counting>({ name: 'failing' });
  flow.to(({ value, emitNowait }) => emitNowait('turn', value));
  flow.when('turn').to(({ value, emitNowait }) => {
    if (value > 1) emitNowait('turn', value - 1);
    throw new Error(`turn ${value}`);
  });
  flow.to(({ pauseFor }) => pauseFor('ask', undefined)).end();
  return flow;
}

const options = { onError: 'continue' } as const;

describe('the failures of an execution that goes on', () => {
  test('are the first hundred, and the number of all', async () => {
    const execution = failing().createExecution(options);
    execution.start(250).catch(() => undefined);
    await execution.idle();
    expect(execution.failures).toHaveLength(100);
    expect(execution.failures[99]).toMatchObject({ cause: { message: 'turn 151' } });
    expect(execution.failureCount).toBe(250);
    execution.cancel();
  });

  test('are saved so, and counted on where it goes on', async () => {
    const before = failing().createExecution(options);
    before.start(250).catch(() => undefined);
    await before.idle();
    const saved = await before.save();
    before.cancel();
    expect(saved).toMatchObject({ failureCount: 250 });
    expect(saved.failures).toHaveLength(100);
    const after = failing().loadExecution(JSON.stringify(saved), options);
    expect(after.failures).toHaveLength(100);
    expect(after.failureCount).toBe(250);
    await after.continueWith('1', 7);
    expect(await after.result).toBe(7);
  });

  test('are few, and saved whole, where there are few', async () => {
    const execution = failing().createExecution(options);
    execution.start(2).catch(() => undefined);
    await execution.idle();
    const saved = await execution.save();
    execution.cancel();
    expect(saved.failures).toHaveLength(2);
    expect(saved).not.toHaveProperty('failureCount');
    expect(failing().loadExecution(saved, options).failureCount).toBe(2);
  });

  test('of a flow within it count there, too', async () => {
    const flow = createTriggerFlow<Counting>();
    flow.toSubFlow(failing()).end();
    const execution = flow.createExecution(options);
    const result = execution.start(250);
    await execution.idle();
    await execution.continueWith('1', 7);
    expect(await result).toBe(7);
    expect(execution.failures).toHaveLength(100);
    expect(execution.failureCount).toBe(250);
  });
});
