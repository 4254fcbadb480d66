import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gate } from '../../tests/support/gate.js';
import { createTriggerFlow } from './create-trigger-flow.js';
import { FlowError } from './error.js';

interface Types {
  input: number;
  events: { task: number; other: number };
  state: { key: number };
  result: unknown;
}

/** So many turns of everything else. */
async function turns(count = 5): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe('limits of what waits for a step', () => {
  test('§4.4.10 emitNowait is refused while as many wait as may, and sends again when there is room', async () => {
    const { waitFor, open } = gate();
    const worked: number[] = [];
    const flow = createTriggerFlow<Types>();
    flow
      .to(async ({ emitNowait }) => {
        const outcomes: unknown[] = [];
        const send = (value: number) => {
          try {
            emitNowait('task', value);
            outcomes.push(value);
          } catch (error) {
            outcomes.push(error instanceof FlowError ? error.code : error);
          }
        };
        for (let value = 0; value < 6; value++) send(value);
        await turns();
        send(6);
        open();
        await turns();
        for (let value = 7; value < 12; value++) send(value);
        return outcomes;
      })
      .end();
    flow.when('task').to(
      async ({ value }) => {
        worked.push(value);
        await waitFor;
      },
      { concurrency: 2, maxQueued: 1 },
    );
    const full = 'queue-full';
    expect(await flow.start(0)).toEqual([0, 1, 2, full, full, full, full, 7, 8, 9, full, full]);
    expect(worked).toEqual([0, 1, 2, 7, 8, 9]);
  });

  test('§4.4.10 the chunk that sent too much fails, if it does not catch it', async () => {
    const flow = createTriggerFlow<Types>();
    flow.to(
      flow.chunk('flood', ({ emitNowait }) => {
        for (let value = 0; value < 3; value++) emitNowait('task', value);
      }),
    );
    flow.when('task').to(({ value }) => value, { concurrency: 1, maxQueued: 0 });
    await expect(flow.start(0)).rejects.toMatchObject({
      code: 'chunk-failed',
      chunk: 'flood',
      cause: { code: 'queue-full' },
    });
  });

  test('§4.4.10 emit waits for room, in its order, and then for all it set going', async () => {
    const order: string[] = [];
    const flow = createTriggerFlow<Types>();
    let running = 0;
    flow
      .to(async ({ emit }) => {
        await Promise.all(
          Array.from({ length: 20 }, async (_, value) => {
            await emit('task', value);
            order.push(`over ${value}`);
          }),
        );
        return order;
      })
      .end();
    flow.when('task').to(
      async ({ value }) => {
        expect(++running).toBeLessThanOrEqual(2);
        order.push(`begin ${value}`);
        await turns(1);
        running--;
      },
      { concurrency: 2, maxQueued: 3 },
    );
    const seen = (await flow.start(0)) as readonly string[];
    const begun = seen.filter((each) => each.startsWith('begin'));
    expect(begun).toEqual(Array.from({ length: 20 }, (_, value) => `begin ${value}`));
    expect(seen.filter((each) => each.startsWith('over'))).toHaveLength(20);
  });

  test('§4.4.10 a chunk that awaits its own kind behind a full queue goes on', async () => {
    const flow = createTriggerFlow<Types>();
    let worked = 0;
    flow
      .to(({ emit }) => emit('task', 6))
      .to(() => worked)
      .end();
    flow.when('task').to(
      async ({ value, emit }) => {
        worked++;
        if (value > 0) await Promise.all([emit('task', value - 1), emit('task', value - 1)]);
      },
      { concurrency: 1, maxQueued: 1 },
    );
    expect(await flow.start(0)).toBe(2 ** 7 - 1);
  });

  test('§4.4.10 one full step of several keeps an event from all, so that nothing is half sent', async () => {
    const { waitFor, open } = gate();
    const flow = createTriggerFlow<Types>();
    const seen: number[] = [];
    flow.to(async ({ emitNowait, emit }) => {
      emitNowait('task', 1);
      await turns();
      expect(() => emitNowait('task', 2)).toThrow(/As many wait for the event "task"/);
      const sent = emit('task', 3);
      emitNowait('other', 4);
      await turns();
      expect(seen).toEqual([1, 4]);
      expect(() => emitNowait('task', 5)).toThrow(FlowError);
      open();
      await sent;
      expect(seen).toEqual([1, 4, 3]);
    });
    flow.when('task').to(() => waitFor, { concurrency: 1, maxQueued: 0 });
    flow.when(['task', 'other'], 'simpleOr').to(({ value }) => void seen.push(value));
    await flow.start(0);
  });

  test('§4.4.10 who waits for room is given up with what it is part of', async () => {
    const flow = createTriggerFlow<Types>();
    flow.to(async ({ emit, signal }) => {
      const all = [1, 2, 3].map((value) => emit('task', value));
      await Promise.all(all).catch(() => undefined);
      expect(signal.aborted).toBe(true);
    });
    flow
      .when('task')
      .to(({ signal }) => new Promise((resolve) => signal.addEventListener('abort', resolve)), {
        concurrency: 1,
        maxQueued: 0,
      });
    const execution = flow.createExecution();
    const result = execution.start(0);
    await turns();
    execution.cancel('enough');
    await expect(result).rejects.toMatchObject({ code: 'cancelled' });
    const failing = createTriggerFlow<Types>();
    failing
      .to(async ({ emit }) => {
        await emit('other', 0).catch(() => undefined);
        await emit('task', 9);
        return 'went on';
      })
      .end();
    failing.when('other').to(async ({ emit, emitNowait }) => {
      emitNowait('task', 1);
      await Promise.all([emit('task', 2), emit('task', 3)]);
    });
    failing.when('task').to(
      async ({ value }) => {
        await turns(1);
        if (value === 1) throw new Error('no');
      },
      { concurrency: 1, maxQueued: 0 },
    );
    expect(await failing.start(0)).toBe('went on');
  });

  test('§4.4.10 whatever is sent, by whichever way, is done once or refused, and never more wait than may', async () => {
    const sends = fc.array(fc.record({ isAwaited: fc.boolean(), pause: fc.nat({ max: 2 }) }), {
      maxLength: 25,
    });
    const limits = fc.record({
      concurrency: fc.integer({ min: 1, max: 3 }),
      maxQueued: fc.nat({ max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(
        sends,
        limits,
        fc.integer({ min: 1, max: 4 }),
        async (list, options, concurrency) => {
          const done: number[] = [];
          const refused = new Set<number>();
          const flow = createTriggerFlow<Types>();
          flow.to(async ({ emit, emitNowait }) => {
            const all: Promise<void>[] = [];
            for (const [index, { isAwaited, pause }] of list.entries()) {
              if (isAwaited) all.push(emit('task', index));
              else {
                try {
                  emitNowait('task', index);
                } catch {
                  refused.add(index);
                }
              }
              await turns(pause);
            }
            await Promise.all(all);
          });
          flow.when('task').to(async ({ value }) => {
            await turns(value % 3);
            done.push(value);
          }, options);
          await flow.start(0, { concurrency });
          const expected = list.map((_, index) => index).filter((index) => !refused.has(index));
          expect(done.toSorted((one, other) => one - other)).toEqual(expected);
          expect([...refused].every((index) => list[index]?.isAwaited === false)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('§4.4.10 who awaits several emits that are over already takes one place again, not one for each', async () => {
    const flow = createTriggerFlow<Types>();
    flow
      .to(async ({ emit, emitNowait }) => {
        const all = [0, 1, 2].map((value) => emit('task', value));
        await turns();
        for (const value of [3, 4, 5]) emitNowait('task', value);
        await Promise.all(all);
        return 'all';
      })
      .end();
    flow.when('task').to(({ value }) => turns(value % 3), { concurrency: 2 });
    expect(await flow.start(0, { concurrency: 2 })).toBe('all');
  });

  test('§4.4.10 other ways than events wait in any number', async () => {
    const flow = createTriggerFlow<Types>();
    const work = flow.chunk('work', ({ value }: { value: number }) => value);
    flow
      .to(() => [1, 2, 3, 4])
      .forEach()
      .to(work, { concurrency: 1, maxQueued: 0 })
      .endForEach()
      .end();
    expect(await flow.start(0)).toEqual([1, 2, 3, 4]);
  });

  test('§4.4.10 what is no limit is refused, and so is one without a concurrency', () => {
    const flow = createTriggerFlow<Types>();
    for (const options of [
      { maxQueued: 5 },
      { concurrency: 1, maxQueued: -1 },
      { concurrency: 1, maxQueued: 1.5 },
      { concurrency: 1, maxQueued: '1' },
      { maxQueue: 5 },
    ]) {
      expect(() => flow.to(() => 1, options as never)).toThrow(
        expect.objectContaining({ code: 'invalid-option' }) as Error,
      );
    }
    const chain = flow.chain<number>();
    expect(() => flow.to(chain, { concurrency: 1, maxQueued: 1 })).toThrow(FlowError);
    const work = flow.chunk('work', () => 1);
    flow.to(work, { concurrency: 1, maxQueued: 1 });
    expect(() => flow.to(work, { concurrency: 1 })).toThrow(
      /two values of concurrency or maxQueued/,
    );
    expect(flow.describe().nodes).toContainEqual({
      id: '2',
      kind: 'chunk',
      name: 'work',
      concurrency: 1,
      maxQueued: 1,
    });
  });
});
