import { describe, expect, test } from 'vitest';
import { gate } from '../../tests/support/gate.js';
import { createTriggerFlow } from './create-trigger-flow.js';
import type { DataOf } from './trigger-flow.js';

describe('§4.2 when', () => {
  test('§4.2.6 and: what comes twice before its partner counts with its last value', async () => {
    const flow = createTriggerFlow<{ events: { a: number; b: number }; result: unknown }>();
    flow.to(({ emitNowait }) => {
      emitNowait('a', 1);
      emitNowait('a', 2);
      emitNowait('b', 3);
    });
    flow.when(['a', 'b']).end();
    expect(await flow.start()).toEqual({ event: { a: 2, b: 3 } });
  });

  test('§4.2.6 and: joins events, chunks and keys of the state', async () => {
    const flow = createTriggerFlow<{
      events: { go: string };
      state: { key: number };
      flowState: { shared: number };
      result: unknown;
    }>();
    const work = flow.chunk('work', ({ state, flowState, emitNowait }) => {
      state.set('key', 1);
      flowState.set('shared', 2);
      emitNowait('go', 'x');
      return true;
    });
    flow.to(work);
    flow.when({ event: ['go'], chunk: [work], state: ['key'], flowState: ['shared'] }).end();
    expect(await flow.start()).toEqual({
      event: { go: 'x' },
      chunk: { work: true },
      state: { key: 1 },
      flowState: { shared: 2 },
    });
  });

  test('§4.2.7 or goes on with what came and its name, simpleOr with the plain value', async () => {
    const flow = createTriggerFlow<{ events: { a: number; b: string } }>();
    const seen: unknown[] = [];
    flow.to(({ emitNowait }) => {
      emitNowait('b', 'x');
      emitNowait('a', 1);
    });
    flow.when(['a', 'b'], 'or').to(({ value }) => void seen.push(value));
    flow.when(['a', 'b'], 'simpleOr').to(({ value }) => void seen.push(value));
    await flow.start();
    expect(seen).toHaveLength(4);
    expect(seen).toEqual(
      expect.arrayContaining([
        { kind: 'event', name: 'b', value: 'x' },
        'x',
        { kind: 'event', name: 'a', value: 1 },
        1,
      ]),
    );
  });

  test('§4.1.5 and: items of a group do not take the partners of one another', async () => {
    const flow = createTriggerFlow<{
      input: readonly number[];
      events: { a: number; b: number };
      result: unknown;
    }>();
    const { waitFor, open } = gate();
    flow
      .forEach()
      .to(async ({ value, emitNowait }) => {
        emitNowait('a', value);
        if (value === 1) await waitFor;
        else open();
        emitNowait('b', value);
      })
      .when(['a', 'b'])
      .to(({ value }) => value.event)
      .endForEach()
      .end();
    expect(await flow.start([1, 2])).toEqual([
      { a: 1, b: 1 },
      { a: 2, b: 2 },
    ]);
  });
});

test('§4.2.6, §7.3.3 executions of one flow do not take the partners of one another', async () => {
  const flow = createTriggerFlow<{
    input: 'a' | 'b';
    events: { a: string; b: string };
    result: unknown;
  }>();
  flow.to(({ value, emitNowait }) => emitNowait(value, value));
  flow
    .when(['a', 'b'])
    .batch({ both: ({ value }) => value })
    .end();
  const ends = await Promise.allSettled([flow.start('a'), flow.start('b')]);
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(ends).toMatchObject([{ reason: { code: 'stalled' } }, { reason: { code: 'stalled' } }]);
});

