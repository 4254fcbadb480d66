import { describe, expect, test } from 'vitest';
import type { InstantEvent } from '../protocol/index.js';
import { createTriggerFlow } from './create-trigger-flow.js';
import type { DataOf, FlowExecution, TriggerFlow } from './trigger-flow.js';

interface Asking {
  readonly input: readonly number[];
  readonly events: { task: number };
  readonly interrupts: { ask: { payload: number; answer: number } };
  readonly state: { answers: readonly number[] };
  readonly result: unknown;
}

type Data = DataOf<TriggerFlow<Asking>, number>;

async function* tasks(count: number): AsyncGenerator<InstantEvent> {
  for (let at = 0; at < count; at++) {
    yield { type: 'done', path: `tasks[${at}]`, value: at, isComplete: true } as InstantEvent;
  }
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

/** How many are at work at once, of those that `work` counts. */
function counter() {
  const counts = { now: 0, most: 0 };
  const work = async <Value>(value: Value): Promise<Value> => {
    counts.most = Math.max(counts.most, ++counts.now);
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    counts.now--;
    return value;
  };
  return { counts, work };
}

/** An answer by which each goes on, all given at once. */
async function answerAll(execution: FlowExecution<Asking>): Promise<void> {
  await Promise.all(
    execution.interrupts.map(({ id, payload }) => execution.continueWith(id, payload * 10)),
  );
}

/** Fields that each ask a person; what a chunk does with the promise says whether it waits for them. */
function planning(count: number, isAwaited: boolean) {
  const flow = createTriggerFlow<Asking>({ name: 'plans' });
  const plan = flow.chunk('plan', async ({ emitFields }) => {
    const sent = emitFields(tasks(count), { 'tasks[*]': 'task' }, { concurrency: 2, maxQueued: 2 });
    if (isAwaited) await sent;
    return 'planned';
  });
  const ask = flow.chunk('ask', ({ value, pauseFor }: Data) => pauseFor('ask', value));
  const { counts, work } = counter();
  const after = flow.chunk('after', async ({ value, state }: Data) => {
    state.append('answers', await work(value));
  });
  flow.to(plan).end();
  flow.when('task').to(ask).to(after);
  return { flow, counts };
}

describe('items that wait for people', () => {
  test.each([true, false])(
    'hold no place of emitFields, awaited: %s; the source is read to its end',
    async (isAwaited) => {
      const { flow, counts } = planning(300, isAwaited);
      const execution = flow.createExecution();
      const result = execution.start([]);
      expect(await execution.idle()).toBe('waiting');
      expect(execution.interrupts).toHaveLength(300);
      await answerAll(execution);
      expect(await result).toBe('planned');
      // Who goes on takes a place again.
      expect(counts.most).toBe(2);
    },
  );

  test('of emitFields are saved once the source is read and the chunk over', async () => {
    const before = planning(5, false).flow.createExecution();
    before.start([]).catch(() => undefined);
    const saved = JSON.stringify(await before.save());
    before.cancel();
    const after = planning(5, false).flow.loadExecution(saved);
    expect(after.interrupts).toHaveLength(5);
    await answerAll(after);
    expect(await after.result).toBe('planned');
    const { state } = await after.save();
    expect(state).toEqual([['answers', [0, 10, 20, 30, 40]]]);
  });

  test('of an emitFields that is awaited keep its chunk in the middle: save refuses, and says so', async () => {
    const { flow } = planning(3, true);
    const execution = flow.createExecution();
    execution.start([]).catch(() => undefined);
    await expect(execution.save()).rejects.toThrow(/in the middle of "plan"/);
    execution.cancel();
  });

  test.each(['forEach', 'batch'] as const)('hold no place of %s', async (kind) => {
    const flow = createTriggerFlow<Asking>();
    const { counts, work } = counter();
    if (kind === 'forEach') {
      flow
        .forEach({ concurrency: 2 })
        .to(({ value, pauseFor }) => pauseFor('ask', value))
        .to(({ value }) => work(value))
        .endForEach()
        .end();
    } else {
      const branches = upTo(4).map((at) =>
        flow.chunk(`branch ${at}`, ({ pauseFor }) => pauseFor('ask', at)),
      );
      flow.batch(branches, { concurrency: 2 }).end();
    }
    const execution = flow.createExecution();
    const result = execution.start(upTo(4));
    await execution.idle();
    expect(execution.interrupts.map(({ payload }) => payload)).toEqual(upTo(4));
    await answerAll(execution);
    const values = await result;
    expect(Object.values(values as object)).toEqual([0, 10, 20, 30]);
    if (kind === 'forEach') expect(counts.most).toBe(2);
  });

  test('hold none through an emit that their chunk awaits, nor through groups and flows in them', async () => {
    const { counts, work } = counter();
    const inner = createTriggerFlow<Asking>({ name: 'inner' });
    inner
      .forEach({ concurrency: 1 })
      .to(async ({ value, emit }) => {
        await emit('task', value);
        return work(value);
      })
      .endForEach()
      .end();
    inner.when('task').to(({ value, pauseFor }) => pauseFor('ask', value));
    const flow = createTriggerFlow<Asking>();
    flow
      .forEach({ concurrency: 1 })
      .to(({ value }) => [value, value + 100])
      .toSubFlow(inner)
      .endForEach()
      .end();
    const execution = flow.createExecution();
    const result = execution.start([1, 2, 3]);
    expect(await execution.idle()).toBe('waiting');
    expect(execution.interrupts.map(({ payload }) => payload)).toEqual([1, 101, 2, 102, 3, 103]);
    await answerAll(execution);
    expect(await result).toEqual([
      [1, 101],
      [2, 102],
      [3, 103],
    ]);
    expect(counts.most).toBe(1);
  });

  test('hold none, nor one of the flow that is run for each of them', async () => {
    const inner = createTriggerFlow<Asking>({ name: 'inner' });
    inner.to(inner.chunk('ask', ({ value, pauseFor }) => pauseFor('ask', Number(value)))).end();
    const build = () => {
      const flow = createTriggerFlow<Asking>({ name: 'outer' });
      const begun: number[] = [];
      const begin = flow.chunk('begin', ({ value }: { readonly value: number }) => {
        begun.push(value);
        return [value];
      });
      flow
        .forEach({ concurrency: 1 })
        .to(begin)
        .toSubFlow(inner, { concurrency: 1 })
        .endForEach()
        .end();
      return { flow, begun };
    };
    const { flow, begun } = build();
    const before = flow.createExecution();
    before.start([1, 2, 3]).catch(() => undefined);
    await before.idle();
    expect(begun).toEqual([1, 2, 3]);
    const saved = JSON.stringify(await before.save());
    before.cancel();
    const after = build().flow.loadExecution(saved);
    await after.idle();
    expect(after.interrupts.map(({ payload }) => payload)).toEqual([1, 2, 3]);
    await answerAll(after);
    expect(await after.result).toEqual([10, 20, 30]);
  });

  test('are given up with what they are part of, also while they wait for a place to go on', async () => {
    const flow = createTriggerFlow<Asking>();
    const begun: unknown[] = [];
    let fail: (error: Error) => void = () => undefined;
    flow
      .to(async ({ emit }) => {
        try {
          await emit('task', 0);
        } catch {
          return 'caught';
        }
        return 'not caught';
      })
      .end();
    flow
      .when('task')
      .to(() => upTo(3))
      .forEach({ concurrency: 1 })
      .to(({ value, pauseFor }) => pauseFor('ask', value))
      .to(({ value }) => {
        begun.push(value);
        return new Promise((_, reject) => (fail = reject));
      })
      .endForEach();
    const execution = flow.createExecution();
    const result = execution.start([]);
    await execution.idle();
    await answerAll(execution);
    expect(begun).toEqual([0]);
    fail(new Error('no'));
    expect(await result).toBe('caught');
    expect(begun).toEqual([0]);
  });
});

/** How many questions a reader is told of, which leaves when it has that many. */
async function questionsOf(events: AsyncIterable<unknown>, count: number): Promise<number> {
  const seen = new Set<string>();
  for await (const event of events) {
    const { action, interrupt } = event as { action: string; interrupt: { id: string } };
    if (action === 'pause') seen.add(interrupt.id);
    if (seen.size === count) break;
  }
  return seen.size;
}

test('all that is asked is told to readers of a loaded execution, however much that is', async () => {
  const count = 2_100;
  const before = planning(count, false).flow.createExecution();
  before.start([]).catch(() => undefined);
  const saved = JSON.stringify(await before.save());
  before.cancel();
  const after = planning(count, false).flow.loadExecution(saved);
  expect(await questionsOf(after.instants(), count)).toBe(count);
  expect(await questionsOf(after.getRuntimeStream(), count)).toBe(count);
  expect(await questionsOf(after.getRuntimeStream({ from: 'oldest' }), count)).toBe(count);
  const again = planning(count, false).flow.loadExecution(await after.save());
  expect(await questionsOf(again.getRuntimeStream(), count)).toBe(count);
  after.cancel();
  again.cancel();
});

describe('who comes late to an execution that asks more than its buffer holds', () => {
  test('is told all 3,000 questions, with where each chunk stands, and none that is over', async () => {
    const count = 3_000;
    const execution = planning(count, false).flow.createExecution();
    const early = execution.instants({ signals: true, progress: true });
    const reading = questionsOf(early, count);
    const result = execution.start([]);
    expect(await execution.idle()).toBe('waiting');
    expect(await reading).toBe(count);
    expect(await questionsOf(execution.instants(), count)).toBe(count);
    expect(await questionsOf(execution.getRuntimeStream(), count)).toBe(count);
    expect(await questionsOf(execution.getRuntimeStream({ from: 'oldest' }), count)).toBe(count);
    let steps: unknown;
    for await (const event of execution.instants({ progress: true })) {
      if (event.type === 'progress' && event.chunk === 'ask') steps = event;
      if (event.type === 'interrupt' && event.interrupt.id === `${count}`) break;
    }
    expect(steps).toMatchObject({ chunk: 'ask', waiting: count });
    // Those that come late are told of what is open then.
    await Promise.all(
      execution.interrupts
        .slice(0, count - 1)
        .map(({ id, payload }) => execution.continueWith(id, payload)),
    );
    const open = new Set<string>();
    for await (const event of execution.instants()) {
      if (event.type !== 'interrupt') continue;
      if (event.action === 'pause') open.add(event.interrupt.id);
      else open.delete(event.interrupt.id);
      if (open.size === 1 && event.interrupt.id === `${count - 1}`) break;
    }
    expect([...open]).toEqual([`${count}`]);
    await answerAll(execution);
    expect(await result).toBe('planned');
  });

  test('is told what it cannot be told any more, where items are gone', async () => {
    const flow = createTriggerFlow<{ input: number; stream: number }>();
    flow.to(({ value, putIntoStream }) => {
      for (let item = 0; item < value; item++) void putIntoStream(item);
    });
    const execution = flow.createExecution({ streamBuffer: 8 });
    await execution.start(40);
    await expect(execution.getRuntimeStream().next()).rejects.toThrow(/getRuntimeStream/);
    await expect(execution.instants().next()).rejects.toThrow(/call instants\(\) before/);
  });
});
