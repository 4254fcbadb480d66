import { afterEach, describe, expect, test, vi } from 'vitest';
import { gate } from '../../tests/support/gate.js';
import { createTriggerFlow } from './create-trigger-flow.js';
import { FlowError } from './error.js';
import type { Pause } from './interrupt-types.js';
import type { FlowSnapshot } from './snapshot.js';

interface Asking {
  input: readonly number[];
  events: { left: string; right: string };
  stream: string;
  state: Record<string, unknown>;
  flowState: Record<string, unknown>;
  interrupts: { ask: { payload: unknown; answer: number } };
  resources: { rate: number };
  result: unknown;
}

/** A flow with everything that has something to keep, made anew as another process would. */
function asking() {
  const flow = createTriggerFlow<Asking>({ name: 'asking' });
  const ask = flow.chunk('ask', ({ value, pauseFor }: { value: unknown; pauseFor: Pausing }) =>
    pauseFor('ask', value),
  );
  flow
    .to(async ({ value, state, flowState, putIntoStream, emitNowait }) => {
      state.set('items', value);
      flowState.set('seen', value.length);
      await putIntoStream('begun');
      emitNowait('left', 'from the beginning');
      return value;
    })
    .forEach({ concurrency: 2 })
    .to(({ value }) => [value, value + 10])
    .forEach()
    .match()
    .case((value) => value % 2 === 0)
    .to(ask)
    .caseElse()
    .to(({ value }) => value)
    .endMatch()
    .endForEach()
    .endForEach()
    .to(({ value, emitNowait, state }) => {
      state.set('rows', value);
      emitNowait('right', 'from the end');
    });
  flow
    .when(['left', 'right'])
    .to(async ({ value, state, putIntoStream, requireResource }) => {
      await putIntoStream('joined');
      return [value.event, state.get('rows'), requireResource('rate')];
    })
    .end();
  return flow;
}

type Pausing = (name: 'ask', payload: unknown) => Pause<number>;

const resources = { rate: 2 };
const input = [1, 2, 3, 4];

async function readAll(stream: AsyncIterable<unknown>): Promise<unknown[]> {
  const seen: unknown[] = [];
  for await (const item of stream) seen.push(item);
  return seen;
}

async function saved(): Promise<FlowSnapshot> {
  const execution = asking().createExecution({ resources });
  execution.start(input).catch(() => undefined);
  await execution.idle();
  const snapshot = await execution.save();
  execution.cancel();
  return snapshot;
}

function paused() {
  const flow = createTriggerFlow<Asking>({ name: 'asking' });
  flow.to(({ pauseFor }) => pauseFor('ask', undefined)).end();
  return flow;
}

afterEach(() => vi.useRealTimers());

