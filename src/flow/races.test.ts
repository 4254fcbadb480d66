import { getEventListeners } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import { gate } from '../../tests/support/gate.js';
import type { InstantEvent } from '../protocol/index.js';
import { createTriggerFlow } from './create-trigger-flow.js';

const done = (path: string, value: unknown) =>
  ({ type: 'done', path, value, isComplete: true }) as InstantEvent;

async function* items(count: number): AsyncGenerator<InstantEvent> {
  for (let index = 0; index < count; index++) yield done(`items[${index}]`, index);
}

/** Lets everything that needs no timer happen. */
async function settle() {
  for (let turn = 0; turn < 200; turn++) await Promise.resolve();
}

describe('fields that wait for their turn', () => {
  test('are given up with the execution: none begins after a cancel', async () => {
    const { waitFor, open } = gate();
    const begun: unknown[] = [];
    const flow = createTriggerFlow<{ events: { item: unknown } }>();
    flow.to(({ emitFields }) => emitFields(items(5), { 'items[*]': 'item' }, { concurrency: 1 }));
    flow.when('item').to(({ value }) => {
      begun.push(value);
      return waitFor;
    });
    const execution = flow.createExecution();
    execution.start().catch(() => undefined);
    await vi.waitFor(() => expect(begun).toEqual([0]));
    execution.cancel();
    open();
    await settle();
    expect(begun).toEqual([0]);
  });

  test('are given up with their emitFields, whose failure is caught', async () => {
    const { waitFor, open } = gate();
    const begun: unknown[] = [];
    const flow = createTriggerFlow<{ events: { item: unknown }; result: string }>();
    flow
      .to(async ({ emitFields }) => {
        try {
          await emitFields(items(6), { 'items[*]': 'item' }, { concurrency: 2 });
        } catch {
          open();
        }
        return 'caught';
      })
      .end();
    flow.when('item').to(async ({ value }) => {
      begun.push(value);
      await settle();
      if (value === 1) throw new Error('no');
      await waitFor;
    });
    expect(await flow.start()).toBe('caught');
    await settle();
    expect(begun).toEqual([0, 1]);
  });

  test('wait as well for the limit of who takes them, in their order', async () => {
    const { waitFor, open } = gate();
    const seen: unknown[] = [];
    const sent: unknown[] = [];
    const flow = createTriggerFlow<{ events: { item: unknown } }>();
    flow.to(({ emitFields }) => emitFields(items(20), { 'items[*]': 'item' }, { concurrency: 20 }));
    flow.when('item').to(
      async ({ value }) => {
        await waitFor;
        seen.push(value);
      },
      { concurrency: 1, maxQueued: 2 },
    );
    const observer = { onSignal: ({ value }: { value: unknown }) => void sent.push(value) };
    const result = flow.start(undefined, { observers: [observer] });
    await settle();
    // One is at work, two wait.
    expect(sent).toEqual([0, 1, 2]);
    open();
    await result;
    expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => index));
    expect(sent).toEqual(seen);
  });
});

describe('a chunk that is not wanted any more', () => {
  test('changes no state, of its execution or of all', async () => {
    const { waitFor, open } = gate();
    const flow = createTriggerFlow<{
      state: { own: number };
      flowState: { all: number };
      result: unknown;
    }>();
    const refused: string[] = [];
    flow.to(async ({ state, flowState }) => {
      await waitFor;
      for (const change of [
        () => state.set('own', 1),
        () => state.set('own', 1, { emit: false }),
        () => flowState.append('all', 1, { emit: false }),
        () => flowState.delete('all'),
      ]) {
        try {
          change();
        } catch (error) {
          refused.push(String(error instanceof Error && 'code' in error ? error.code : error));
        }
      }
    });
    const execution = flow.createExecution();
    execution.start().catch(() => undefined);
    await settle();
    execution.cancel();
    open();
    await settle();
    expect(refused).toEqual(['cancelled', 'cancelled', 'cancelled', 'cancelled']);
  });
});

