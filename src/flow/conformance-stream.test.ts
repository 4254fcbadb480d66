import { describe, expect, test } from 'vitest';
import { gate } from '../../tests/support/gate.js';
import { createTriggerFlow } from './create-trigger-flow.js';

/** A flow that puts so many numbers into its stream and counts how far it is. */
function counting(count: number) {
  const flow = createTriggerFlow<{ stream: number; result: string }>();
  const put = { count: 0 };
  flow
    .to(async ({ putIntoStream }) => {
      for (let item = 0; item < count; item++) {
        await putIntoStream(item);
        put.count++;
      }
      return 'done';
    })
    .end();
  return { flow, put };
}

async function readAll<Item>(source: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of source) items.push(item);
  return items;
}

/** Lets everything happen that waits for nothing but its turn. */
async function turns(count = 50): Promise<void> {
  for (let turn = 0; turn < count; turn++) await Promise.resolve();
}

describe('§4.6 the runtime stream', () => {
  test('§4.6.1, W24 ends with the execution, without stopStream', async () => {
    const { flow } = counting(3);
    expect(await readAll(flow.getRuntimeStream())).toEqual([0, 1, 2]);
  });

  test('W25 an item is seen while the chunk that put it still works', async () => {
    const { waitFor, open } = gate();
    const flow = createTriggerFlow<{ stream: string; result: unknown }>();
    flow
      .to(({ putIntoStream }) => {
        void putIntoStream('begun');
        return waitFor;
      })
      .end();
    const stream = flow.getRuntimeStream();
    expect((await stream.next()).value).toBe('begun');
    open();
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  test('§4.6.2 starts its execution with the first next(), and not before', async () => {
    const { flow, put } = counting(3);
    const stream = flow.getRuntimeStream();
    await turns();
    expect(put.count).toBe(0);
    await stream.next();
    await turns();
    expect(put.count).toBeGreaterThan(0);
    await stream.return();
  });

  test('§4.6.3 readers see every item from the first on, early or late', async () => {
    const { flow } = counting(5);
    const execution = flow.createExecution();
    const early = readAll(execution.getRuntimeStream());
    await execution.start();
    const late = readAll(execution.getRuntimeStream());
    expect(await Promise.all([early, late])).toEqual([
      [0, 1, 2, 3, 4],
      [0, 1, 2, 3, 4],
    ]);
  });

  test('§4.6.4, W24 a failure comes after everything that was put, and is the one of the result', async () => {
    const flow = createTriggerFlow<{ stream: number; result: unknown }>();
    flow.to(async ({ putIntoStream }) => {
      await putIntoStream(1);
      throw new Error('broken');
    });
    const execution = flow.createExecution();
    const seen: number[] = [];
    const reading = (async () => {
      for await (const item of execution.getRuntimeStream()) seen.push(item);
    })();
    const failure: unknown = await execution.start().catch((error: unknown) => error);
    await expect(reading).rejects.toBe(failure);
    expect(seen).toEqual([1]);
  });

  test.each([
    ['stalled', (execution) => execution.start()],
    ['cancelled', (execution) => (execution.cancel(), execution.start())],
  ] satisfies [string, (execution: ReturnType<typeof unfinished>) => Promise<unknown>][])(
    '§4.6.4, W24 ends when the execution is %s',
    async (code, go) => {
      const execution = unfinished();
      const reading = readAll(execution.getRuntimeStream());
      void go(execution).catch(() => undefined);
      await expect(reading).rejects.toMatchObject({ code });
    },
  );

  test('§4.6.5 a chunk waits while a reader is a whole buffer behind', async () => {
    const { flow, put } = counting(100);
    const stream = flow.getRuntimeStream(undefined, { streamBuffer: 4 });
    await stream.next();
    await turns();
    expect(put.count).toBe(5);
    await stream.next();
    await turns();
    expect(put.count).toBe(6);
    const rest = await readAll(stream);
    expect(rest).toHaveLength(98);
    expect(rest.at(-1)).toBe(99);
  });

  test('§4.6.5 the slowest reader sets the pace until it leaves', async () => {
    const { flow, put } = counting(100);
    const execution = flow.createExecution({ streamBuffer: 4 });
    const slow = execution.getRuntimeStream();
    const first = slow.next();
    const quick = readAll(execution.getRuntimeStream());
    const result = execution.start();
    await first;
    await turns();
    expect(put.count).toBeLessThan(6);
    await slow.return();
    expect(await quick).toHaveLength(100);
    expect(await result).toBe('done');
  });

  test('§4.6.5 nobody has to read; what is kept then is bounded, and a late reader is told', async () => {
    const { flow } = counting(20);
    const execution = flow.createExecution({ streamBuffer: 4 });
    expect(await execution.start()).toBe('done');
    await expect(execution.getRuntimeStream().next()).rejects.toMatchObject({
      code: 'stream-overrun',
    });
    const left = await readAll(execution.getRuntimeStream({ from: 'oldest' }));
    expect(left.length).toBeLessThan(8);
    expect(left.at(-1)).toBe(19);
  });

  test('§4.6.6 stopStream ends it for the readers; the execution goes on and says what nobody sees', async () => {
    const flow = createTriggerFlow<{ stream: number; result: readonly boolean[] }>();
    flow
      .to(async ({ putIntoStream, stopStream }) => {
        const before = await putIntoStream(1);
        stopStream();
        return [before, await putIntoStream(2)];
      })
      .end();
    const execution = flow.createExecution();
    const reading = readAll(execution.getRuntimeStream());
    expect(await execution.start()).toEqual([true, false]);
    expect(await reading).toEqual([1]);
  });

  test('§4.6.7 leaving the loop cancels an execution that has no other owner', async () => {
    const flow = createTriggerFlow<{ stream: number; result: unknown }>();
    let signal: AbortSignal | undefined;
    flow.to(async (data) => {
      ({ signal } = data);
      await data.putIntoStream(1);
      await new Promise<void>((resolve) => data.signal.addEventListener('abort', () => resolve()));
    });
    for await (const item of flow.getRuntimeStream()) {
      expect(item).toBe(1);
      break;
    }
    expect(signal?.reason).toMatchObject({ code: 'cancelled' });
  });

  test('§4.6.7 leaving while an item is awaited takes effect at once', async () => {
    const flow = createTriggerFlow<{ stream: number; result: unknown }>();
    const { waitFor, open } = gate();
    flow.to(() => waitFor);
    const stream = flow.getRuntimeStream();
    const next = stream.next();
    await stream.return();
    expect(await next).toEqual({ done: true, value: undefined });
    open();
  });

  test('§4.6.7 a reader of an execution may leave; the execution goes on', async () => {
    const { flow } = counting(3);
    const execution = flow.createExecution({ streamBuffer: 1 });
    const result = execution.start();
    for await (const item of execution.getRuntimeStream()) if (item === 0) break;
    expect(await result).toBe('done');
  });

  test('§4.6.5 many unread items cost their number (W18)', async () => {
    const flow = createTriggerFlow<{ stream: number }>();
    flow.to(({ putIntoStream }) => {
      for (let item = 0; item < 20_000; item++) void putIntoStream(item);
    });
    const execution = flow.createExecution();
    await execution.start();
    const kept = await readAll(execution.getRuntimeStream({ from: 'oldest' }));
    expect(kept.length).toBeLessThan(2_048);
    expect(kept.at(-1)).toBe(19_999);
  });
});

function unfinished() {
  const flow = createTriggerFlow<{ events: { never: undefined }; stream: number }>();
  flow.to(({ emitNowait }) => emitNowait('never'));
  flow.chain().end();
  return flow.createExecution();
}
