import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { gate } from '../../tests/support/gate.js';
import { createTriggerFlow } from './create-trigger-flow.js';
import type { DataOf, FlowExecution } from './trigger-flow.js';

interface Approving {
  input: string;
  interrupts: { approve: { payload: string; answer: boolean } };
  result: string;
}

function approving() {
  const flow = createTriggerFlow<Approving>({
    name: 'approving',
    contract: { interrupts: { approve: z.boolean() } },
  });
  flow
    .to(({ value, pauseFor }) => pauseFor('approve', value))
    .to(({ value }) => (value ? 'sent' : 'thrown away'))
    .end();
  return flow;
}

async function streamOf(execution: Pick<FlowExecution<Approving>, 'getRuntimeStream'>) {
  const seen: unknown[] = [];
  for await (const item of execution.getRuntimeStream()) seen.push(item);
  return seen;
}

afterEach(() => vi.useRealTimers());

describe('§4.7 people in the loop', () => {
  test('§4.7.1 a chunk that returns pauseFor goes on with the answer as what it returned', async () => {
    const execution = approving().createExecution();
    const result = execution.start('a letter');
    expect(execution.status).toBe('running');
    expect(await execution.idle()).toBe('waiting');
    const [asked] = execution.interrupts;
    expect(asked).toEqual({ id: '1', name: 'approve', chunk: 'chunk-1', payload: 'a letter' });
    if (asked !== undefined) await execution.continueWith(asked, true);
    expect(await result).toBe('sent');
    expect(execution.status).toBe('completed');
    expect(execution.interrupts).toEqual([]);
  });

  test('§4.6.8, §4.7.9, §7.3.2 interrupts and their answers are items of the stream', async () => {
    const execution = approving().createExecution();
    const seen = streamOf(execution);
    const result = execution.start('a letter');
    await execution.idle();
    const [interrupt] = execution.interrupts;
    await execution.continueWith('1', false);
    expect(await result).toBe('thrown away');
    expect(await seen).toEqual([
      { type: 'interrupt', action: 'pause', interrupt },
      { type: 'interrupt', action: 'resume', interrupt, answer: false },
    ]);
  });

  test('§4.7.2 an unknown id, another name and a second answer are refused', async () => {
    const execution = approving().createExecution();
    const result = execution.start('a letter');
    await execution.idle();
    const [asked] = execution.interrupts;
    for (const id of ['2', '0', '01', 'approve', '']) {
      await expect(execution.continueWith(id, true)).rejects.toMatchObject({
        code: 'unknown-interrupt',
      });
    }
    const other = { ...asked, name: 'refuse' } as unknown as NonNullable<typeof asked>;
    await expect(execution.continueWith(other, true)).rejects.toMatchObject({
      code: 'unknown-interrupt',
    });
    await execution.continueWith('1', true);
    await expect(execution.continueWith('1', false)).rejects.toMatchObject({
      code: 'closed-interrupt',
    });
    expect(await result).toBe('sent');
  });

  test('§4.7.2 two answers at once: the first that fits counts, also where its schema takes time', async () => {
    const { waitFor, open } = gate();
    const flow = createTriggerFlow<{
      interrupts: { ask: { payload: undefined; answer: string } };
      result: string;
    }>({ contract: { interrupts: { ask: z.string().refine(() => waitFor.then(() => true)) } } });
    flow.to(({ pauseFor }) => pauseFor('ask', undefined)).end();
    const execution = flow.createExecution();
    const result = execution.start();
    await execution.idle();
    const first = execution.continueWith('1', 'first');
    const second = execution.continueWith('1', 'second');
    open();
    await first;
    await expect(second).rejects.toMatchObject({ code: 'closed-interrupt' });
    expect(await result).toBe('first');
  });

  test('§4.7.2 an answer that does not fit its schema is refused with the issues, and another one taken', async () => {
    const execution = approving().createExecution();
    const result = execution.start('a letter');
    await execution.idle();
    await expect(execution.continueWith('1', 'yes')).rejects.toMatchObject({
      code: 'invalid-answer',
      issues: [{ code: 'invalid_type' }],
      message: expect.stringMatching(/^The answer to "approve" does not fit its schema: /),
    });
    expect(execution.status).toBe('waiting');
    await execution.continueWith('1', true);
    expect(await result).toBe('sent');
  });

  test('§4.7.3, W30 siblings go on while one waits, and their results are kept', async () => {
    const flow = createTriggerFlow<{
      input: readonly number[];
      interrupts: { check: { payload: number; answer: string } };
      result: unknown;
    }>();
    const { waitFor, open } = gate();
    flow
      .forEach({ concurrency: 2 })
      .to(async ({ value, pauseFor }) => {
        if (value === 2) await waitFor;
        return value % 2 === 0 ? `${value} by itself` : pauseFor('check', value);
      })
      .endForEach()
      .end();
    const execution = flow.createExecution();
    const result = execution.start([1, 2, 3]);
    // Two are at work at once; who is asked is none of them.
    await vi.waitFor(() => expect(execution.interrupts).toHaveLength(2));
    expect(execution.status).toBe('running');
    open();
    expect(await execution.idle()).toBe('waiting');
    expect(execution.interrupts.map(({ payload }) => payload)).toEqual([1, 3]);
    await execution.continueWith('2', '3 by hand');
    expect(await execution.idle()).toBe('waiting');
    await execution.continueWith('1', '1 by hand');
    expect(await result).toEqual(['1 by hand', '2 by itself', '3 by hand']);
  });

  test('§4.7.4 who waits for a person lends its place within the concurrency', async () => {
    const flow = createTriggerFlow<{
      interrupts: { ask: { payload: string; answer: string } };
      result: { left: string; right: string };
    }>();
    flow
      .batch({
        left: ({ pauseFor }) => pauseFor('ask', 'left'),
        right: ({ pauseFor }) => pauseFor('ask', 'right'),
      })
      .end();
    const execution = flow.createExecution({ concurrency: 1 });
    const result = execution.start();
    await execution.idle();
    await execution.continueWith('1', 'one');
    await execution.continueWith('2', 'two');
    expect(await result).toEqual({ left: 'one', right: 'two' });
  });

  test('§4.7.4 an awaited emit waits for the person, too', async () => {
    const flow = createTriggerFlow<{
      events: { ask: string };
      interrupts: { ask: { payload: string; answer: string } };
      state: { said: string };
      result: string | undefined;
    }>();
    flow
      .to(async ({ emit, state }) => {
        await emit('ask', 'how?');
        return state.get('said');
      })
      .end();
    flow
      .when('ask')
      .to(({ value, pauseFor }) => pauseFor('ask', value))
      .to(({ value, state }) => state.set('said', value));
    const execution = flow.createExecution();
    const result = execution.start();
    expect(await execution.idle()).toBe('waiting');
    await execution.continueWith('1', 'like this');
    expect(await result).toBe('like this');
  });

  test('§4.7.5 a wait may have a limit, and an answer for when it is over', async () => {
    vi.useFakeTimers();
    const flow = createTriggerFlow<Approving>();
    flow
      .to(({ value, pauseFor }) =>
        pauseFor('approve', value, { timeoutMs: 1_000, otherwise: false }),
      )
      .to(({ value }) => (value ? 'sent' : 'thrown away'))
      .end();
    const execution = flow.createExecution();
    const seen = streamOf(execution);
    const result = execution.start('a letter');
    await execution.idle();
    expect(execution.interrupts).toMatchObject([{ expiresAt: Date.now() + 1_000 }]);
    await vi.advanceTimersByTimeAsync(999);
    expect(execution.status).toBe('waiting');
    await vi.advanceTimersByTimeAsync(1);
    expect(await result).toBe('thrown away');
    expect(await seen).toMatchObject([{ action: 'pause' }, { action: 'expire' }]);
    await expect(execution.continueWith('1', true)).rejects.toMatchObject({
      code: 'closed-interrupt',
    });
    expect(vi.getTimerCount()).toBe(0);
  });

  test('§4.7.5 without one the chunk fails, by its name', async () => {
    vi.useFakeTimers();
    const flow = createTriggerFlow<Approving>();
    const ask = flow.chunk('ask', ({ value, pauseFor }) =>
      pauseFor('approve', value, { timeoutMs: 1_000 }),
    );
    flow
      .to(ask)
      .to(({ value }) => String(value))
      .end();
    const execution = flow.createExecution();
    const result = execution.start('a letter');
    const failure = result.catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await failure).toMatchObject({ code: 'unanswered', chunk: 'ask' });
    expect(execution.status).toBe('failed');
  });

  test('§4.7.6 a cancel and a failure beside it end the wait, and the stream says so first', async () => {
    vi.useFakeTimers();
    const flow = createTriggerFlow<Approving>();
    const { waitFor, open } = gate();
    flow
      .sideBranch(async () => {
        await waitFor;
        throw new Error('broken');
      })
      .to(({ value, pauseFor }) => pauseFor('approve', value, { timeoutMs: 1_000 }))
      .to(({ value }) => String(value))
      .end();
    const byHand = flow.createExecution();
    const byFailure = flow.createExecution();
    for (const execution of [byHand, byFailure]) {
      const seen: unknown[] = [];
      const reading = (async () => {
        for await (const item of execution.getRuntimeStream()) seen.push(item);
      })().catch((error: unknown) => seen.push(error));
      execution.start('a letter').catch(() => undefined);
      await vi.waitFor(() => expect(execution.interrupts).toHaveLength(1));
      if (execution === byHand) execution.cancel();
      else open();
      await reading;
      const code = execution === byHand ? 'cancelled' : 'chunk-failed';
      expect(seen).toMatchObject([{ action: 'pause' }, { action: 'cancel' }, { code }]);
      expect(execution.interrupts).toEqual([]);
      await expect(execution.continueWith('1', true)).rejects.toMatchObject({
        code: 'closed-interrupt',
      });
    }
    expect(vi.getTimerCount()).toBe(0);
  });

  test('§4.7.8 the answer goes on from the chunk and reaches what listens for it, also in items', async () => {
    const flow = createTriggerFlow<{
      input: readonly number[];
      interrupts: { ask: { payload: number; answer: string } };
      result: unknown;
    }>();
    const ask = flow.chunk('ask', ({ value, pauseFor }: DataOf<typeof flow, number>) =>
      pauseFor('ask', value),
    );
    const heard: string[] = [];
    flow.when(ask).to(({ value }) => void heard.push(value));
    flow
      .forEach()
      .to(ask)
      .when(ask)
      .to(({ value }) => `${value}!`)
      .endForEach()
      .end();
    const execution = flow.createExecution();
    const result = execution.start([1, 2]);
    await execution.idle();
    await execution.continueWith('2', 'two');
    await execution.continueWith('1', 'one');
    expect(await result).toEqual(['one!', 'two!']);
    expect(heard).toEqual(['two', 'one']);
  });

  test('§4.7.7 what is asked and not returned is a mistake that is told', async () => {
    const flow = createTriggerFlow<Approving>();
    const forgets = flow.chunk('forgets', ({ value, pauseFor }) => {
      pauseFor('approve', value);
      return value;
    });
    flow.to(forgets).end();
    await expect(flow.start('a letter')).rejects.toMatchObject({
      code: 'chunk-failed',
      chunk: 'forgets',
      cause: { code: 'invalid-pause' },
    });
  });

  test('§4.7.7 options that are none are refused', async () => {
    for (const options of [{ timeoutMs: 0 }, { otherwise: true }, { timeout: 5 }]) {
      const flow = createTriggerFlow<Approving>();
      flow.to(({ value, pauseFor }) => pauseFor('approve', value, options));
      await expect(flow.start('x')).rejects.toMatchObject({ cause: { code: 'invalid-option' } });
    }
    const contract = { interrupts: { approve: 5 } } as never;
    expect(() => createTriggerFlow<Approving>({ contract })).toThrow(/`approve` takes a schema/);
  });

  test('§4.4.9 idle also says how an execution ended', async () => {
    const flow = createTriggerFlow<{ result: number }>();
    flow.to(() => 1).end();
    const execution = flow.createExecution();
    expect(await execution.idle()).toBe('created');
    void execution.start();
    expect(await execution.idle()).toBe('completed');
    expect(await execution.idle()).toBe('completed');
  });

  test('§4.7.6 a question that a failure beside it made needless keeps nobody waiting who caught the failure', async () => {
    const flow = createTriggerFlow<{
      input: number;
      events: { go: number };
      interrupts: { ask: { payload: number; answer: number } };
      result: string;
    }>();
    flow
      .to(async ({ emit }) => {
        await emit('go', 1).catch(() => undefined);
        return 'went on';
      })
      .end();
    flow
      .when('go')
      .to(() => [1, 2])
      .forEach({ concurrency: 1 })
      .to(({ value, pauseFor }) => pauseFor('ask', value))
      .endForEach();
    flow.when('go').to(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error('beside');
    });
    const execution = flow.createExecution();
    expect(await execution.start(1)).toBe('went on');
    expect(execution.interrupts).toEqual([]);
    await expect(execution.continueWith('1', 1)).rejects.toMatchObject({
      code: 'closed-interrupt',
    });
  });
});