describe('§4.8 save and load', () => {
  test('§4.8.1, §7.2.2, §7.2.3, §7.3.1, W30 saved at each pause, as text, and loaded into a flow made anew: the result and the stream are the same', async () => {
    const whole = asking().createExecution({ resources });
    const expected = whole.start(input);
    for (let status = await whole.idle(); status === 'waiting'; status = await whole.idle()) {
      const [first] = whole.interrupts;
      if (first !== undefined) await whole.continueWith(first, Number(first.payload) * 100);
    }

    let parted = asking().createExecution({ resources });
    const { id } = parted;
    parted.start(input).catch(() => undefined);
    for (let status = await parted.idle(); status === 'waiting'; status = await parted.idle()) {
      const text = JSON.stringify(await parted.save());
      parted.cancel('goes on elsewhere');
      parted = asking().loadExecution(text, { resources });
      expect(parted.status).toBe('waiting');
      const [first] = parted.interrupts;
      if (first !== undefined) await parted.continueWith(first, Number(first.payload) * 100);
    }
    expect(parted.id).toBe(id);
    expect(await parted.result).toEqual(await expected);
    expect(await parted.result).toEqual([
      { left: 'from the beginning', right: 'from the end' },
      [
        [1, 11],
        [200, 1200],
        [3, 13],
        [400, 1400],
      ],
      2,
    ]);
    expect(await readAll(parted.getRuntimeStream())).toEqual(
      await readAll(whole.getRuntimeStream()),
    );
  });

  test('§4.8.1 saving stops nothing', async () => {
    const execution = asking().createExecution({ resources });
    const result = execution.start([2]);
    await execution.idle();
    const first = await execution.save();
    expect(await execution.save()).toEqual(first);
    expect(execution.status).toBe('waiting');
    for (const each of execution.interrupts) await execution.continueWith(each, 0);
    expect(await result).toMatchObject([{}, [[0, 0]], 2]);
  });

  test('§4.8.1 save waits until nothing is at work', async () => {
    const { waitFor, open } = gate();
    const flow = createTriggerFlow<Asking>();
    flow.sideBranch(() => waitFor).to(({ pauseFor }) => pauseFor('ask', 1));
    const execution = flow.createExecution();
    void execution.start([]);
    await vi.waitFor(() => expect(execution.interrupts).toHaveLength(1));
    const saving = execution.save();
    expect(execution.status).toBe('running');
    open();
    expect(await saving).toMatchObject({ status: 'waiting', interrupts: [{ payload: 1 }] });
  });

  test('§4.8.2, §7.2.4 a complete execution keeps its result, undefined as well', async () => {
    const flow = createTriggerFlow<{ input?: number; result: unknown }>({ name: 'short' });
    flow.to(({ value }) => value).end();
    for (const value of [5, undefined]) {
      const execution = flow.createExecution();
      await execution.start(value);
      const loaded = flow.loadExecution(await execution.save());
      expect(loaded.status).toBe('completed');
      expect(await loaded.result).toBe(value);
      expect(await loaded.start(7)).toBe(value);
    }
  });

  test('§4.8.3, W30 all branches of a hitAll, a batch and a collect are kept', async () => {
    const make = () => {
      const flow = createTriggerFlow<Asking>({ name: 'branches' });
      const ask =
        (name: string) =>
        ({ pauseFor }: { pauseFor: Pausing }) =>
          pauseFor('ask', name);
      flow
        .batch({ a: ask('a'), b: ({ value }) => value.length, c: ask('c') })
        .match({ mode: 'hitAll' })
        .case(({ a }) => a > 0)
        .to(ask('positive'))
        .case(({ b }) => b > 9)
        .to(() => -1)
        .case(() => true)
        .to(({ value }) => value.b)
        .endMatch()
        .collect('all', 'chain')
        .end();
      flow.when({ state: 'early' }).collect('all', 'state');
      flow.sideBranch(({ state }) => state.set('early', 'bird'));
      return flow;
    };
    let execution = make().createExecution();
    execution.start([0]).catch(() => undefined);
    for (const answers of [[1, 2], [3]]) {
      expect(await execution.idle()).toBe('waiting');
      execution = make().loadExecution(await execution.save());
      for (const [index, each] of execution.interrupts.entries())
        await execution.continueWith(each, answers[index] ?? 0);
    }
    expect(await execution.result).toEqual({ chain: [3, 1], state: 'bird' });
  });

  test('§4.8.4 the state is back, with what JSON has nothing of', async () => {
    const values = {
      nothing: undefined,
      when: new Date(0),
      never: new Date(Number.NaN),
      big: 12n,
      odd: [Number.NaN, -0, Infinity, undefined],
      hostile: JSON.parse('{"__proto__":{"x":1},"$":"undefined","constructor":[null]}') as unknown,
    };
    const make = () => {
      const flow = createTriggerFlow<Asking>();
      flow
        .to(({ state, pauseFor }) => {
          for (const [key, value] of Object.entries(values)) state.set(key, value);
          return pauseFor('ask', values);
        })
        .to(({ state }) => Object.fromEntries(state.keys().map((key) => [key, state.get(key)])))
        .end();
      return flow;
    };
    const execution = make().createExecution();
    execution.start([]).catch(() => undefined);
    const loaded = make().loadExecution(JSON.stringify(await execution.save()));
    expect(loaded.interrupts[0]?.payload).toEqual(values);
    await loaded.continueWith('1', 1);
    expect(await loaded.result).toEqual(values);
    expect(Object.hasOwn((await loaded.result) as object, '__proto__')).toBe(false);
  });

  test('§4.8.5 values of all executions fill what the flow has not, and overwrite nothing', async () => {
    const snapshot = await saved();
    const flow = createTriggerFlow<Asking>({ name: 'asking' });
    const seen: unknown[] = [];
    flow.to(({ flowState }) => void seen.push(flowState.get('seen')));
    await flow.start([]);
    expect(seen).toEqual([undefined]);
    const fresh = asking();
    fresh.loadExecution(snapshot).cancel();
    fresh.to(({ flowState }) => void seen.push(flowState.get('seen')));
    fresh
      .createExecution()
      .start([1])
      .catch(() => undefined);
    await vi.waitFor(() => expect(seen).toHaveLength(2));
    expect(seen[1]).toBe(1);
  });

  test('§4.8.6 a limit goes on counting while nothing runs', async () => {
    vi.useFakeTimers({ now: 1_000_000 });
    const make = () => {
      const flow = createTriggerFlow<Asking>();
      flow.to(({ pauseFor }) => pauseFor('ask', 1, { timeoutMs: 5_000, otherwise: -1 })).end();
      return flow;
    };
    const execution = make().createExecution();
    execution.start([]).catch(() => undefined);
    const snapshot = await execution.save();
    execution.cancel();
    vi.setSystemTime(1_004_000);
    const early = make().loadExecution(snapshot);
    await vi.advanceTimersByTimeAsync(999);
    expect(early.status).toBe('waiting');
    await vi.advanceTimersByTimeAsync(1);
    expect(await early.result).toBe(-1);
    vi.setSystemTime(9_000_000);
    const late = make().loadExecution(snapshot);
    await vi.advanceTimersByTimeAsync(0);
    expect(await late.result).toBe(-1);
    const far = { ...snapshot, interrupts: [{ ...snapshot.interrupts[0], expiresAt: 2 ** 50 }] };
    const waiting = make().loadExecution(JSON.stringify(far));
    await vi.advanceTimersByTimeAsync(2 ** 31);
    expect(waiting.status).toBe('waiting');
    waiting.cancel();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('§4.8.7 what cannot be saved is refused, with the reason', async () => {
    const flow = createTriggerFlow<Asking>();
    const waits = flow.chunk('waits', ({ emit }) => emit('left', ''));
    flow.to(waits);
    flow.when('left').to(({ pauseFor }) => pauseFor('ask', 1));
    const execution = flow.createExecution();
    await expect(execution.save()).rejects.toMatchObject({ code: 'unsaved-execution' });
    execution.start([]).catch(() => undefined);
    await expect(execution.save()).rejects.toThrow(/in the middle of "waits"/);
    execution.cancel();
    await expect(execution.save()).rejects.toThrow(/is cancelled/);
  });

  test('§4.8.7 fields that are still being sent are sent first', async () => {
    const { waitFor, open } = gate();
    const flow = createTriggerFlow<Asking>();
    const bridge = flow.chunk('bridge', ({ emitFields }) => {
      void emitFields(events(), { 'tasks[*]': 'left' }, { concurrency: 1 });
    });
    flow.to(bridge);
    flow.when('left').to(({ pauseFor, value }) => pauseFor('ask', value));
    async function* events() {
      yield { type: 'done', path: 'tasks[0]', value: '0' } as never;
      await waitFor;
      yield { type: 'done', path: 'tasks[1]', value: '1' } as never;
    }
    const execution = flow.createExecution();
    execution.start([]).catch(() => undefined);
    await vi.waitFor(() => expect(execution.interrupts).toHaveLength(1));
    expect(execution.status).toBe('running');
    const saving = execution.save();
    open();
    expect((await saving).interrupts).toHaveLength(2);
    execution.cancel();
  });

  test('§4.8.4 what is no data is refused by its place', async () => {
    class Client {
      readonly isOpen = true;
    }
    const circle: unknown[] = [];
    circle.push(circle);
    for (const [value, message] of [
      [{ a: [new Client()] }, /^state\.odd\.a\[0\] is an object of a class/],
      [() => 1, /^state\.odd is a Function/],
      [new Map(), /^state\.odd is a Map/],
      [circle, /nested too deeply/],
    ] as const) {
      const flow = createTriggerFlow<Asking>();
      flow.to(({ state, pauseFor }) => {
        state.set('odd', value);
        return pauseFor('ask', 1);
      });
      const execution = flow.createExecution();
      execution.start([]).catch(() => undefined);
      const failure = await execution.save().catch((error: unknown) => error);
      expect(failure).toMatchObject({
        code: 'unsaved-value',
        message: expect.stringMatching(message),
      });
    }
  });

  test('§4.8.8 what was not saved here, or into another flow, is refused with its place', async () => {
    const snapshot = await saved();
    const refused = (given: unknown, flow = asking()) => {
      try {
        flow.loadExecution(given as FlowSnapshot);
      } catch (error) {
        return error;
      }
      throw new Error('it was loaded');
    };
    for (const [given, message] of [
      ['{', /is JSON/],
      [null, /`format` is missing/],
      [[], /`format` is missing/],
      [{ ...snapshot, format: 'x' }, /`format` is another/],
      [{ ...snapshot, version: 3 }, /`version` is not 4/],
      [{ ...snapshot, flow: 'other' }, /`flow` is not "asking"/],
      [{ ...snapshot, status: 'failed' }, /`status` is unknown/],
      [{ ...snapshot, scopes: [] }, /`scopes` is empty/],
      [{ ...snapshot, scopes: [...snapshot.scopes, snapshot.scopes[1]] }, /comes twice/],
      [
        { ...snapshot, interrupts: [{ ...snapshot.interrupts[0], id: '99' }] },
        /`interrupts\[0\].id`/,
      ],
      [{ ...snapshot, groups: [{ ...snapshot.groups[0], started: 9 }] }, /`groups\[0\].started`/],
    ] as const) {
      const failure = refused(given);
      expect(failure).toBeInstanceOf(FlowError);
      expect(failure).toMatchObject({
        code: 'invalid-snapshot',
        message: expect.stringMatching(message),
      });
    }
    expect(refused(snapshot, paused())).toMatchObject({
      message: expect.stringMatching(/which this flow has not/),
    });
  });

  test('§4.8.6 a signal that is aborted already lets nothing go on', async () => {
    const execution = asking().loadExecution(await saved(), { signal: AbortSignal.abort() });
    await expect(execution.result).rejects.toMatchObject({ code: 'cancelled' });
    expect(execution.interrupts).toEqual([]);
  });

  test('§4.10.5, §7.4.3 resources are not saved and are given again on load', async () => {
    const execution = asking().loadExecution(await saved());
    for (let status = await execution.idle(); status === 'waiting'; status = await execution.idle())
      for (const each of execution.interrupts) await execution.continueWith(each, 1);
    await expect(execution.result).rejects.toMatchObject({ cause: { code: 'missing-resource' } });
  });
});
