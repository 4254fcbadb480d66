import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { gate } from '../../tests/support/gate.js';
import type { InstantEvent } from '../protocol/index.js';
import type { ChunkData } from './chunk-data.js';
import { createTriggerFlow } from './create-trigger-flow.js';

// A rejection that nobody handles fails the run of the tests, whatever the tests themselves say.

interface Showing {
  readonly events: { task: unknown; boom: void };
  readonly stream: unknown;
  readonly result: unknown;
}

type Data = ChunkData<Showing, unknown>;

async function* failing(): AsyncGenerator<InstantEvent> {
  yield { type: 'error', code: 'no', message: 'no' };
}

async function* silent(): AsyncGenerator<InstantEvent> {
  await new Promise(() => undefined);
  yield { type: 'error', code: 'no', message: 'no' };
}

const begins: Readonly<
  Record<string, (data: Data, source: AsyncIterable<InstantEvent>) => Promise<unknown>>
> = {
  emit: ({ emit }) => emit('boom'),
  emitFields: ({ emitFields }, source) => emitFields(source, { a: 'task' }),
  streamFields: ({ streamFields }, source) => streamFields(source, { a: (value) => value }),
  showFields: ({ showFields }, source) => showFields(source, { lane: 'a' }),
  putIntoStream: ({ putIntoStream }) => putIntoStream('does not fit'),
};
const follows = new Map<string, (begun: Promise<unknown>) => Promise<unknown>>([
  ['then', (begun) => begun.then(() => undefined)],
  ['finally', (begun) => begun.finally(() => undefined)],
  ['then, then finally', (begun) => begun.then(() => undefined).finally(() => undefined)],
  ['finally, then then', (begun) => begun.finally(() => undefined).then(() => undefined)],
]);
const cases = Object.keys(begins).flatMap((what) =>
  [...follows.keys()].map((how) => [what, how] as const),
);

const begun = (what: string, how: string, data: Data, source: AsyncIterable<InstantEvent>) =>
  follows.get(how)?.(begins[what]?.(data, source) ?? Promise.resolve()) ?? Promise.resolve();

function createFlow(chunk: (data: Data) => unknown, fails = true) {
  const flow = createTriggerFlow<Showing>({ contract: { stream: z.custom((v) => v === 'fits') } });
  flow.to(chunk).end();
  flow.when('boom').to(async ({ signal }) => {
    if (fails) throw new Error('boom');
    await new Promise((_, reject) => signal.addEventListener('abort', reject));
  });
  return flow;
}

describe.each(cases)('%s with %s behind it', (what, how) => {
  test('fails the run where nobody awaits it', async () => {
    const flow = createFlow((data) => {
      void begun(what, how, data, failing());
      return 'over';
    });
    await expect(flow.start()).rejects.toMatchObject({ code: 'chunk-failed' });
  });

  test('fails the run while its chunk goes on', async () => {
    const goesOn = gate();
    const flow = createFlow(async (data) => {
      void begun(what, how, data, failing());
      data.signal.addEventListener('abort', goesOn.open);
      await goesOn.waitFor;
    });
    await expect(flow.start()).rejects.toMatchObject({ code: 'chunk-failed' });
  });

  test('is caught by who awaits it', async () => {
    const flow = createFlow((data) => begun(what, how, data, failing()).catch(() => 'caught'));
    expect(await flow.start()).toBe('caught');
  });

  test('rejects nobody where the run is cancelled', async () => {
    const isBegun = gate();
    const flow = createFlow(async (data) => {
      void begun(what, how, data, silent()).catch(() => undefined);
      if (what !== 'putIntoStream') void begun(what, how, data, silent());
      isBegun.open();
      await new Promise((_, reject) => data.signal.addEventListener('abort', reject));
    }, false);
    const execution = flow.createExecution();
    const result = execution.start();
    await isBegun.waitFor;
    execution.cancel();
    await expect(result).rejects.toMatchObject({ code: 'cancelled' });
    expect(execution.failures).toEqual([]);
  });
});

test.each(['then', 'catch', 'finally'] as const)(
  'what a function behind %s throws fails the run, once',
  async (how) => {
    const goesOn = gate();
    const own = new Error('own');
    const fail = () => {
      throw own;
    };
    const flow = createFlow(async ({ emit, putIntoStream, signal }) => {
      signal.addEventListener('abort', goesOn.open);
      if (how === 'then') void putIntoStream('fits').then(fail);
      else if (how === 'catch') void emit('boom').catch(fail);
      else
        void putIntoStream('fits')
          .finally(fail)
          .finally(() => undefined);
      await goesOn.waitFor;
    });
    const execution = flow.createExecution();
    await expect(execution.start()).rejects.toMatchObject({ code: 'chunk-failed', cause: own });
    expect(execution.failures).toHaveLength(1);
  },
);

test('cleaning up behind what is awaited elsewhere leaves the failure to who awaits it', async () => {
  const flow = createFlow(async ({ emit }) => {
    const sent = emit('boom');
    void sent.finally(() => undefined);
    return sent.then(
      () => 'sent',
      () => 'caught',
    );
  });
  expect(await flow.start()).toBe('caught');
});

interface Asking {
  readonly events: { ask: undefined; turn: number };
  readonly interrupts: { sure: { payload: undefined; answer: boolean } };
  readonly result: unknown;
}

describe.each(['then', 'catch', 'finally'] as const)('a function of %s behind an emit', (how) => {
  const follow = (sent: Promise<void>, told: () => void) => {
    if (how === 'catch') void sent.catch(told);
    else void sent[how](told).catch(() => undefined);
  };

  test('keeps the execution from being saved, which says why, until it was told', async () => {
    const told = gate();
    const flow = createTriggerFlow<Asking>();
    const plan = flow.chunk('plan', ({ emit }) => {
      follow(emit('ask'), told.open);
      return 'over';
    });
    flow.to(plan).end();
    flow.when('ask').to(async ({ value, pauseFor }) => pauseFor('sure', value));
    const execution = flow.createExecution();
    const result = execution.start();
    await expect(execution.save()).rejects.toThrow(/"plan", .* a then, catch or finally behind it/);
    for (const { id } of execution.interrupts) await execution.continueWith(id, true);
    expect(await result).toBe('over');
    expect(await execution.save()).toMatchObject({ status: 'completed' });
  });

  test('is told how a loop ended, however late that is', async () => {
    let turns = 0;
    const flow = createTriggerFlow<Asking>();
    const turn = flow.chunk('turn', ({ value, emit }: ChunkData<Asking, number>) => {
      if (value === 1_000) {
        if (how !== 'catch') return;
        throw new Error('last');
      }
      follow(emit('turn', value + 1), () => void turns++);
    });
    flow.to(() => 0).to(turn);
    flow.when('turn').to(turn);
    const execution = flow.createExecution();
    await execution.start();
    expect(execution.failures).toEqual([]);
    expect(turns).toBe(how === 'catch' ? 1 : 1_000);
  });
});