describe('§4.2 batch', () => {
  test('§4.2.8 all chunks get the same value, at once, and their results have their names', async () => {
    const flow = createTriggerFlow<{ input: number; result: unknown }>();
    const { waitFor, open } = gate();
    const slow = flow.chunk('slow', async ({ value }) => {
      await waitFor;
      return value;
    });
    const quick = flow.chunk('quick', ({ value }) => {
      open();
      return -value;
    });
    flow.batch([slow, quick]).end();
    expect(await flow.start(1)).toEqual({ slow: 1, quick: -1 });
  });

  test('§4.2.8, W32 branches of one name are refused, and stay apart under names of their own', async () => {
    const flow = createTriggerFlow<{ input: number; result: unknown }>();
    const one = flow.chunk((data) => data.value + 1);
    expect(() => flow.batch([one, one])).toThrow(/batch\(\{ left: work, right: work \}\)/);
    flow.batch({ left: one, right: one, constructor: one, last: ({ value }) => value }).end();
    expect(await flow.start(1)).toEqual({ left: 2, right: 2, constructor: 2, last: 1 });
  });

  test('§4.2.8 concurrency bounds the branches', async () => {
    const flow = createTriggerFlow<{ input: number; result: unknown }>();
    const busy = load();
    flow.batch({ a: busy.work, b: busy.work, c: busy.work }, { concurrency: 2 }).end();
    await flow.start(1);
    expect(busy.peak()).toBe(2);
  });
});