describe('a chunk that awaits an emit', () => {
  test('hears of a cancel, also while its place is taken by one that does not look', async () => {
    const heard: unknown[] = [];
    const flow = createTriggerFlow<{ events: { quick: undefined; stuck: undefined } }>();
    const began = gate();
    const patient = flow.chunk('patient', async ({ emit, emitNowait }) => {
      try {
        const quick = emit('quick');
        emitNowait('stuck');
        await quick;
      } catch (error) {
        heard.push(error);
      }
    });
    flow.to(patient);
    flow.when('quick').to(() => undefined);
    flow.when('stuck').to(() => {
      began.open();
      return new Promise(() => {});
    });
    const execution = flow.createExecution({ concurrency: 1 });
    execution.start().catch(() => undefined);
    await began.waitFor;
    await settle();
    execution.cancel();
    await settle();
    expect(heard).toMatchObject([{ code: 'cancelled' }]);
  });
});

describe('many chunks of one execution', () => {
  test('that wait for a place, and read answers, put no listener on the signal they share', async () => {
    const { waitFor, open } = gate();
    const flow = createTriggerFlow<{ events: { read: number; quick: undefined } }>();
    let own: AbortSignal | undefined;
    async function* silent(): AsyncGenerator<InstantEvent> {
      await waitFor;
      yield done('', 1);
    }
    flow.to(({ signal, emitNowait }) => {
      own = signal;
      for (let index = 0; index < 20; index++) emitNowait('read', index);
    });
    flow.when('read').to(async ({ value, emit, showFields }) => {
      await emit('quick');
      await showFields(silent(), { lane: `${value}` });
    });
    flow.when('quick').to(() => undefined);
    const result = flow.start(undefined, { concurrency: 12 });
    await settle();
    expect(own && getEventListeners(own, 'abort')).toEqual([]);
    open();
    await result;
    expect(own && getEventListeners(own, 'abort')).toEqual([]);
  });
});

describe('a timeout', () => {
  test('ends a wait for people, and a late answer is refused', async () => {
    vi.useFakeTimers();
    try {
      const flow = createTriggerFlow<{
        stream: never;
        interrupts: { ask: { payload: undefined; answer: number } };
        result: number;
      }>();
      flow.to(({ pauseFor }) => pauseFor('ask', undefined)).end();
      const execution = flow.createExecution({ timeoutMs: 100 });
      const result = execution.start().catch((error: unknown) => error);
      expect(await execution.idle()).toBe('waiting');
      await vi.advanceTimersByTimeAsync(100);
      expect(await result).toMatchObject({ code: 'timeout' });
      expect(execution.interrupts).toEqual([]);
      await expect(execution.continueWith('1', 1)).rejects.toMatchObject({
        code: 'closed-interrupt',
      });
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a match in a loop', () => {
  test.each(['hitFirst', 'hitAll'] as const)(
    'of %s is gone through at every turn, in items apart from one another',
    async (mode) => {
      const flow = createTriggerFlow<{
        input: readonly number[];
        events: { turn: number };
        result: unknown;
      }>();
      const tested: number[] = [];
      const list = flow.forEach();
      const turns = flow
        .chain<number>()
        .match({ mode })
        .case((value) => {
          tested.push(value);
          return value > 0;
        })
        .to(async ({ value, emit }) => {
          await emit('turn', value - 1);
          return value;
        })
        .caseElse()
        .to(({ value }) => value)
        .endMatch();
      list.to(turns).endForEach().end();
      flow.when('turn').to(turns);
      const result = await flow.start([2, 0, 1]);
      expect(result).toEqual(mode === 'hitFirst' ? [2, 0, 1] : [[2], [0], [1]]);
      expect(tested.toSorted((a, b) => a - b)).toEqual([0, 0, 0, 1, 1, 2]);
    },
  );
});

describe('readers', () => {
  test('that leave while others stand still hold nobody up', async () => {
    const flow = createTriggerFlow<{ input: number; stream: number; result: string }>();
    flow
      .to(async ({ value, putIntoStream }) => {
        for (let item = 0; item < value; item++) await putIntoStream(item);
        return 'done';
      })
      .end();
    const execution = flow.createExecution({ streamBuffer: 2 });
    const still = execution.getRuntimeStream();
    const leaving = execution.instants();
    const first = still.next();
    const told = leaving.next();
    const result = execution.start(50);
    await Promise.all([first, told]);
    await settle();
    expect(execution.status).toBe('running');
    await leaving.return();
    await settle();
    expect(execution.status).toBe('running');
    await still.return();
    expect(await result).toBe('done');
  });
});
