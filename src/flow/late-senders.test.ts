import { describe, expect, test } from 'vitest';
import { gate } from '../../tests/support/gate.js';
import type { InstantEvent } from '../protocol/index.js';
import type { ChunkData } from './chunk-data.js';
import { createTriggerFlow } from './create-trigger-flow.js';

// A rejection that nobody handles fails the run of the tests, whatever the tests themselves say.

interface Late {
  readonly events: { task: number };
  readonly stream: number;
  readonly state: { count: number };
  readonly result: unknown;
}

async function* source(): AsyncGenerator<InstantEvent> {
  yield { type: 'done', path: 'a', value: 1, isComplete: true } as InstantEvent;
}

const promising: Readonly<Record<string, (data: ChunkData<Late, unknown>) => Promise<unknown>>> = {
  emit: ({ emit }) => emit('task', 1),
  emitFields: ({ emitFields }) => emitFields(source(), { a: 'task' }),
  streamFields: ({ streamFields }) => streamFields(source(), { a: Number }),
  showFields: ({ showFields }) => showFields(source(), { lane: 'a' }),
  putIntoStream: ({ putIntoStream }) => putIntoStream(1),
};
const plain: Readonly<Record<string, (data: ChunkData<Late, unknown>) => void>> = {
  emitNowait: ({ emitNowait }) => emitNowait('task', 1),
  setResult: ({ setResult }) => setResult(1),
  'state.set': ({ state }) => state.set('count', 1),
};

const ended = { code: 'ended-chunk' };
const failure = { code: 'chunk-failed', chunk: 'early', cause: ended };

/** A chunk that has returned when `late` is called with its data; the next one is at work until the run ends. */
function createFlow(late: (data: ChunkData<Late, unknown>) => void) {
  const flow = createTriggerFlow<Late>();
  let data: ChunkData<Late, unknown> | undefined;
  const early = flow.chunk('early', (given) => {
    data = given;
  });
  flow
    .to(early)
    .to(async ({ signal }) => {
      if (data !== undefined) late(data);
      if (signal.aborted) return;
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    })
    .end();
  return flow;
}

describe.each(Object.keys(promising))('%s of a chunk that has returned', (what) => {
  const send = (data: ChunkData<Late, unknown>) => promising[what]?.(data) ?? Promise.resolve();

  test('fails the run, and nothing else where nobody awaits it', async () => {
    const execution = createFlow((data) => void send(data)).createExecution();
    await expect(execution.start()).rejects.toMatchObject(failure);
    expect(execution.failures).toHaveLength(1);
  });

  test('rejects who awaits it, too', async () => {
    const told: unknown[] = [];
    const flow = createFlow((data) => void send(data).catch((error: unknown) => told.push(error)));
    await expect(flow.start()).rejects.toMatchObject(failure);
    expect(told).toMatchObject([ended]);
  });

  test('rejects only who awaits it where the run is over', async () => {
    const kept: ChunkData<Late, unknown>[] = [];
    const flow = createTriggerFlow<Late>();
    flow.to((data) => void kept.push(data)).end();
    const execution = flow.createExecution();
    await execution.start();
    for (const data of kept) {
      void send(data);
      await expect(send(data)).rejects.toMatchObject(ended);
    }
    expect(execution.status).toBe('completed');
    expect(execution.failures).toEqual([]);
  });

  test('rejects nobody else where the run was cancelled', async () => {
    const kept: ChunkData<Late, unknown>[] = [];
    const isBegun = gate();
    const flow = createTriggerFlow<Late>();
    flow.to(async (data) => {
      kept.push(data);
      isBegun.open();
      await new Promise((resolve) => data.signal.addEventListener('abort', resolve));
    });
    const execution = flow.createExecution();
    const result = execution.start();
    await isBegun.waitFor;
    execution.cancel();
    await expect(result).rejects.toMatchObject({ code: 'cancelled' });
    for (const data of kept) {
      void send(data);
      await expect(send(data)).rejects.toMatchObject({ code: 'cancelled' });
    }
  });
});

test.each(Object.keys(plain))('%s of a chunk that has returned fails the run', async (what) => {
  const flow = createFlow((data) => {
    expect(() => plain[what]?.(data)).toThrow(expect.objectContaining(ended));
  });
  await expect(flow.start()).rejects.toMatchObject(failure);
});

test('a late sender of an item that is over fails what is still at work', async () => {
  const flow = createTriggerFlow<{
    input: readonly number[];
    events: { task: number };
    result: unknown;
  }>();
  const kept: (() => void)[] = [];
  flow
    .forEach({ concurrency: 1 })
    .to(({ value, emit }) => {
      for (const late of kept.splice(0)) late();
      kept.push(() => void emit('task', value));
    })
    .endForEach()
    .end();
  const execution = flow.createExecution({ onError: 'continue' });
  await execution.start([1, 2, 3]);
  expect(execution.failures).toMatchObject([{ cause: ended }, { cause: ended }]);
});

test('a late sender of a sub flow that is over fails the flow around it', async () => {
  const kept: (() => void)[] = [];
  const inner = createTriggerFlow<{ stream: never; events: { task: number }; result: string }>();
  inner
    .to(({ emit }) => {
      kept.push(() => void emit('task', 1));
      return 'over';
    })
    .end();
  const flow = createTriggerFlow<{ stream: never; result: unknown }>();
  flow
    .toSubFlow(inner)
    .to(async ({ signal }) => {
      for (const late of kept) late();
      if (!signal.aborted)
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
    })
    .end();
  await expect(flow.start()).rejects.toMatchObject({ code: 'chunk-failed', cause: ended });
});
