import { describe, expect, test } from 'vitest';
import { gate } from '../../tests/support/gate.js';
import type { InstantEvent } from '../protocol/index.js';
import { createTriggerFlow } from './create-trigger-flow.js';

interface Types {
  input: number;
  events: { turn: number; tenth: number };
  stream: string;
  result: string;
}

/** Sends so many signals, another one at every tenth, and an item at the end. */
function turning() {
  const flow = createTriggerFlow<Types>();
  flow
    .to(async ({ value, emit, putIntoStream }) => {
      for (let turn = 1; turn <= value; turn++) {
        await emit('turn', turn);
        if (turn % 10 === 0) await emit('tenth', turn);
      }
      void putIntoStream('last');
      return 'done';
    })
    .end();
  flow.when('turn').to(function look() {});
  return flow;
}

/** What is told to a reader that takes the first event and stands still until it may go on. */
function readLate(events: AsyncIterable<InstantEvent>) {
  const stands = gate();
  const seen: InstantEvent[] = [];
  const reading = (async () => {
    for await (const event of events) {
      if (seen.push(event) === 1) await stands.waitFor;
    }
    return seen;
  })();
  return { goOn: stands.open, reading };
}

describe('a reader that stands still', () => {
  test('slows no signal down, and is told the last of each event and chunk when it goes on', async () => {
    const execution = turning().createExecution({ streamBuffer: 8 });
    const { goOn, reading } = readLate(execution.instants({ signals: true, progress: true }));
    // The execution ends though the reader has not gone on.
    expect(await execution.start(5_000)).toBe('done');
    goOn();
    const seen = await reading;
    // The buffer, one late event for each of two names and two chunks, an item, the result and its end.
    expect(seen.length).toBeLessThan(25);
    const signals = seen.filter((event) => event.type === 'signal');
    expect(signals.findLast(({ name }) => name === 'turn')?.value).toBe(5_000);
    expect(signals.findLast(({ name }) => name === 'tenth')?.value).toBe(5_000);
    const steps = seen.filter((event) => event.type === 'progress');
    expect(steps.findLast(({ chunk }) => chunk === 'look')).toMatchObject({
      done: 5_000,
      active: 0,
    });
    const item = seen.findIndex(({ type }) => type === 'item');
    // What was sent before the item is told before it.
    expect(seen.findLastIndex((event) => event.type === 'signal')).toBeLessThan(item);
    expect(seen.slice(-2).map(({ type }) => type)).toEqual(['done', 'end']);
  });

  test('is told everything as long as the buffer holds it', async () => {
    const execution = turning().createExecution({ streamBuffer: 1_000 });
    const { goOn, reading } = readLate(execution.instants({ signals: ['turn'] }));
    await execution.start(500);
    goOn();
    const signals = (await reading).filter((event) => event.type === 'signal');
    expect(signals.map(({ value }) => value)).toEqual(Array.from({ length: 500 }, (_, n) => n + 1));
  });

  test('is told nothing twice, and nothing out of its order, by the smallest of buffers', async () => {
    const execution = turning().createExecution({ streamBuffer: 1 });
    const { goOn, reading } = readLate(execution.instants({ signals: ['turn'] }));
    const result = execution.start(50);
    for (let turn = 0; turn < 50; turn++) await Promise.resolve();
    goOn();
    await result;
    const signals = (await reading).filter((event) => event.type === 'signal');
    const values = signals.map(({ value }) => Number(value));
    expect(values[0]).toBe(1);
    expect(values).toEqual([...new Set(values)].toSorted((one, other) => one - other));
    expect(values.at(-1)).toBe(50);
  });

  test('that goes on while signals are sent is told those again, one by one', async () => {
    const halfway = gate();
    const flow = createTriggerFlow<Types>();
    flow
      .to(async ({ value, emit }) => {
        for (let turn = 1; turn <= value; turn++) {
          await emit('turn', turn);
          if (turn === value - 3) await halfway.waitFor;
        }
        return 'done';
      })
      .end();
    const execution = flow.createExecution({ streamBuffer: 4 });
    const { goOn, reading } = readLate(execution.instants({ signals: true }));
    const result = execution.start(100);
    for (let turn = 0; turn < 2_000; turn++) await Promise.resolve();
    goOn();
    for (let turn = 0; turn < 200; turn++) await Promise.resolve();
    halfway.open();
    await result;
    const signals = (await reading).filter((event) => event.type === 'signal');
    expect(signals.length).toBeLessThan(15);
    expect(signals.slice(-4).map(({ value }) => value)).toEqual([97, 98, 99, 100]);
  });
});

describe('lanes', () => {
  test('that are open are bounded, and say what bounds them', async () => {
    const { waitFor, open } = gate();
    async function* silent(): AsyncGenerator<InstantEvent> {
      await waitFor;
      yield { type: 'reasoning', delta: '' };
    }
    const flow = createTriggerFlow<{ input: readonly number[]; result: readonly number[] }>();
    let shown = 0;
    flow
      .forEach()
      .to(async ({ value, showFields }) => {
        const showing = showFields(silent(), { lane: `${value}` });
        if (++shown === 1_001) open();
        await showing;
        return value;
      })
      .endForEach()
      .end();
    const list = Array.from({ length: 1_001 }, (_, index) => index);
    await expect(flow.start(list, { concurrency: Infinity })).rejects.toMatchObject({
      cause: { code: 'lanes-exceeded' },
    });
    // Those that have ended do not count, and a limit of the list keeps within it.
    expect(await flow.start(list, { concurrency: 20 })).toHaveLength(1_001);
  });

  test('are read within the concurrency of their step', async () => {
    let open = 0;
    let most = 0;
    async function* counted(): AsyncGenerator<InstantEvent> {
      most = Math.max(most, ++open);
      await Promise.resolve();
      yield { type: 'reasoning', delta: '' };
      open--;
    }
    const flow = createTriggerFlow<{ input: readonly number[] }>();
    flow
      .forEach()
      .to(({ value, showFields }) => showFields(counted(), { lane: `${value}` }), {
        concurrency: 3,
      })
      .endForEach();
    await flow.start([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(most).toBe(3);
  });
});
