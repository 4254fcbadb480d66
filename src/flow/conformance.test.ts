import { describe, expect, test } from 'vitest';
import { createTriggerFlow } from './create-trigger-flow.js';
import { gate } from '../../tests/support/gate.js';

describe('§4.1 signals', () => {
  test('§4.1.1 an execution has the steps its flow had when it was made', async () => {
    const flow = createTriggerFlow<{ input: number; result: number }>();
    const seen: string[] = [];
    const first = flow.to(({ value }) => value + 1);
    first.end();
    const execution = flow.createExecution();
    flow.to(() => void seen.push('added later'));
    expect(await execution.start(1)).toBe(2);
    expect(seen).toEqual([]);
    expect(await flow.start(1)).toBe(2);
    expect(seen).toEqual(['added later']);
  });

  test('§4.1.2 emit returns when everything it set going is over', async () => {
    const flow = createTriggerFlow<{ events: { work: number; more: number }; result: string }>();
    const seen: string[] = [];
    flow
      .to(async ({ emit }) => {
        await emit('work', 1);
        seen.push('emitted');
        return seen.join(' ');
      })
      .end();
    flow.when('work').to(async ({ value, emitNowait }) => {
      await Promise.resolve();
      emitNowait('more', value);
      seen.push('worked');
    });
    flow.when('more').to(async () => {
      await Promise.resolve();
      seen.push('done more');
    });
    expect(await flow.start()).toBe('worked done more emitted');
  });

  test('§4.1.3, W34 emitNowait goes on at once, and the execution waits for what it set going', async () => {
    const flow = createTriggerFlow<{ events: { work: undefined }; result: string }>();
    const seen: string[] = [];
    flow
      .to(({ emitNowait }) => {
        emitNowait('work');
        seen.push('emitted');
        return seen.join(' ');
      })
      .end();
    flow.when('work').to(() => void seen.push('worked'));
    expect(await flow.start()).toBe('emitted');
    expect(seen).toEqual(['emitted', 'worked']);
  });

  test('§4.1.5 branches, choices and collections of items side by side stay apart', async () => {
    const flow = createTriggerFlow<{
      input: readonly number[];
      events: { left: number; right: number };
      result: unknown;
    }>();
    const { waitFor, open } = gate();
    const items = flow.forEach();
    items.when('left').collect('both', 'left');
    items.when('right').collect('both', 'right');
    items
      .batch({
        slow: async ({ value, emitNowait }) => {
          emitNowait('left', value);
          if (value === 1) await waitFor;
          else open();
          emitNowait('right', value);
          return value;
        },
        quick: ({ value }) => value,
      })
      .match({ mode: 'hitAll' })
      .case(({ slow, quick }) => slow === quick)
      .to(({ value }) => value.slow)
      .case(async ({ quick }) => (await waitFor, quick > 0))
      .to(({ value }) => value.quick)
      .endMatch();
    items
      .when({ collect: 'both' })
      .to(({ value }) => value)
      .endForEach()
      .end();
    expect(await flow.start([1, 2])).toEqual([
      { left: 1, right: 1 },
      { left: 2, right: 2 },
    ]);
  });

  test('§4.1.6 the start is no event, and an event may have its name', async () => {
    const flow = createTriggerFlow<{ input: number; events: { START: string } }>();
    const seen: unknown[] = [];
    flow.when('START').to(({ value }) => void seen.push(value));
    await flow.start(1);
    expect(seen).toEqual([]);
    flow.to(({ emitNowait }) => emitNowait('START', 'sent'));
    await flow.start(1);
    expect(seen).toEqual(['sent']);
  });

  test('§4.1.4 what follows a chunk runs side by side', async () => {
    const flow = createTriggerFlow<{ input: string }>();
    const { waitFor, open } = gate();
    const start = flow.to(({ value }) => value);
    start.to(() => waitFor);
    start.to(() => open());
    await expect(flow.start('x')).resolves.toBeUndefined();
  });
});

