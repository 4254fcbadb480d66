import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { gate } from '../../tests/support/gate.js';
import { createTriggerFlow } from './create-trigger-flow.js';
import { FlowError } from './error.js';

async function readAll(stream: AsyncIterable<unknown>): Promise<unknown[]> {
  const seen: unknown[] = [];
  for await (const item of stream) seen.push(item);
  return seen;
}

function doubling() {
  const flow = createTriggerFlow<{ input: number; result: number; stream: never }>({
    name: 'doubling',
  });
  flow.to(({ value }) => value * 2).end();
  return flow;
}

interface Outer {
  input: number;
  events: { go: number };
  stream: string;
  state: { seen: readonly unknown[]; factor: number };
  resources: { rate: number; secret: string };
  result: unknown;
}

describe('§4.9 sub flows', () => {
  test('§4.9.1 the value is the input of the other flow, and its result goes on', async () => {
    const child = doubling();
    const flow = createTriggerFlow<Outer>();
    flow
      .toSubFlow(child)
      .to(({ value }) => value + 1)
      .end();
    expect(await flow.start(5)).toBe(11);
    const short = createTriggerFlow<Outer>();
    short
      .to(child)
      .sideBranch(() => undefined)
      .to(child, { concurrency: 1 })
      .end();
    expect(await short.start(5)).toBe(20);
  });

  test('§4.9.1, §7.5.2 each call is an execution of its own: nothing is shared but what is captured', async () => {
    const child = createTriggerFlow<{
      input: number;
      stream: never;
      state: { factor: number; seen: readonly unknown[] };
      flowState: { calls: number };
      resources: { rate: number; secret: string };
      result: unknown;
    }>();
    const ids = new Set<string>();
    const roots = new Set<string>();
    child
      .to(({ value, state, flowState, getResource, executionId, rootExecutionId }) => {
        ids.add(executionId);
        roots.add(rootExecutionId);
        flowState.set('calls', (flowState.get('calls') ?? 0) + 1);
        state.append('seen', value);
        return [
          value,
          state.get('factor'),
          state.get('seen'),
          getResource('rate'),
          getResource('secret'),
        ];
      })
      .end();
    const flow = createTriggerFlow<Outer>({ resources: { rate: 3, secret: 'x' } });
    flow
      .to(({ state, value }) => {
        state.set('seen', ['outside']);
        state.set('factor', 7);
        return [value, value + 1];
      })
      .forEach()
      .toSubFlow(child, {
        resources: ['rate'],
        capture: async ({ value, state, chunk }) => {
          expect(chunk).toBe('flow');
          return { input: value * 10, state: { factor: state.get('factor') ?? 0 } };
        },
        writeBack: (result, { value, state }) => state.append('seen', [value, result]),
      })
      .endForEach()
      .to(({ value, state }) => [value, state.get('seen')])
      .end();
    const rows = [
      [10, 7, [10], 3, undefined],
      [20, 7, [20], 3, undefined],
    ];
    const execution = flow.createExecution();
    expect(await execution.start(1)).toEqual([rows, ['outside', [1, rows[0]], [2, rows[1]]]]);
    expect(ids.size).toBe(2);
    expect([...roots]).toEqual([execution.id]);
    const calls: unknown[] = [];
    child.to(({ flowState }) => void calls.push(flowState.get('calls')));
    await child.start(0);
    expect(calls).toEqual([3]);
  });

  test('§4.9.11 values are handed over as they are, and what either changes stays as it was for the other', async () => {
    const child = createTriggerFlow<{
      input: readonly number[];
      stream: never;
      state: { list: readonly number[] };
      result: readonly unknown[];
    }>();
    const given: unknown[] = [];
    child
      .to(({ value, state }) => {
        given.push(value, state.get('list'));
        state.append('list', 2);
        return [value, state.get('list')];
      })
      .end();
    const flow = createTriggerFlow<{
      input: readonly number[];
      state: { list: readonly number[]; back: readonly unknown[] };
      result: unknown;
    }>();
    flow
      .to(({ value, state }) => {
        state.set('list', value);
        return value;
      })
      .toSubFlow(child, {
        capture: ({ value, state }) => ({ input: value, state: { list: state.get('list') ?? [] } }),
        writeBack: (result, { state }) => {
          state.set('back', result);
          state.append('back', 'more');
        },
      })
      .to(({ value, state }) => [value, state.get('list'), state.get('back')])
      .end();
    const input = [1];
    expect(await flow.start(input)).toEqual([[[1], [1, 2]], [1], [[1], [1, 2], 'more']]);
    expect(given.map((value) => value === input)).toEqual([true, true]);
    expect(input).toEqual([1]);
  });

  test('§4.9.2 what writeBack returns goes on instead of the result', async () => {
    const flow = createTriggerFlow<Outer>();
    flow
      .toSubFlow(doubling(), { writeBack: async (result, { value }) => `${value} ${result}` })
      .end();
    expect(await flow.start(4)).toBe('4 8');
  });

  test('§4.9.3 a failure in the other flow is the failure of the step, with the other as its cause', async () => {
    const child = createTriggerFlow<{ input: number; result: number; stream: never }>();
    const reason = new Error('no network');
    child.to(child.chunk('load', () => Promise.reject<number>(reason))).end();
    const flow = createTriggerFlow<Outer>();
    flow.toSubFlow(child, { name: 'loading' }).end();
    const error = await flow.start(1).catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(FlowError);
    expect(error).toMatchObject({
      code: 'chunk-failed',
      chunk: 'loading',
      cause: { code: 'chunk-failed', chunk: 'load', cause: reason },
    });
  });

  test('§4.9.2 functions of the step fail as chunks do', async () => {
    const reason = new Error('no input');
    const throws = () => {
      throw reason;
    };
    for (const [options, cause] of [
      [{ capture: throws }, reason],
      [{ capture: () => Promise.reject(reason) }, reason],
      [{ capture: () => 5 }, { code: 'invalid-option' }],
      [{ capture: async () => ({ value: 5 }) }, { code: 'invalid-option' }],
      [{ capture: () => ({ state: 5 }) }, { code: 'invalid-option' }],
      [{ capture: () => [] }, { code: 'invalid-option' }],
      [{ capture: () => ({ state: [5] }) }, { code: 'invalid-option' }],
      [{ writeBack: throws }, reason],
    ] as const) {
      const flow = createTriggerFlow<Outer>();
      flow.toSubFlow(doubling(), { name: 'sub', ...options } as never).end();
      await expect(flow.start(1)).rejects.toMatchObject({
        code: 'chunk-failed',
        chunk: 'sub',
        cause,
      });
    }
  });

  test('§4.9.3 an emitter catches the failure of a sub flow behind it and goes on', async () => {
    const child = createTriggerFlow<{ input: number; result: number; stream: never }>();
    const { waitFor, open } = gate();
    const aborted: unknown[] = [];
    child.to(() => Promise.reject<number>(new Error('no'))).end();
    child.to(async ({ signal }) => {
      signal.addEventListener('abort', () => aborted.push(signal.reason));
      await waitFor;
    });
    const flow = createTriggerFlow<Outer>();
    flow
      .to(async ({ emit }) => {
        const failure: unknown = await emit('go', 1).catch((error: unknown) => error);
        open();
        return failure;
      })
      .end();
    flow.when('go').toSubFlow(child, { name: 'sub' });
    expect(await flow.start(1)).toMatchObject({ code: 'chunk-failed', chunk: 'sub' });
    expect(aborted).toHaveLength(1);
  });

  test('§4.9.3 with onError continue the rest goes on, and the failure is told', async () => {
    const child = createTriggerFlow<{ input: number; result: number; stream: never }>();
    child.to(({ value }) => (value > 1 ? Promise.reject<number>(new Error('no')) : value)).end();
    const half = createTriggerFlow<{ input: number; result: string; stream: never }>();
    half.to(() => 'half').end();
    half.to(() => Promise.reject<number>(new Error('beside')));
    const flow = createTriggerFlow<Outer>();
    flow
      .to(() => 1)
      .toSubFlow(child)
      .end();
    flow.to(() => 2).toSubFlow(child, { name: 'sub' });
    flow.toSubFlow(half);
    const execution = flow.createExecution({ onError: 'continue' });
    expect(await execution.start(0)).toBe(1);
    expect(execution.failures.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/sub flow "sub" failed/),
        expect.stringMatching(/failed/),
      ]),
    );
    expect(execution.failures).toHaveLength(2);
  });

  test('§4.9.4 a sub flow without a result to come is told, instead of waiting for ever', async () => {
    const child = createTriggerFlow<{
      input: number;
      events: { a: unknown; b: unknown };
      stream: never;
    }>();
    child.to(({ emitNowait }) => emitNowait('a', 1));
    child.when(['a', 'b']).end();
    const flow = createTriggerFlow<Outer>();
    flow.toSubFlow(child, { name: 'sub' }).end();
    await expect(flow.start(1)).rejects.toMatchObject({
      code: 'chunk-failed',
      chunk: 'sub',
      cause: { code: 'stalled', waiting: [expect.stringMatching(/waits for event b/)] },
    });
  });

  test('§4.9.5 what ends the flow around ends the sub flow: a timeout, a cancel, a failure beside it', async () => {
    for (const end of ['timeout', 'cancel', 'failure'] as const) {
      const child = createTriggerFlow<{ input: number; result: number; stream: never }>();
      let signal: AbortSignal | undefined;
      const { waitFor, open } = gate();
      child
        .to(async (data) => {
          signal = data.signal;
          await waitFor;
          return 1;
        })
        .end();
      const inner = createTriggerFlow<{ input: number; result: number; stream: never }>();
      inner.to(child).end();
      const flow = createTriggerFlow<Outer>();
      flow.to(inner).end();
      const { waitFor: begun, open: begin } = gate();
      flow.to(async () => {
        await begun;
        if (end === 'failure') throw new Error('beside');
      });
      const execution = flow.createExecution(end === 'timeout' ? { timeoutMs: 5 } : {});
      const result = execution.start(1);
      await vi.waitFor(() => expect(signal).toBeDefined());
      begin();
      if (end === 'cancel') execution.cancel('enough');
      await expect(result).rejects.toBeInstanceOf(FlowError);
      expect(signal?.aborted).toBe(true);
      open();
    }
  });

  test('§4.9.7, §7.5.3 items of the stream go into the stream around, in order and with its limit', async () => {
    const child = createTriggerFlow<{ input: number; stream: string; result: number }>();
    let put = 0;
    child
      .to(async ({ value, putIntoStream }) => {
        for (let item = 0; item < 6; item++) {
          await putIntoStream(`${value}.${item}`);
          put++;
        }
        return value;
      })
      .end();
    const flow = createTriggerFlow<Outer>();
    flow
      .sideBranch(({ putIntoStream }) => putIntoStream('first'))
      .to(({ value }) => value)
      .toSubFlow(child)
      .sideBranch(({ putIntoStream }) => putIntoStream('last'));
    const stream = flow.getRuntimeStream(1, { streamBuffer: 2 });
    expect((await stream.next()).value).toBe('first');
    await new Promise((resolve) => setImmediate(resolve));
    expect(put).toBeLessThan(4);
    expect(await readAll(stream)).toEqual(['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', 'last']);
    expect(put).toBe(6);
  });

  test('§4.9.7 items are as the contract of each flow on the way has them; one stops only its own', async () => {
    const child = createTriggerFlow<{ input: number; stream: string; result: unknown }>({
      contract: { stream: z.string().transform((text) => `${text}!`) },
    });
    child
      .to(async ({ putIntoStream, stopStream }) => {
        const seen = [await putIntoStream('inner')];
        stopStream();
        return [...seen, await putIntoStream('late')];
      })
      .end();
    const flow = createTriggerFlow<Outer>({
      contract: {
        stream: z
          .string()
          .max(7)
          .transform(async (text) => text.toUpperCase()),
      },
    });
    const results: unknown[] = [];
    flow.toSubFlow(child).to(async ({ value, putIntoStream }) => {
      results.push(value);
      await putIntoStream('outer');
    });
    expect(await readAll(flow.getRuntimeStream(1))).toEqual(['INNER!', 'OUTER']);
    expect(results).toEqual([[true, false]]);
    const long = createTriggerFlow<{ input: number; stream: string }>();
    long.to(({ putIntoStream }) => putIntoStream('much too long'));
    const strict = createTriggerFlow<Outer>({ contract: { stream: z.string().max(7) } });
    strict.toSubFlow(long, { name: 'sub' });
    await expect(strict.start(1)).rejects.toMatchObject({
      chunk: 'sub',
      cause: { cause: { code: 'broken-contract' } },
    });
  });

  test('§4.9.7 the contract of the other flow is kept, also by a schema that answers later', async () => {
    const later = (schema: z.ZodNumber) =>
      schema.transform(async (value) => {
        await Promise.resolve();
        return value + 1;
      });
    const child = createTriggerFlow<{ input: number; stream: never; result: number }>({
      contract: { input: later(z.number().max(5)), result: later(z.number()) },
    });
    child.to(({ value }) => value * 10).end();
    const flow = createTriggerFlow<Outer>();
    flow.toSubFlow(child, { name: 'sub' }).end();
    expect(await flow.start(1)).toBe(21);
    await expect(flow.start(9)).rejects.toMatchObject({
      chunk: 'sub',
      cause: { code: 'broken-contract' },
    });
    const caught = createTriggerFlow<Outer>();
    caught
      .to(async ({ value, emit }) => {
        await emit('go', value).catch(() => undefined);
        return 'went on';
      })
      .end();
    caught.when('go').toSubFlow(child);
    expect(await caught.start(9)).toBe('went on');
  });

  test('§4.9.8 the limits of the flow around hold inside, and so many sub flows are under way at once', async () => {
    const counts = { chunks: 0, most: 0, flows: 0, mostFlows: 0 };
    const child = createTriggerFlow<{ input: number; stream: never; result: number }>();
    const work = async ({ value }: { value: number }) => {
      counts.most = Math.max(counts.most, ++counts.chunks);
      await new Promise((resolve) => setImmediate(resolve));
      counts.chunks--;
      return value;
    };
    child
      .to(({ value }) => {
        counts.mostFlows = Math.max(counts.mostFlows, ++counts.flows);
        return [value, value, value];
      })
      .forEach()
      .to(work)
      .endForEach()
      .to(({ value }) => {
        counts.flows--;
        return value.length;
      })
      .end();
    const flow = createTriggerFlow<Outer>();
    flow
      .to(() => [1, 2, 3, 4, 5])
      .forEach()
      .toSubFlow(child, { concurrency: 2 })
      .endForEach()
      .end();
    expect(await flow.start(0, { concurrency: 3 })).toEqual([3, 3, 3, 3, 3]);
    expect(counts).toMatchObject({ chunks: 0, most: 3, flows: 0, mostFlows: 2 });
  });

  test('§4.9.8 calls that wait for their turn are given up with what they are part of', async () => {
    const child = createTriggerFlow<{ input: number; stream: never; result: number }>();
    const started: number[] = [];
    const { waitFor, open } = gate();
    child
      .to(async ({ value }) => {
        started.push(value);
        if (value === 2) throw new Error('no');
        await waitFor;
        return value;
      })
      .end();
    const flow = createTriggerFlow<Outer>();
    flow
      .to(async ({ emit, emitNowait }) => {
        emitNowait('go', 1);
        const all = [2, 3, 4].map((value) => emit('go', value).catch(() => undefined));
        await all[0];
        open();
        await Promise.all(all);
        return started;
      })
      .end();
    flow.when('go').toSubFlow(child, { concurrency: 2 });
    expect(await flow.start(0)).toEqual([1, 2, 3, 4]);
  });

  test('§4.9.6, §7.5.5 a sub flow asks people in the flow around', async () => {
    const child = createTriggerFlow<{
      input: string;
      stream: never;
      interrupts: { approve: { payload: string; answer: boolean } };
      result: string;
    }>({ name: 'asking', contract: { interrupts: { approve: z.boolean() } } });
    child
      .to(child.chunk('ask', ({ value, pauseFor }) => pauseFor('approve', value)))
      .to(({ value }) => (value ? 'yes' : 'no'))
      .end();
    const flow = createTriggerFlow<{
      input: readonly string[];
      stream: string;
      interrupts: {
        approve: { payload: string; answer: boolean };
        other: { payload: 1; answer: 1 };
      };
      result: readonly string[];
    }>();
    flow.forEach().toSubFlow(child).endForEach().end();
    const execution = flow.createExecution();
    const result = execution.start(['a', 'b']);
    expect(await execution.idle()).toBe('waiting');
    const by = { chunk: 'ask', within: [{ id: '2', name: 'asking' }] };
    expect(execution.interrupts).toEqual([
      { id: '1', name: 'approve', ...by, payload: 'a' },
      { id: '2', name: 'approve', ...by, payload: 'b' },
    ]);
    await expect(execution.continueWith('2', 'perhaps')).rejects.toMatchObject({
      code: 'invalid-answer',
    });
    await execution.continueWith('2', false);
    expect(await execution.idle()).toBe('waiting');
    const [asked] = execution.interrupts;
    if (asked?.name === 'approve') await execution.continueWith(asked, true);
    expect(await result).toEqual(['yes', 'no']);
    expect(await readAll(execution.getRuntimeStream())).toMatchObject([
      { action: 'pause' },
      { action: 'pause' },
      { action: 'resume', answer: false },
      { action: 'resume', answer: true },
    ]);
  });

  test('§4.9.8 of those that people have answered no more are at work than there are places', async () => {
    const child = createTriggerFlow<{
      input: number;
      stream: never;
      interrupts: { ask: { payload: number; answer: number } };
      result: number;
    }>();
    let atWork = 0;
    const most: number[] = [];
    child
      .to(({ value, pauseFor }) => pauseFor('ask', value))
      .to(async ({ value }) => {
        most.push(++atWork);
        await new Promise((resolve) => setImmediate(resolve));
        atWork--;
        return value * 2;
      })
      .end();
    const flow = createTriggerFlow<{
      input: readonly number[];
      interrupts: { ask: { payload: number; answer: number } };
      result: readonly number[];
    }>();
    flow.forEach().toSubFlow(child, { concurrency: 2 }).endForEach().end();
    const execution = flow.createExecution();
    const result = execution.start([1, 2, 3, 4, 5]);
    await execution.idle();
    expect(execution.interrupts.map(({ payload }) => payload)).toEqual([1, 2, 3, 4, 5]);
    for (const asked of execution.interrupts) void execution.continueWith(asked, asked.payload);
    expect(await result).toEqual([2, 4, 6, 8, 10]);
    expect(most).toHaveLength(5);
    expect(Math.max(...most)).toBe(2);
  });

  test('§4.9.6 a sub flow that waits is given up with what it is part of', async () => {
    const child = createTriggerFlow<{
      input: number;
      stream: never;
      interrupts: { ask: { payload: number; answer: number } };
      result: number;
    }>();
    child.to(({ value, pauseFor }) => pauseFor('ask', value)).end();
    const flow = createTriggerFlow<{
      input: number;
      events: { go: number };
      interrupts: { ask: { payload: number; answer: number } };
      result: string;
    }>();
    flow
      .to(async ({ emit }) => {
        emit('go', 1).catch(() => undefined);
        await emit('go', 2).catch(() => undefined);
        return 'went on';
      })
      .end();
    flow.when('go').toSubFlow(child, { concurrency: 1 });
    flow.when('go').to(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error('beside');
    });
    const execution = flow.createExecution();
    expect(await execution.start(1)).toBe('went on');
    expect(execution.interrupts).toEqual([]);
    expect((await readAll(execution.getRuntimeStream())).length).toBeGreaterThan(0);
  });

  test('§4.9.6 the contract around checks an answer where the other flow says nothing of it', async () => {
    type Asking = { approve: { payload: string; answer: boolean } };
    const child = createTriggerFlow<{
      input: string;
      stream: never;
      interrupts: Asking;
      result: boolean;
    }>();
    child.to(({ value, pauseFor }) => pauseFor('approve', value)).end();
    const flow = createTriggerFlow<{ input: string; interrupts: Asking; result: boolean }>({
      contract: { interrupts: { approve: z.boolean() } },
    });
    flow.to(child).end();
    const execution = flow.createExecution();
    const result = execution.start('x');
    await execution.idle();
    await expect(execution.continueWith('1', 5)).rejects.toMatchObject({ code: 'invalid-answer' });
    await execution.continueWith('1', true);
    expect(await result).toBe(true);
  });

  test('§4.9.9 a flow may run itself, to any depth, and does not nest the stack', async () => {
    const flow = createTriggerFlow<{ input: number; stream: number; result: number }>();
    flow
      .ifCondition((value) => value === 0)
      .to(async ({ putIntoStream }) => {
        await putIntoStream(0);
        return 0;
      })
      .elseCondition()
      .to(({ value }) => value - 1)
      .toSubFlow(flow)
      .to(({ value }) => value + 1)
      .endCondition()
      .end();
    expect(await flow.start(2_000)).toBe(2_000);
    expect(await readAll(flow.getRuntimeStream(3))).toEqual([0]);
    const failing = createTriggerFlow<{ input: number; stream: never; result: number }>();
    failing
      .to(({ value }) => (value === 0 ? Promise.reject<number>(new Error('deep')) : value - 1))
      .to(failing)
      .end();
    let depth = 0;
    let cause: unknown = await failing.start(2_000).catch((error: unknown) => error);
    for (; cause instanceof FlowError; cause = cause.cause) depth++;
    expect(depth).toBe(2_001);
  });

  test('§4.9.1 items of a group stay with their execution', async () => {
    const flow = createTriggerFlow<{
      input: number;
      stream: never;
      events: { stray: number };
      result: unknown;
    }>();
    const each = flow.forEach();
    each
      .to(({ value, emitNowait }) => (value === 0 ? emitNowait('stray', 9) : undefined))
      .endForEach();
    each.when('stray').to(() => 'never');
    const outer = createTriggerFlow<Outer>();
    outer
      .to(() => [1])
      .forEach()
      .to(({ value }) => value)
      .toSubFlow(flow, { name: 'sub' })
      .endForEach()
      .end();
    expect(await outer.start(1)).toEqual([undefined]);
  });

  test('§4.9.1, §4.9.12 changes of what all executions share reach a sub flow while it runs', async () => {
    const child = createTriggerFlow<{
      input: number;
      stream: never;
      flowState: { go: number };
      interrupts: { ask: { payload: number; answer: number } };
      result: unknown;
    }>();
    child.to(({ value, pauseFor, flowState, setResult }) => {
      if (value === 0) return pauseFor('ask', 0);
      flowState.set('go', value);
      setResult('told');
      return 0 as never;
    });
    child.when({ flowState: 'go' }).to(({ value, setResult }) => setResult(value));
    const flow = createTriggerFlow<{
      input: number;
      interrupts: { ask: { payload: number; answer: number } };
      result: unknown;
    }>();
    flow.toSubFlow(child).end();
    const execution = flow.createExecution();
    const result = execution.start(0);
    await execution.idle();
    await child.start(5);
    await execution.continueWith('1', 1);
    expect(await result).toBe(5);
  });

  test('§4.9.10, §7.5.6 a flow that is not finished, and what is no flow, are refused', async () => {
    const open = createTriggerFlow<{ input: number; stream: never; result: number }>({
      name: 'open',
    });
    const each = open.forEach();
    const flow = createTriggerFlow<Outer>();
    flow.toSubFlow(open).end();
    expect(() => flow.createExecution()).toThrow(/open: forEach-1 was never closed/);
    each.to(({ value }) => value).endForEach();
    await flow.start(1);
    for (const other of [undefined, null, 5, {}, flow.chain(), flow.chunk(() => 1), () => 1]) {
      expect(() => flow.toSubFlow(other as never)).toThrow(/toSubFlow\(\) takes a flow/);
    }
    for (const options of [
      { name: 5 },
      { concurrency: 0 },
      { capture: {} },
      { writeBack: 'x' },
      { resources: 'rate' },
      { timeoutMs: 5 },
      null,
    ]) {
      expect(() => flow.toSubFlow(doubling(), options as never)).toThrow(FlowError);
    }
  });

  test('§4.8.14 a description has the other flow as a group; one that runs itself is there once', () => {
    const child = doubling();
    const flow = createTriggerFlow<Outer>({ name: 'outer' });
    flow
      .toSubFlow(child, { concurrency: 2 })
      .to(({ value }) => value)
      .to(flow as never)
      .end();
    const { nodes, edges, groups } = flow.describe();
    expect(groups).toEqual([{ id: '1', kind: 'subFlow', name: 'doubling' }]);
    expect(nodes.filter(({ group }) => group === '1')).toEqual([
      { id: '1', kind: 'subFlow', name: 'doubling', group: '1', concurrency: 2 },
      { id: '1/1', kind: 'chunk', name: expect.any(String) as string, group: '1' },
      { id: '1.end', kind: 'endSubFlow', name: 'the end of doubling', group: '1' },
    ]);
    expect(edges.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'start 1',
      '1 1/1',
      '1/1 1.end',
      '1.end 2',
      '2 3',
      '3 end',
    ]);
    expect(nodes).toContainEqual({ id: '3', kind: 'subFlow', name: 'outer', again: 'start' });
  });
});
