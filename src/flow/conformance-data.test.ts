import { describe, expect, test } from 'vitest';
import { createTriggerFlow } from './create-trigger-flow.js';
import type { ChunkData } from './chunk-data.js';

interface Types {
  readonly input: number;
  readonly events: { readonly go: number };
  readonly state: { list: readonly unknown[]; plan: Record<string, unknown>; n: number };
  readonly flowState: { total: number };
  readonly result: unknown;
}

/** Runs one chunk and gives what it returned. */
function run(work: (data: ChunkData<Types, number>) => unknown): Promise<unknown> {
  const flow = createTriggerFlow<Types>();
  flow.to(work).end();
  return flow.start(1);
}

describe('§4.3 what a chunk is given', () => {
  test('§4.3.1 its value, its name, ids that tell calls apart', async () => {
    const flow = createTriggerFlow<Types>();
    const ids = new Set<number>();
    const note = flow.chunk('note', ({ chunk, value, executionId, signalId }) => {
      ids.add(signalId);
      return { chunk, value, executionId };
    });
    flow
      .to(note)
      .sideBranch(({ signalId }) => void ids.add(signalId))
      .end();
    const execution = flow.createExecution();
    expect(await execution.start(7)).toEqual({
      chunk: 'note',
      value: 7,
      executionId: execution.id,
    });
    expect(ids.size).toBe(2);
    expect(flow.createExecution().id).not.toBe(execution.id);
  });

  test('§4.3.2, W27 set replaces: a list can shrink, an object lose a key', async () => {
    const result = await run(({ state }) => {
      state.set('list', [1, 2]);
      state.set('list', [3]);
      state.set('plan', { a: 1 });
      state.set('plan', { b: 2 });
      state.set('n', 0);
      state.delete('n');
      return [state.get('list'), state.get('plan'), state.has('n'), state.keys()];
    });
    expect(result).toEqual([[3], { b: 2 }, false, ['list', 'plan']]);
  });

  test('§4.3.2 merge merges: objects key by key, lists gain what they lack, the rest is replaced', async () => {
    const before = { a: { x: 1 }, list: [1, { y: 1 }], n: 1 };
    const result = await run(({ state }) => {
      state.set('plan', before);
      state.merge('plan', { a: { z: 2 }, list: [{ y: 1 }, 2], n: 2, ['__proto__x']: 3 });
      state.merge('list', [1]);
      return [state.get('plan'), state.get('list')];
    });
    expect(result).toEqual([
      { a: { x: 1, z: 2 }, list: [1, { y: 1 }, 2], n: 2, ['__proto__x']: 3 },
      [1],
    ]);
    expect(before).toEqual({ a: { x: 1 }, list: [1, { y: 1 }], n: 1 });
  });

  test('§4.3.13 delete takes what is there, whatever it is', async () => {
    const values = [0, '', false, null, undefined, [], {}];
    const result = await run(({ state }) =>
      values.map((value) => {
        state.set('list', [value]);
        state.set('plan', { value });
        state.set('n', value as number);
        for (const key of ['list', 'plan', 'n'] as const) state.delete(key);
        return state.keys().length;
      }),
    );
    expect(result).toEqual(values.map(() => 0));
  });

  test('§4.3.5 a hostile key is ordinary data', async () => {
    const plan = JSON.parse('{"__proto__":{"polluted":true}}') as Record<string, unknown>;
    const result = await run(({ state }) => {
      state.set('plan', {});
      state.merge('plan', plan);
      return [Object.keys(state.get('plan') ?? {}), Reflect.get({}, 'polluted')];
    });
    expect(result).toEqual([['__proto__'], undefined]);
  });

  test('§4.3.2 append adds to a copy; who holds the old list keeps it', async () => {
    const result = await run(({ state }) => {
      state.append('list', 1);
      const old = state.get('list');
      state.append('list', 2);
      return [old, state.get('list')];
    });
    expect(result).toEqual([[1], [1, 2]]);
  });

  test('§4.3.3 each change is a signal with the new value, and emit: false is silent', async () => {
    const flow = createTriggerFlow<Types>();
    const seen: unknown[] = [];
    flow.to(({ state }) => {
      state.set('n', 1);
      state.set('n', 2, { emit: false });
      state.merge('n', 3);
      state.delete('n');
      state.delete('n');
    });
    flow.when({ state: 'n' }).to(({ value }) => void seen.push(value));
    await flow.start(1);
    expect(seen).toEqual([1, 3, undefined]);
  });

  test('§4.3.4, W26 the state is of one execution, flowState of all that run', async () => {
    const flow = createTriggerFlow<Types & { events: { go: number } }>();
    const told: [string, unknown][] = [];
    let wake = () => {};
    flow
      .to(async ({ value, flowState, state }) => {
        const isAlone = state.get('n') === undefined;
        state.set('n', value);
        if (value === 1) await new Promise<void>((resolve) => (wake = resolve));
        else flowState.set('total', (flowState.get('total') ?? 0) + value);
        if (value === 3) wake();
        return isAlone;
      })
      .end();
    flow
      .when({ flowState: 'total' })
      .to(({ value, executionId }) => void told.push([executionId, value]));
    const [waiting, second, third] = [1, 2, 3].map(() => flow.createExecution());
    const first = waiting?.start(1);
    expect(await second?.start(2)).toBe(true);
    expect(await third?.start(3)).toBe(true);
    expect(await first).toBe(true);
    const of = (id: string | undefined) =>
      told.filter(([each]) => each === id).map(([, value]) => value);
    expect([of(waiting?.id), of(second?.id), of(third?.id)]).toEqual([[2, 5], [2], [5]]);
  });

  test('§1.4.5, §4.10.4, §7.4.1, §7.4.2 resources of an execution go before those of the flow; a missing one is named', async () => {
    const flow = createTriggerFlow<{
      resources: { db: string; mail: string; none: string };
      result: unknown;
    }>({ resources: { db: 'flow', mail: 'flow' } });
    const work = flow.chunk('work', ({ getResource, requireResource }) => [
      requireResource('db'),
      requireResource('mail'),
      getResource('none'),
    ]);
    flow
      .to(work)
      .to(({ value, requireResource }) => value[2] ?? requireResource('none'))
      .end();
    expect(await flow.start(undefined, { resources: { none: 'x' } })).toBe('x');
    const failure = flow.start(undefined, { resources: { db: 'own' } });
    await expect(failure).rejects.toMatchObject({
      cause: { code: 'missing-resource', message: expect.stringContaining('there are: db, mail') },
    });
  });

  test('§4.10.8 a resource that is set is there for what asks later, and for sub flows that are handed its name', async () => {
    interface Types {
      input: string;
      stream: never;
      resources: { client: string; other: string };
      result: unknown;
    }
    const child = createTriggerFlow<Types>({ resources: { client: 'own', other: 'own' } });
    child
      .to(({ setResource, requireResource }) => {
        const handed = [requireResource('client'), requireResource('other')];
        setResource('client', 'of the sub flow');
        return [...handed, requireResource('client')];
      })
      .end();
    const flow = createTriggerFlow<Types>({ resources: { client: 'flow' } });
    flow
      .to(({ value, setResource, getResource }) => {
        const before = getResource('client');
        setResource('client', value);
        return [before, getResource('client')];
      })
      .ifCondition((_, { getResource }) => getResource('client') === 'opened')
      .to(({ value, setResource, getResource }) => {
        setResource('other', 'not handed on');
        return [...value, getResource('client')].join();
      })
      .elseCondition()
      .to(() => 'no')
      .endCondition()
      .toSubFlow(child, {
        resources: ['client'],
        writeBack: (result, { value, getResource }) => [value, result, getResource('client')],
      })
      .end();
    const expected = ['flow,opened,opened', ['opened', 'own', 'of the sub flow'], 'opened'];
    expect(await flow.start('opened')).toEqual(expected);
    expect(await flow.start('opened', { resources: { client: 'flow' } })).toEqual(expected);
  });

  test('§4.10.8 undefined takes a resource away, for sub flows as well', async () => {
    interface Types {
      input: number;
      stream: never;
      resources: { client: string; other: string };
      result: string;
    }
    const child = createTriggerFlow<Types>({ resources: { client: 'own' } });
    child.to(({ requireResource }) => requireResource('client')).end();
    const flow = createTriggerFlow<Types>({ resources: { client: 'flow', other: 'flow' } });
    flow
      .to(({ value, setResource }) => {
        setResource('client', undefined);
        return value;
      })
      .toSubFlow(child, { resources: ['client'] })
      .ifCondition((_, { getResource }) => getResource('other') === undefined)
      .to(({ requireResource }) => requireResource('client'))
      .endCondition()
      .end();
    expect(await flow.start(1)).toBe('own');
    const execution = flow.createExecution();
    execution.setResource('other', undefined);
    await expect(execution.start(1)).rejects.toMatchObject({
      cause: { code: 'missing-resource', message: expect.stringContaining('there are: none') },
    });
  });

  test('§4.10.8 an execution is given resources from outside, before its start and while it waits; none is saved', async () => {
    const flow = createTriggerFlow<{
      resources: { client: string };
      interrupts: { ask: { payload: undefined; answer: string } };
      result: unknown;
    }>();
    const look = flow.chunk('look', ({ requireResource }) => requireResource('client'));
    const ask = flow.chunk('ask', ({ pauseFor }) => pauseFor('ask', undefined));
    const late = flow.chunk('late', ({ getResource }) => getResource('client'));
    flow.to(look).to(ask).to(late).end();
    const execution = flow.createExecution();
    execution.setResource('client', 'first');
    const result = execution.start(undefined);
    await execution.idle();
    const saved = await execution.save();
    execution.setResource('client', 'second');
    await execution.continueWith('1', '');
    expect(await result).toBe('second');
    const again = flow.loadExecution(saved);
    await again.continueWith('1', '');
    expect(await again.result).toBe(undefined);
  });

  test('§4.10.8 a name that is no string is refused, and so is a chunk that is over', async () => {
    const flow = createTriggerFlow<{ resources: { client: string }; result: unknown }>();
    const kept: ((name: 'client', value: string) => void)[] = [];
    flow.to(({ setResource }) => void kept.push(setResource)).end();
    const execution = flow.createExecution();
    expect(() => execution.setResource(5 as never, 'x' as never)).toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    );
    await execution.start();
    expect(() => kept[0]?.('client', 'x')).toThrow(
      expect.objectContaining({ code: 'ended-chunk' }),
    );
  });

  test('§4.2.14 end keeps the first value, setResult sets what it is given', async () => {
    const flow = createTriggerFlow<{ input: number; result: unknown }>();
    flow.to(() => ({ a: 1 })).end();
    flow.to(() => ({ b: 1 })).end();
    expect(await flow.start(1)).toEqual({ a: 1 });
    flow.to(({ setResult }) => {
      setResult({ c: 1 });
      setResult({ d: 1 });
    });
    expect(await flow.start(1)).toEqual({ d: 1 });
  });

  test('§4.3.6 a chunk that has returned can send nothing any more', async () => {
    const flow = createTriggerFlow<{ events: { late: undefined }; result: unknown }>();
    let late = () => {};
    flow
      .to(({ emitNowait }) => {
        late = () => emitNowait('late');
      })
      .end();
    await flow.start();
    expect(late).toThrow(expect.objectContaining({ code: 'ended-chunk' }));
  });
});

describe('§4.2 loops', () => {
  test('§4.2.15 a loop by emit ends when it emits no more', async () => {
    const flow = createTriggerFlow<{ input: number; events: { turn: number }; result: number }>();
    flow.to(({ value, emitNowait }) => emitNowait('turn', value));
    flow
      .when('turn')
      .ifCondition((value) => value < 5)
      .to(({ value, emitNowait }) => emitNowait('turn', value + 1))
      .elseCondition()
      .end();
    expect(await flow.start(0)).toBe(5);
  });

  test('§4.2.15 a loop by awaited emits ends inside out', async () => {
    const flow = createTriggerFlow<{
      input: number;
      events: { turn: number };
      result: readonly number[];
    }>();
    const order: number[] = [];
    const turn = flow.chunk('turn', async ({ value, emit }) => {
      if (value < 3) await emit('turn', value + 1);
      order.push(value);
    });
    flow
      .to(turn)
      .to(() => order)
      .end();
    flow.when('turn').to(turn);
    expect(await flow.start(0)).toEqual([3, 2, 1, 0]);
  });
});