describe('§4.2 building', () => {
  test('§4.2.2 the same chunk behind the same trigger is one step', async () => {
    const flow = createTriggerFlow<{ input: number }>();
    const seen: string[] = [];
    const work = flow.chunk('work', ({ value }) => {
      seen.push('work');
      return value;
    });
    flow.to(work).to(() => void seen.push('left'));
    flow.to(work).to(() => void seen.push('right'));
    await flow.start(1);
    expect(seen).toEqual(['work', 'left', 'right']);
  });

  test('§4.2.1, W32 a chunk is named after its function, and needs no name', async () => {
    const flow = createTriggerFlow();
    const work = () => 1;
    expect(flow.chunk(work).name).toBe('work');
    expect(flow.chunk(work)).toBe(flow.chunk(work));
    expect(
      flow.chunk(
        (
          () => () =>
            1
        )(),
      ).name,
    ).toMatch(/^chunk-\d+$/);
    flow.chunk('named', work);
    expect(() => flow.chunk('named', () => 2)).toThrow(/two chunks with the name "named"/);
  });

  test('§4.2.4 a side branch leaves the value alone and is waited for', async () => {
    const flow = createTriggerFlow<{ input: number; result: number }>();
    const seen: number[] = [];
    flow
      .sideBranch(async ({ value }) => {
        await Promise.resolve();
        seen.push(value);
      })
      .to(({ value }) => value * 2)
      .end();
    expect(await flow.start(2)).toBe(4);
    expect(seen).toEqual([2]);
  });

  test('§4.2.20 a side branch may be a chunk or a chain, with groups and other flows in it', async () => {
    const flow = createTriggerFlow<{ input: number; result: number }>();
    const child = createTriggerFlow<{ input: number; stream: never; result: number }>();
    const seen: unknown[] = [];
    const note = ({ value }: { readonly value: unknown }) => void seen.push(value);
    child.to(({ value }) => value * 10).to(note);
    flow
      .sideBranch(flow.chunk('note', note))
      .sideBranch(
        flow
          .chain<number>()
          .batch({ one: ({ value }) => value + 1 })
          .to(note),
      )
      .sideBranch(flow.chain<number>().toSubFlow(child))
      .to(({ value }) => -value)
      .end();
    expect(await flow.start(2)).toBe(-2);
    expect(seen).toHaveLength(3);
    expect(seen).toEqual(expect.arrayContaining([2, { one: 3 }, 20]));
  });

  test('§4.2.3 to(chain) enters where the chain begins and goes on where it ends', async () => {
    const flow = createTriggerFlow<{ input: number; result: string }>();
    const twice = flow.chain<number>().to(({ value }) => value * 2);
    flow.to(twice.to(({ value }) => `${value}!`)).end();
    expect(await flow.start(2)).toBe('4!');
  });

  test('§4.2.5 when goes on from an event, a chunk or a key of the state', async () => {
    const flow = createTriggerFlow<{
      input: number;
      events: { seen: string };
      state: { key: number };
    }>();
    const seen: unknown[] = [];
    const work = flow.chunk('work', ({ value, emit, state }) => {
      state.set('key', value + 1);
      return emit('seen', 'event').then(() => 'chunk');
    });
    flow.to(work);
    flow.when('seen').to(({ value }) => void seen.push(value));
    flow.when(work).to(({ value }) => void seen.push(value));
    flow.when({ state: 'key' }).to(({ value }) => void seen.push(value));
    await flow.start(1);
    expect(seen).toEqual([2, 'event', 'chunk']);
  });

  test('§4.2.6, W29 and: each round takes its own partners, never those of a round before', async () => {
    const flow = createTriggerFlow<{ events: { a: string; b: string } }>();
    const rounds: unknown[] = [];
    flow.to(async ({ emitNowait }) => {
      emitNowait('a', 'A1');
      emitNowait('b', 'B1');
      emitNowait('a', 'A2');
      await Promise.resolve();
      emitNowait('b', 'B2');
      emitNowait('a', 'A3');
    });
    flow.when(['a', 'b']).to(async ({ value }) => {
      await Promise.resolve();
      rounds.push(value);
    });
    await expect(flow.start()).rejects.toMatchObject({
      code: 'stalled',
      waiting: [expect.stringMatching(/waits for event b/)],
    });
    expect(rounds).toEqual([{ event: { a: 'A1', b: 'B1' } }, { event: { a: 'A2', b: 'B2' } }]);
  });
});
