import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTriggerFlow } from './create-trigger-flow.js';
import { FlowError } from './error.js';
import type { FlowSnapshot } from './snapshot.js';

type Asked = { ask: { payload: unknown; answer: number } };

/** A flow that asks twice, in a sub flow of a sub flow, made anew as another process would. */
function asking({ concurrency = Infinity } = {}) {
  const inner = createTriggerFlow<{
    input: number;
    stream: string;
    state: { n: number };
    flowState: { seen: number };
    interrupts: Asked;
    resources: { rate: number };
    result: number;
  }>({ name: 'inner' });
  inner
    .to(
      inner.chunk('first', async ({ value, state, flowState, putIntoStream, pauseFor }) => {
        state.set('n', value + (state.get('n') ?? 0));
        flowState.set('seen', value);
        await putIntoStream(`asks ${value}`);
        return pauseFor('ask', value);
      }),
    )
    .forEach()
    .to(inner.chunk('second', ({ value, pauseFor }) => pauseFor('ask', -value)))
    .endForEach()
    .to(({ value, state, requireResource }) => {
      return Number(value) * requireResource('rate') + (state.get('n') ?? 0);
    })
    .end();
  const middle = createTriggerFlow<{
    input: number;
    stream: string;
    interrupts: Asked;
    resources: { rate: number };
    result: number;
  }>({ name: 'middle' });
  middle
    .toSubFlow(inner, {
      resources: ['rate'],
      capture: ({ value }) => ({ input: value, state: { n: 100 } }),
      concurrency,
    })
    .end();
  const flow = createTriggerFlow<{
    input: readonly number[];
    stream: string;
    state: { results: readonly number[] };
    interrupts: Asked;
    resources: { rate: number };
    result: unknown;
  }>({ name: 'outer' });
  flow
    .forEach()
    .toSubFlow(middle, {
      concurrency,
      resources: ['rate'],
      writeBack: (result, { state, value }) => {
        state.append('results', result);
        return [value, result];
      },
    })
    .endForEach()
    .to(({ value, state }) => ({ value, results: state.get('results') }))
    .end();
  return { flow, inner };
}

const resources = { rate: 2 };

/** The payload of what is asked, and the answer to it. */
function answerTo(payload: unknown): number {
  return Math.abs(Number(payload)) + 1;
}

async function readAll(stream: AsyncIterable<unknown>): Promise<unknown[]> {
  const seen: unknown[] = [];
  for await (const item of stream) seen.push(item);
  return seen;
}

/** Answers the first question each time; `between` may put another execution in the place of one that waits. */
async function answerAll<
  E extends ReturnType<ReturnType<typeof asking>['flow']['createExecution']>,
>(begun: E, between: (execution: E) => Promise<E>): Promise<E> {
  let execution = begun;
  for (let status = await execution.idle(); status === 'waiting'; status = await execution.idle()) {
    execution = await between(execution);
    const [first] = execution.interrupts;
    if (first !== undefined) await execution.continueWith(first, answerTo(first.payload));
  }
  return execution;
}

describe.each([Infinity, 1])('§4.8 saving sub flows, %s at once', (concurrency) => {
  test('§4.8.9, §7.5.5 what waits in sub flows goes on elsewhere: the result, the stream and the state are the same', async () => {
    const whole = asking({ concurrency }).flow.createExecution({ resources });
    void whole.start([1, 2, 3]);
    await answerAll(whole, async (each) => each);
    const begun = asking({ concurrency }).flow.createExecution({ resources });
    begun.start([1, 2, 3]).catch(() => undefined);
    const parted = await answerAll(begun, async (each) => {
      const snapshot = await each.save();
      expect(await each.save()).toEqual(snapshot);
      each.cancel('goes on elsewhere');
      return asking({ concurrency }).flow.loadExecution(JSON.stringify(snapshot), { resources });
    });
    expect(await parted.result).toEqual(await whole.result);
    expect(await parted.result).toEqual({
      value: [1, 2, 3].map((value) => [value, (value + 2) * 2 + 100 + value]),
      results: [1, 2, 3].map((value) => (value + 2) * 2 + 100 + value),
    });
    expect(await readAll(parted.getRuntimeStream())).toEqual(
      await readAll(whole.getRuntimeStream()),
    );
  });

  test('§4.8.9, §4.9.8 who waits for people holds no place, so all are asked', async () => {
    const execution = asking({ concurrency }).flow.createExecution({ resources });
    execution.start([1, 2, 3]).catch(() => undefined);
    const { calls = [], interrupts } = await execution.save();
    execution.cancel();
    expect(interrupts).toHaveLength(3);
    const under = (name: string) => calls.filter(({ execution }) => execution.flow === name);
    expect([under('middle').length, under('inner').length, calls.length]).toEqual([3, 3, 6]);
  });
});

test('§4.8.9 whatever is answered before it is saved, each sub flow that is not over has begun and goes on', async () => {
  const concurrencies = fc.constantFrom(1, 2, Infinity);
  const picks = fc.array(fc.nat(5), { minLength: 1, maxLength: 8 });
  const law = fc.asyncProperty(concurrencies, picks, async (concurrency, order) => {
    const input = [1, 2, 3, 4];
    let execution = asking({ concurrency }).flow.createExecution({ resources });
    execution.start(input).catch(() => undefined);
    for (let step = 0; (await execution.idle()) === 'waiting'; step++) {
      const snapshot = await execution.save();
      const results = snapshot.state.flatMap(([, list]) => list);
      expect(snapshot.calls).toHaveLength(2 * (input.length - results.length));
      if (step % 2 === 1) {
        execution.cancel('goes on elsewhere');
        execution = asking({ concurrency }).flow.loadExecution(snapshot, { resources });
      }
      const { interrupts } = execution;
      const asked = interrupts[(order[step % order.length] ?? 0) % interrupts.length];
      if (asked !== undefined) await execution.continueWith(asked, answerTo(asked.payload));
    }
    expect(await execution.result).toMatchObject({
      value: input.map((value) => [value, (value + 2) * 2 + 100 + value]),
    });
  });
  await fc.assert(law, { numRuns: 20 });
});