describe('§4.2 forEach', () => {
  test('§4.2.9 results keep the order of the items, whichever is ready first', async () => {
    const flow = createTriggerFlow<{ input: readonly string[]; result: readonly string[] }>();
    const { waitFor, open } = gate();
    flow
      .forEach()
      .to(async ({ value }) => {
        if (value === 'a') await waitFor;
        else open();
        return value.toUpperCase();
      })
      .endForEach()
      .end();
    expect(await flow.start(['a', 'b'])).toEqual(['A', 'B']);
  });

  test('§4.2.10, W32 an empty list completes', async () => {
    const flow = createTriggerFlow<{ input: readonly number[]; result: readonly number[] }>();
    flow
      .forEach()
      .to(({ value }) => value)
      .endForEach()
      .end();
    expect(await flow.start([])).toEqual([]);
  });

  test.each([['text'], [{ a: 1 }], [5], [null]])('§4.2.9 %o is one item', async (input) => {
    const flow = createTriggerFlow<{ input: unknown; result: unknown }>();
    flow.forEach().endForEach().end();
    expect(await flow.start(input)).toEqual([input]);
  });

  test('§4.2.9 nested lists come back nested', async () => {
    const flow = createTriggerFlow<{
      input: readonly (readonly number[])[];
      result: readonly (readonly number[])[];
    }>();
    flow
      .forEach()
      .forEach()
      .to(async ({ value }) => value * 2)
      .endForEach()
      .endForEach()
      .end();
    expect(await flow.start([[1, 2], [], [3]])).toEqual([[2, 4], [], [6]]);
  });

  test('§4.2.9 concurrency bounds the items, with all that follows in each', async () => {
    const flow = createTriggerFlow<{ input: readonly number[]; result: unknown }>();
    const busy = load();
    flow
      .forEach({ concurrency: 3 })
      .to(() => 1)
      .to(busy.work)
      .endForEach()
      .end();
    await flow.start([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(busy.peak()).toBe(3);
  });

  test('§4.2.9 a loop inside an item counts with its last value', async () => {
    const flow = createTriggerFlow<{
      input: readonly number[];
      events: { again: number };
      result: readonly number[];
    }>();
    const halve = flow.chunk('halve', ({ value, emitNowait }: DataOf<typeof flow, number>) => {
      if (value > 1) emitNowait('again', value / 2);
      return value;
    });
    const items = flow.forEach();
    items.when('again').to(halve);
    items.to(halve).when(halve).endForEach().end();
    expect(await flow.start([8, 4])).toEqual([1, 1]);
  });

  test('§4.2.9 an item that ends on its way is named when the execution stalls for it', async () => {
    const flow = createTriggerFlow<{
      input: readonly number[];
      events: { odd: number };
      result: readonly number[];
    }>();
    flow
      .forEach()
      .to(({ value, emitNowait }) => {
        if (value % 2 === 1) emitNowait('odd', value);
      })
      .when('odd')
      .to(({ value }) => value)
      .endForEach()
      .end();
    await expect(flow.start([1, 2, 3])).rejects.toMatchObject({
      code: 'stalled',
      waiting: [expect.stringMatching(/^forEach-\d+ has the values of 2 of 3 items/)],
    });
  });

  test('§4.2.9 the end of a group is out of reach from outside of it', async () => {
    const flow = createTriggerFlow<{ input: readonly number[]; events: { x: number } }>();
    flow.to(({ emitNowait, value }) => {
      emitNowait('x', 1);
      return value;
    });
    flow.forEach().when('x').endForEach();
    await expect(flow.start([1])).rejects.toMatchObject({ code: 'stray-signal' });
  });
});

describe('§4.2 match', () => {
  const kinds = (mode: 'hitFirst' | 'hitAll') => {
    const flow = createTriggerFlow<{ input: number; result: unknown }>();
    flow
      .match({ mode })
      .case(1)
      .to(() => 'one')
      .case(async (value) => value > 1)
      .to(async () => 'many')
      .case((value) => value % 3 === 0 && 'truthy')
      .to(() => 'third')
      .endMatch()
      .end();
    return flow;
  };

  test.each([
    ['hitFirst', 1, 'one'],
    ['hitFirst', 3, 'many'],
    ['hitFirst', -3, 'third'],
    ['hitFirst', -1, -1],
    ['hitAll', 1, ['one']],
    ['hitAll', 3, ['many', 'third']],
    ['hitAll', -1, -1],
  ] as const)(
    '§4.2.11, W32 %s of %d is %j; conditions may be async and truthy',
    async (mode, value, result) => {
      expect(await kinds(mode).start(value)).toEqual(result);
    },
  );

  test('§4.2.11 caseElse takes what fits no case', async () => {
    const flow = createTriggerFlow<{ input: string; result: string }>();
    flow
      .match()
      .case('a')
      .to(() => 'first')
      .caseElse()
      .to(({ value }) => `not ${value}`)
      .endMatch()
      .end();
    expect(await flow.start('a')).toBe('first');
    expect(await flow.start('b')).toBe('not b');
  });

  test('§4.2.12 if, elif and else are a match by other names', async () => {
    const flow = createTriggerFlow<{ input: number; result: string }>();
    flow
      .ifCondition((value) => value > 10)
      .to(() => 'big')
      .elifCondition((value) => value > 5)
      .to(() => 'middle')
      .elseCondition()
      .to(() => 'small')
      .endCondition()
      .end();
    expect(await Promise.all([11, 6, 1].map((value) => flow.start(value)))).toEqual([
      'big',
      'middle',
      'small',
    ]);
  });

  test('§4.10.6, §7.4.4 conditions see the resources, and one that throws fails by the name of its match', async () => {
    const flow = createTriggerFlow<{
      input: number;
      resources: { limit: number };
      result: boolean;
    }>();
    flow
      .ifCondition((value, data) => value > data.requireResource('limit'))
      .to(() => true)
      .elseCondition()
      .to(() => false)
      .endCondition()
      .end();
    expect(await flow.start(3, { resources: { limit: 2 } })).toBe(true);
    await expect(flow.start(3)).rejects.toMatchObject({
      code: 'chunk-failed',
      chunk: expect.stringMatching(/^match-/),
      cause: { code: 'missing-resource' },
    });
  });
});

describe('§4.2 collect', () => {
  const build = (mode: 'filledAndUpdate' | 'filledThenEmpty') => {
    const flow = createTriggerFlow<{ events: { a: number; b: number } }>();
    const seen: unknown[] = [];
    flow.to(async ({ emit }) => {
      await emit('a', 1);
      await emit('b', 2);
      await emit('a', 3);
      await emit('b', 4);
    });
    flow.when('a').collect('both', 'left', { mode });
    flow.when('b').collect('both', 'right', { mode });
    flow.when({ collect: 'both' }).to(({ value }) => void seen.push(value));
    return { flow, seen };
  };

  test('§4.2.13, W32 branches under different roots join, and go on with each later value', async () => {
    const { flow, seen } = build('filledAndUpdate');
    await flow.start();
    expect(seen).toEqual([
      { left: 1, right: 2 },
      { left: 3, right: 2 },
      { left: 3, right: 4 },
    ]);
  });

  test('§4.2.13 filledThenEmpty starts over', async () => {
    const { flow, seen } = build('filledThenEmpty');
    await flow.start();
    expect(seen).toEqual([
      { left: 1, right: 2 },
      { left: 3, right: 4 },
    ]);
  });

  test('§4.2.13 branches of one name, and of two modes, are refused', () => {
    const flow = createTriggerFlow();
    flow.collect('x', 'a');
    expect(() => flow.collect('x', 'a')).toThrow(/two branches with the name "a"/);
    expect(() => flow.collect('x', 'b', { mode: 'filledThenEmpty' })).toThrow(/two modes/);
  });
});

describe('§4.2 a flow that is built wrongly', () => {
  test.each([
    ['an open forEach', (flow) => void flow.forEach(), /forEach-\d+ was never closed/],
    ['a match without a case', (flow) => void flow.match(), /match-\d+ has no case/],
  ] satisfies [string, (flow: ReturnType<typeof createTriggerFlow>) => void, RegExp][])(
    '§4.2.17 is refused before it runs: %s',
    (_, build, message) => {
      const flow = createTriggerFlow({ name: 'mine' });
      build(flow);
      expect(() => flow.createExecution()).toThrow(message);
      expect(() => flow.start()).toThrow(/^mine: /);
    },
  );

  test.each([
    ['endForEach', /does not stand directly in a forEach/],
    ['case', /does not stand directly in a match/],
    ['endMatch', /does not stand directly in a match/],
    ['when', /when takes an event's name/],
    ['chunk', /chunk\(\) takes a function/],
    ['to', /to\(\) takes a chunk/],
  ])('§4.2.17 plain JavaScript is told what %s takes', (name, message) => {
    const flow: object = createTriggerFlow();
    const call: unknown = Reflect.get(flow, name);
    expect(() => typeof call === 'function' && call.call(flow, 5)).toThrow(message);
  });

  test('§4.2.17 what is refused leaves nothing behind', async () => {
    const outcomeOf = (isWrong: boolean) => {
      const flow = createTriggerFlow<{ input: number; result: unknown }>({ name: 'mine' });
      const first = flow.match({ mode: 'hitAll' }).case(1);
      const other = first.caseElse();
      if (isWrong) expect(() => other.caseElse()).toThrow(/two branches for what fits no case/);
      first.endMatch().end();
      if (isWrong) expect(() => other.endMatch()).toThrow(/closed already/);
      return flow.start(2).catch(({ message }: Error) => message);
    };
    expect(await outcomeOf(true)).toBe(await outcomeOf(false));
    expect(await outcomeOf(false)).toMatch(/^An execution of mine has nothing left to do/);
  });

  test('§4.2.17 a step right behind match(), and a group closed twice, are refused', () => {
    const flow = createTriggerFlow<{ input: number[] }>();
    const head: object = flow.match();
    const to: unknown = Reflect.get(head, 'to');
    expect(() => typeof to === 'function' && to.call(head, () => 1)).toThrow(/begin a case first/);
    const items = flow.forEach();
    items.endForEach();
    expect(() => items.endForEach()).toThrow(/closed already/);
  });
});

/** Work that counts how much of it is going on at once. */
function load() {
  let now = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++now);
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    now--;
  };
  return { work, peak: () => most };
}
