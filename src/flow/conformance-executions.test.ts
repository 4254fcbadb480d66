import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { createTriggerFlow } from './create-trigger-flow.js';

function asking() {
  const flow = createTriggerFlow<{
    input: number;
    interrupts: { ask: { payload: number; answer: number } };
    result: number;
  }>();
  flow.to(({ value, pauseFor }) => pauseFor('ask', value)).end();
  return flow;
}

describe('§4.4 the executions of a flow', () => {
  test('§4.4.6 are there from their start to their end, by their ids', async () => {
    const flow = asking();
    const execution = flow.createExecution();
    expect(flow.executions.size).toBe(0);
    const result = execution.start(1);
    expect([...flow.executions]).toEqual([[execution.id, execution]]);
    await execution.idle();
    const found = flow.executions.get(execution.id);
    expect(found?.interrupts).toHaveLength(1);
    await found?.continueWith('1', 5);
    expect(await result).toBe(5);
    expect(flow.executions.size).toBe(0);
  });

  test('§4.3.10 a chunk finds its own: how far it is, what it asks, and answers for a person', async () => {
    const flow = createTriggerFlow<{
      input: number;
      events: { late: undefined };
      interrupts: { ask: { payload: number; answer: number } };
      result: number;
    }>();
    const seen: unknown[] = [];
    flow
      .to(({ value, emitNowait, pauseFor }) => {
        emitNowait('late');
        return pauseFor('ask', value);
      })
      .end();
    flow.when('late').to(async ({ rootExecutionId }) => {
      const own = flow.executions.get(rootExecutionId);
      seen.push(own?.status);
      const [question] = own?.interrupts ?? [];
      if (question !== undefined) await own?.continueWith(question, question.payload + 1);
    });
    expect(await flow.start(1)).toBe(2);
    expect(seen).toEqual(['running']);
  });

  test('§4.4.6, W26 are let go on every path', async () => {
    const flow = createTriggerFlow<{ input: string; events: { a: unknown; b: unknown } }>();
    flow.to(async ({ value, signal, emitNowait }) => {
      if (value === 'throw') throw new Error('no');
      if (value === 'stall') emitNowait('a', 1);
      if (value !== 'wait') return;
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    });
    flow.when(['a', 'b']).end();
    const controller = new AbortController();
    const endings = [
      flow.start('throw'),
      flow.start('stall'),
      flow.start('wait', { timeoutMs: 5 }),
      flow.start('wait', { signal: controller.signal }),
    ];
    const reader = flow.getRuntimeStream('wait');
    void reader.next();
    expect(flow.executions.size).toBe(5);
    controller.abort();
    await reader.return();
    await Promise.allSettled(endings);
    expect(flow.executions.size).toBe(0);
    await expect(flow.start('throw', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(flow.executions.size).toBe(0);
  });

  test('§4.4.6 loaded ones are there as well; of two with one id, the later', async () => {
    const flow = asking();
    const first = flow.createExecution();
    first.start(1).catch(() => undefined);
    const snapshot = await first.save();
    const second = flow.loadExecution(snapshot);
    expect(flow.executions.get(first.id)).toBe(second);
    first.cancel();
    expect(flow.executions.get(first.id)).toBe(second);
    await second.continueWith('1', 2);
    await second.result;
    expect(flow.executions.size).toBe(0);
    const done = flow.loadExecution(await second.save());
    expect(done.status).toBe('completed');
    expect(flow.executions.size).toBe(0);
  });

  test('§4.9.6 those that are part of another are not there: only the whole can be answered', async () => {
    const child = asking();
    const flow = createTriggerFlow<{
      input: number;
      interrupts: { ask: { payload: number; answer: number } };
      stream: unknown;
      result: number;
    }>();
    flow.toSubFlow(child).end();
    const execution = flow.createExecution();
    execution.start(1).catch(() => undefined);
    await execution.idle();
    expect(child.executions.size).toBe(0);
    expect([...flow.executions.keys()]).toEqual([execution.id]);
    execution.cancel();
  });

  test('§4.4.6, W26 one that was never started is kept by nobody', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const flow = asking();
    const held = Array.from({ length: 20 }, () => new WeakRef(flow.createExecution()));
    await new Promise((resolve) => setImmediate(resolve));
    collect();
    expect(held.filter((each) => each.deref() !== undefined).length).toBeLessThanOrEqual(1);
  });
});