test('§4.3.1, §4.8.9 no two signals have one number, in sub flows side by side and where they go on', async () => {
  const numbers: unknown[] = [];
  const note = ({ signalId }: { readonly signalId: number }) => void numbers.push(signalId);
  const build = () => {
    const child = createTriggerFlow<{
      input: number;
      stream: never;
      interrupts: Asked;
      result: number;
    }>({ name: 'child' });
    child
      .to(child.chunk('ask', ({ value, pauseFor }) => pauseFor('ask', value)))
      .to(({ value, signalId }) => {
        numbers.push(signalId);
        return value;
      })
      .sideBranch(note)
      .end();
    const flow = createTriggerFlow<{
      input: readonly number[];
      interrupts: Asked;
      result: unknown;
    }>();
    flow.sideBranch(note).forEach().to(child).endForEach().to(note).end();
    return flow;
  };
  const execution = build().createExecution();
  execution.start([1, 2]).catch(() => undefined);
  await execution.idle();
  await execution.continueWith('1', 1);
  const snapshot = await execution.save();
  execution.cancel('goes on elsewhere');
  const loaded = build().loadExecution(snapshot);
  await loaded.continueWith('2', 2);
  await loaded.result;
  expect(numbers).toHaveLength(6);
  expect(new Set(numbers).size).toBe(6);
});

describe('§4.8 a snapshot with sub flows', () => {
  async function snapshotOf(list: readonly number[]): Promise<FlowSnapshot> {
    const execution = asking({ concurrency: 2 }).flow.createExecution({ resources });
    execution.start(list).catch(() => undefined);
    const snapshot = await execution.save();
    execution.cancel();
    return snapshot;
  }

  test('§4.8.9 fills what all executions of the other flow share, where it has nothing', async () => {
    const { flow, inner } = asking();
    flow.loadExecution(await snapshotOf([7]), { resources }).cancel();
    const seen: unknown[] = [];
    inner.to(({ flowState }) => void seen.push(flowState.get('seen')));
    const execution = inner.createExecution({ resources });
    execution.start(0).catch(() => undefined);
    await execution.idle();
    execution.cancel();
    // Both chunks begin side by side: the first of them sets it anew.
    expect(seen).toEqual([0]);
    expect(await snapshotOf([7])).toMatchObject({
      calls: [{ execution: { flowState: [] } }, { execution: { flowState: [['seen', 7]] } }],
    });
  });

  test('§4.8.9 what does not fit is refused by its place, and nothing was done', async () => {
    const snapshot = await snapshotOf([1, 2, 3]);
    const { calls = [] } = snapshot;
    const [first, ...rest] = calls;
    const { execution: _, ...notBegun } = first ?? {};
    const inner = calls.find(({ execution }) => execution.flow === 'inner');
    for (const [given, message] of [
      [{ ...snapshot, version: 3 }, /`version` is not 4/],
      [{ ...snapshot, calls: undefined }, /`calls` is no list/],
      [{ ...snapshot, calls: [{ ...first, step: 'flow other' }] }, /`calls\[0\].step` is/],
      [{ ...snapshot, calls: [{ ...first, call: 0 }] }, /`calls\[0\].call`/],
      [{ ...snapshot, calls: [{ ...first, scope: 99 }] }, /`calls\[0\].scope`/],
      [
        { ...snapshot, calls: [{ ...first, execution: inner?.execution }, ...rest] },
        /`calls\[0\].execution.flow` is not/,
      ],
      [{ ...snapshot, calls: [notBegun, ...rest] }, /`calls\[0\].execution` is missing/],
      [{ ...snapshot, calls: [] }, /`interrupts\[0\].call`/],
    ] as const) {
      expect(() => asking().flow.loadExecution(given as FlowSnapshot, { resources })).toThrow(
        expect.objectContaining({
          code: 'invalid-snapshot',
          message: expect.stringMatching(message) as string,
        }) as Error,
      );
    }
  });

  test('§4.8.9 without sub flows under way nothing is written of them', async () => {
    const flow = createTriggerFlow<{ input: number; interrupts: Asked; result: number }>();
    const child = createTriggerFlow<{ input: number; stream: never; result: number }>();
    child.to(({ value }) => value + 1).end();
    flow
      .to(child)
      .to(({ value, pauseFor }) => pauseFor('ask', value))
      .end();
    const execution = flow.createExecution();
    execution.start(1).catch(() => undefined);
    const snapshot = await execution.save();
    execution.cancel();
    expect(snapshot).not.toHaveProperty('calls');
    const loaded = flow.loadExecution(snapshot);
    await loaded.continueWith('1', 5);
    expect(await loaded.result).toBe(5);
  });

  test('§4.8.9 a sub flow in the middle of its work is refused, with its chunk', async () => {
    const child = createTriggerFlow<{
      input: number;
      stream: never;
      events: { go: number };
      interrupts: Asked;
    }>();
    child.to(child.chunk('waits', ({ emit }) => emit('go', 1)));
    child.when('go').to(({ pauseFor }) => pauseFor('ask', 1));
    const flow = createTriggerFlow<{ input: number; interrupts: Asked }>();
    flow.toSubFlow(child);
    const execution = flow.createExecution();
    execution.start(1).catch(() => undefined);
    const failure = await execution.save().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FlowError);
    expect(failure).toMatchObject({ message: expect.stringMatching(/"waits"/) as string });
    execution.cancel();
  });
});
