import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { gate, type TestGate } from '../../tests/support/gate.js';
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

afterEach(() => vi.useRealTimers());

describe('§4.4 what bounds an execution that sets nothing', () => {
  test('§4.4.13 64 chunks at once, nested ones and sub flows included', async () => {
    const child = createTriggerFlow<{ input: number; stream: never; result: number }>();
    const { waitFor, open } = gate();
    let now = 0;
    child
      .to(async ({ value }) => {
        now++;
        await waitFor;
        return value;
      })
      .end();
    const flow = createTriggerFlow<{ input: readonly number[]; result: readonly number[] }>();
    flow.forEach().to(child).endForEach().end();
    const input = Array.from({ length: 100 }, (_, index) => index);
    const result = flow.start(input);
    await new Promise((resolve) => setImmediate(resolve));
    expect(now).toBe(64);
    open();
    expect(await result).toEqual(input);
  });

  test('§4.4.14 no time, neither for its work nor between items of its stream', async () => {
    vi.useFakeTimers();
    const flow = createTriggerFlow<{ stream: string; result: string }>();
    const year = 365 * 24 * 60 * 60 * 1000;
    flow
      .to(async ({ putIntoStream }) => {
        await putIntoStream('before');
        await vi.advanceTimersByTimeAsync(year);
        await putIntoStream('after');
        return 'done';
      })
      .end();
    const execution = flow.createExecution();
    const seen: string[] = [];
    const reading = (async () => {
      for await (const item of execution.getRuntimeStream()) seen.push(item);
    })();
    expect(await execution.start()).toBe('done');
    await reading;
    expect(seen).toEqual(['before', 'after']);
  });
});

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

/** Seven items, each of which works until its gate opens; who is inside is told in `working`. */
function working() {
  const begun: number[] = [];
  const over = new Set<number>();
  const gates: TestGate[] = [0, 1, 2, 3, 4, 5, 6].map(gate);
  const flow = createTriggerFlow<{ input: readonly number[]; result: readonly number[] }>();
  flow
    .forEach()
    .to(async ({ value }) => {
      begun.push(value);
      await gates[value]?.waitFor;
      over.add(value);
      return value;
    })
    .endForEach()
    .end();
  const settle = async () => {
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    flow,
    input: [0, 1, 2, 3, 4, 5, 6],
    settle,
    inside: () => begun.filter((value) => !over.has(value)),
    open: async (...items: number[]) => {
      for (const item of items) gates[item]?.open();
      await settle();
    },
  };
}

describe('§4.4 the concurrency of an execution that runs', () => {
  test('§4.4.11 grows and shrinks: those that run go on, and none begins until there is a place', async () => {
    const { flow, input, settle, inside, open } = working();
    const execution = flow.createExecution({ concurrency: 1 });
    const result = execution.start(input);
    await settle();
    expect(inside()).toEqual([0]);
    execution.setConcurrency(3);
    await settle();
    expect(inside()).toEqual([0, 1, 2]);
    execution.setConcurrency(2);
    await open(0);
    expect(inside()).toEqual([1, 2]);
    await open(1);
    expect(inside()).toEqual([2, 3]);
    execution.setConcurrency(Infinity);
    await settle();
    expect(inside()).toEqual([2, 3, 4, 5, 6]);
    execution.setConcurrency(1);
    await open(2, 3, 4, 5, 6);
    expect(await result).toEqual(input);
    execution.setConcurrency(2);
    expect(execution.status).toBe('completed');
  });

  test('§4.4.11 counts before the start, and for what a sub flow does', async () => {
    const child = working();
    const flow = createTriggerFlow<{
      input: readonly number[];
      stream: unknown;
      result: readonly number[];
    }>();
    flow.toSubFlow(child.flow).end();
    const execution = flow.createExecution();
    execution.setConcurrency(2);
    const result = execution.start(child.input);
    await child.settle();
    expect(child.inside()).toEqual([0, 1]);
    execution.setConcurrency(4);
    await child.settle();
    expect(child.inside()).toEqual([0, 1, 2, 3]);
    await child.open(...child.input);
    expect(await result).toEqual(child.input);
  });

  test('§4.4.11 ends with fewer places than those who wait for their own events gave back', async () => {
    const log: string[] = [];
    const flow = createTriggerFlow<{ input: number; events: { inner: number } }>();
    const { waitFor, open } = gate();
    for (const name of ['a', 'b', 'c']) {
      flow.to(
        flow.chunk(name, async ({ value, emit }) => {
          log.push(`${name} begins`);
          if (name !== 'c') await emit('inner', value);
          log.push(`${name} ends`);
        }),
      );
    }
    flow.when('inner').to(() => waitFor);
    const execution = flow.createExecution({ concurrency: 2 });
    const result = execution.start(1);
    await new Promise((resolve) => setImmediate(resolve));
    execution.setConcurrency(1);
    open();
    await result;
    expect(log.filter((line) => line.endsWith('ends'))).toHaveLength(3);
  });

  test('§4.4.11 what is no limit is refused', () => {
    const execution = asking().createExecution();
    for (const limit of [0, -1, 1.5, Number.NaN, '2', undefined]) {
      expect(() => execution.setConcurrency(limit as number)).toThrow(
        expect.objectContaining({ code: 'invalid-option' }),
      );
    }
  });
});
