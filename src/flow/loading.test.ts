import { describe, expect, test } from 'vitest';
import { createTriggerFlow } from './create-trigger-flow.js';

interface Shared {
  readonly flowState: { k: string };
  readonly interrupts: {
    q: { payload: unknown; answer: unknown };
    second: { payload: unknown; answer: unknown };
  };
  readonly stream: number;
  readonly result: unknown;
}

function inner() {
  const flow = createTriggerFlow<{
    input: number;
    interrupts: Shared['interrupts'];
    stream: never;
    result: unknown;
  }>({
    name: 'inner',
  });
  flow.to(flow.chunk('ask', ({ pauseFor }) => pauseFor('q', 1))).end();
  return flow;
}

function outer(concurrency: number) {
  const seen: unknown[] = [];
  const flow = createTriggerFlow<Shared>({ name: 'outer' });
  const set = flow.chunk('set', ({ flowState }) => {
    flowState.set('k', 'shared');
    return [1, 2];
  });
  flow
    .to(set)
    .forEach()
    .toSubFlow(inner(), {
      concurrency,
      capture: ({ value, flowState }) => {
        seen.push(flowState.get('k'));
        return { input: value };
      },
    })
    .endForEach()
    .end();
  return { flow, seen };
}

test('calls nobody where it is loaded: what waits has begun, and goes on with what it shared', async () => {
  const before = outer(1);
  const execution = before.flow.createExecution();
  void execution.start().catch(() => undefined);
  const saved = await execution.save();
  execution.cancel();
  expect(before.seen).toEqual(['shared', 'shared']);
  const { flow, seen } = outer(2);
  const loaded = flow.loadExecution(saved);
  await loaded.idle();
  expect(seen).toEqual([]);
  expect(loaded.interrupts).toHaveLength(2);
  for (const { id } of loaded.interrupts) await loaded.continueWith(id, id);
  expect(await loaded.result).toHaveLength(2);
});

/** Asks, puts more into the stream than it keeps, and asks again. */
function talking() {
  const flow = createTriggerFlow<Shared>({ name: 'talking' });
  const many = flow.chunk('many', async ({ putIntoStream }) => {
    for (let item = 0; item < 10; item++) await putIntoStream(item);
  });
  const ask = flow.chunk('ask', ({ pauseFor }) => pauseFor('q', 1));
  const again = flow.chunk('again', ({ pauseFor }) => pauseFor('second', 1));
  flow.to(ask);
  flow.to(many);
  flow
    .when(ask)
    .to(
      flow.chunk('more', async ({ putIntoStream, value }) => {
        for (let item = 0; item < Number(value); item++) await putIntoStream(item);
      }),
    )
    .to(again)
    .end();
  return flow;
}

describe('a question that was open where it was saved', () => {
  const load = async (answer: number, streamBuffer: number) => {
    const before = talking().createExecution({ streamBuffer: 2 });
    void before.start().catch(() => undefined);
    const saved = await before.save();
    before.cancel();
    const execution = talking().loadExecution(saved, { streamBuffer });
    await execution.continueWith('1', answer);
    const next = await execution.save();
    execution.cancel();
    const told: unknown[] = [];
    const read = async () => {
      for await (const item of execution.getRuntimeStream({ from: 'oldest' })) {
        if (typeof item === 'object') told.push(`${item.action} ${item.interrupt.id}`);
      }
    };
    await expect(read()).rejects.toMatchObject({ code: 'cancelled' });
    return { next, told };
  };

  test('is told as open no more once the stream has forgotten its answer', async () => {
    const { next, told } = await load(10, 2);
    expect(told).toEqual(['pause 2', 'cancel 2']);
    const kept = JSON.stringify(next.stream.items);
    expect(kept).not.toContain('"id":"1"');
    // Nobody lacks the first question or its answer.
    expect(next.stream.forgotten + next.stream.items.length).toBe(10 + 10 + 1);
  });

  test('is told with its answer while the stream has that', async () => {
    const { told } = await load(0, 100);
    expect(told).toEqual(['pause 1', 'resume 1', 'pause 2', 'cancel 2']);
  });
});

test('a complete execution goes on counting where it was saved', async () => {
  const flow = createTriggerFlow<Shared>({ name: 'over' });
  flow.to(() => 'over').end();
  const execution = flow.createExecution();
  await execution.start();
  const { signals } = execution.counts;
  expect(signals).toBeGreaterThan(0);
  const loaded = flow.loadExecution(await execution.save());
  expect(loaded.counts.signals).toBe(signals);
  expect((await loaded.save()).signals).toBe(signals);
});

test('of two executions with one id the one that is left is found by it', async () => {
  const flow = createTriggerFlow<Shared>({ name: 'twice' });
  flow.to(flow.chunk('ask', ({ pauseFor }) => pauseFor('q', 1))).end();
  const first = flow.createExecution();
  void first.start().catch(() => undefined);
  const saved = await first.save();
  const [second, third] = [flow.loadExecution(saved), flow.loadExecution(saved)];
  expect(flow.executions.get(first.id)).toBe(third);
  second.cancel();
  expect(flow.executions.get(first.id)).toBe(third);
  third.cancel();
  expect(flow.executions.get(first.id)).toBe(first);
  first.cancel();
  expect(flow.executions.size).toBe(0);
});

test('a change of what all share is a signal only where somebody listens for it', async () => {
  const flow = createTriggerFlow<Shared & { input: string }>();
  const first = flow.chunk('first', ({ value, flowState, pauseFor }) => {
    if (value === 'waits') return pauseFor('q', 1);
    for (let times = 0; times < 100; times++) flowState.set('k', String(times));
    return value;
  });
  flow.to(first).end();
  const waiting = flow.createExecution();
  void waiting.start('waits').catch(() => undefined);
  await waiting.idle();
  const before = waiting.counts;
  const changing = flow.createExecution();
  await changing.start('changes');
  expect(waiting.counts).toEqual(before);
  expect(changing.counts.signals).toBeLessThan(10);
  const heard: unknown[] = [];
  flow.when({ flowState: 'k' }).to(({ value }) => void heard.push(value));
  const listening = flow.createExecution();
  void listening.start('waits').catch(() => undefined);
  await listening.idle();
  await flow.start('changes');
  await listening.idle();
  expect(heard.length).toBeGreaterThanOrEqual(100);
  listening.cancel();
  waiting.cancel();
});
