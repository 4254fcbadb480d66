import { afterEach, describe, expect, test, vi } from 'vitest';
import { createAgent } from '../agent/index.js';
import { createScriptedModel } from '../testing/index.js';
import { createTriggerFlow } from './create-trigger-flow.js';
import { FlowError } from './error.js';
import { exportFlow } from './export-flow.js';
import { importFlow } from './import-flow.js';
import type { FlowObserver, RunContext } from './observer.js';

interface Types {
  input: number;
  events: { half: number };
  stream: string;
  interrupts: { ask: { payload: string; answer: number } };
  result: number;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

/** An observer that writes down what it is told, and of which run. */
function createDiary() {
  const told: string[] = [];
  const runs: RunContext[] = [];
  const note = (run: RunContext, text: string) => {
    runs.push(run);
    told.push(text);
  };
  const observer: FlowObserver = {
    onStart: ({ flow, run, input, isResumed }) =>
      note(run, `${flow} ${isResumed ? 'goes on' : `starts with ${String(input)}`}`),
    onChunkStart: ({ chunk, run, value }) => note(run, `${chunk} begins with ${String(value)}`),
    onChunkFinish: ({ chunk, run, outcome, value }) =>
      note(run, `${chunk} ${outcome}${outcome === 'complete' ? `: ${String(value)}` : ''}`),
    onChunkError: ({ chunk, run, error }) =>
      note(run, `${chunk} threw ${error instanceof FlowError ? error.code : 'another error'}`),
    onSignal: ({ chunk, run, name, value }) => note(run, `${chunk} sends ${name} ${String(value)}`),
    onItem: ({ chunk, run, value }) => note(run, `${chunk} shows ${String(value)}`),
    onInterrupt: ({ run, news }) => note(run, `${news.action} ${news.interrupt.name}`),
    onResult: ({ run, value, chunk = 'end' }) => note(run, `${chunk} sets ${String(value)}`),
    onError: ({ flow, run }) => note(run, `${flow} has an error`),
    onFinish: ({ flow, run, status }) => note(run, `${flow} is ${status}`),
  };
  return { told, runs, observer };
}

function asking(observer: FlowObserver) {
  const flow = createTriggerFlow<Types>({ name: 'asking', observers: [observer] });
  const work = flow.chunk('work', async ({ value, emitNowait, putIntoStream }) => {
    emitNowait('half', value / 2);
    await putIntoStream('worked');
    return value;
  });
  const ask = flow.chunk('ask', ({ pauseFor }) => pauseFor('ask', 'how many?'));
  const keep = flow.chunk('keep', ({ value, setResult }) => setResult(value));
  flow.to(work).to(ask).to(keep);
  return flow;
}

describe('observers of a flow', () => {
  test('§1.11.4, §4.3.7 are told what begins, ends, is sent, shown, asked and set, in its order', async () => {
    const { told, observer } = createDiary();
    const execution = asking(observer).createExecution();
    const result = execution.start(4);
    await execution.idle();
    await execution.continueWith('1', 7);
    expect(await result).toBe(7);
    expect(told).toEqual([
      'asking starts with 4',
      'work begins with 4',
      'work sends half 2',
      'work shows worked',
      'work complete: 4',
      'ask begins with 4',
      'ask waiting',
      'pause ask',
      'resume ask',
      'keep begins with 7',
      'keep sets 7',
      'keep complete: undefined',
      'asking is completed',
    ]);
  });

  test('§1.11.5, §7.2.5 are told of an execution that goes on elsewhere, under the same runs', async () => {
    const before = createDiary();
    const begun = asking(before.observer).createExecution();
    begun.start(4).catch(() => undefined);
    const snapshot = await begun.save();
    begun.cancel();
    const after = createDiary();
    const execution = asking(after.observer).loadExecution(JSON.stringify(snapshot));
    await execution.continueWith('1', 7);
    await execution.result;
    expect(after.told.slice(0, 2)).toEqual(['asking goes on', 'resume ask']);
    expect(after.runs[0]).toEqual(before.runs[0]);
    const calls = [...before.runs, ...after.runs].filter(({ parentRunId }) => parentRunId);
    expect(new Set(calls.map(({ runId }) => runId)).size).toBe(3);
    expect(new Set(calls.map(({ parentRunId }) => parentRunId))).toEqual(new Set([execution.id]));
  });

  test('§1.11.4, W33 are told of a failure with its chunk, of what it cancels, and of the end, once each', async () => {
    const { told, observer } = createDiary();
    const flow = createTriggerFlow<{ input: number; result: unknown }>({ name: 'failing' });
    const bad = flow.chunk('bad', () => {
      throw new Error('no');
    });
    const slow = flow.chunk(
      'slow',
      ({ signal }) =>
        new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => resolve());
        }),
    );
    flow.batch([slow, bad]).end();
    const execution = flow.createExecution({ observers: [observer] });
    await expect(execution.start(1)).rejects.toMatchObject({ chunk: 'bad' });
    await vi.waitFor(() => expect(told).toContain('slow cancelled'));
    expect(told).toEqual([
      'failing starts with 1',
      'slow begins with 1',
      'bad begins with 1',
      'bad threw chunk-failed',
      'bad failed',
      'failing has an error',
      'failing is failed',
      'slow cancelled',
    ]);
  });

  test('§1.11.4 hear of a cancel as an end and of no error; of one that never began, nothing', async () => {
    const { told, observer } = createDiary();
    const flow = createTriggerFlow<{ result: unknown }>({ name: 'idle', observers: [observer] });
    flow.to(() => new Promise(() => {})).end();
    flow.createExecution().cancel();
    expect(told).toEqual([]);
    const execution = flow.createExecution();
    execution.start().catch(() => undefined);
    execution.cancel();
    expect(told).toEqual(['idle starts with undefined', 'idle is cancelled']);
  });

  test('§1.11.5, §7.5.4 hear of sub flows, each once, as parts of what is around them', async () => {
    const { told, runs, observer } = createDiary();
    const inner = createTriggerFlow<{ input: number; stream: never; result: number }>({
      name: 'inner',
      observers: [observer],
    });
    inner.to(inner.chunk('add', ({ value }) => value + 1)).end();
    const outer = createTriggerFlow<{ input: number; result: number }>({
      name: 'outer',
      observers: [observer],
    });
    outer.to(inner).end();
    const job = { runId: 'job 1', rootRunId: 'batch 9' };
    const execution = outer.createExecution({ observers: [observer], parent: job });
    expect(await execution.start(1)).toBe(2);
    expect(told).toEqual([
      'outer starts with 1',
      'inner starts with 1',
      'add begins with 1',
      'add complete: 2',
      'end sets 2',
      'inner is completed',
      'end sets 2',
      'outer is completed',
    ]);
    const [outside, inside, call] = runs;
    expect(outside).toEqual({ runId: execution.id, parentRunId: 'job 1', rootRunId: 'batch 9' });
    expect(inside).toMatchObject({ parentRunId: execution.id, rootRunId: 'batch 9' });
    expect(call).toMatchObject({ parentRunId: inside?.runId, rootRunId: 'batch 9' });
  });

  test.each(['onStart', 'onChunkStart', 'onChunkFinish', 'onSignal', 'onItem'] as const)(
    '§1.11.6 may cancel it in %s: nothing begins after that, and nothing stays open',
    async (method) => {
      const after: string[] = [];
      let isOver = false;
      const watch: FlowObserver = {
        [method]: ({ run }: { readonly run: RunContext }) => {
          if (isOver) return;
          isOver = true;
          flow.executions.get(run.parentRunId ?? run.runId)?.cancel();
        },
      };
      const flow = asking(watch);
      const noteLater: FlowObserver = {
        onChunkStart: ({ chunk }) =>
          void (isOver && method !== 'onChunkStart' && after.push(chunk)),
      };
      const execution = flow.createExecution({ observers: [noteLater] });
      await expect(execution.start(4)).rejects.toMatchObject({ code: 'cancelled' });
      for (let turn = 0; turn < 100; turn++) await Promise.resolve();
      expect(after).toEqual([]);
      expect(execution.status).toBe('cancelled');
      expect(execution.interrupts).toEqual([]);
      expect(flow.executions.size).toBe(0);
    },
  );

  test('§1.11.6 what they throw, or reject with, is reported and concerns no execution', async () => {
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => void reported.push(error));
    const observer: FlowObserver = {
      onStart() {
        throw new Error('thrown');
      },
      onFinish: () => Promise.reject(new Error('rejected')) as never,
    };
    const flow = createTriggerFlow<{ input: number; result: number }>({ observers: [observer] });
    flow.to(({ value }) => value).end();
    expect(await flow.start(3)).toBe(3);
    await vi.waitFor(() => expect(reported).toHaveLength(2));
    expect(reported).toMatchObject([{ message: 'thrown' }, { message: 'rejected' }]);
  });

  test('§1.11.5, W33 calls of one signal are told apart, also those of functions of one name', async () => {
    const { runs, observer } = createDiary();
    const flow = createTriggerFlow<{ input: number }>({ observers: [observer] });
    for (const step of [1, 2])
      flow.to(function same({ value }) {
        return value + step;
      });
    await flow.start(1);
    const calls = runs.filter(({ parentRunId }) => parentRunId !== undefined);
    expect(new Set(calls.map(({ runId }) => runId)).size).toBe(2);
  });

  test('§1.11.4 are options of an imported flow as well', async () => {
    const { told, observer } = createDiary();
    const flow = createTriggerFlow<{ input: number; result: number }>({ name: 'short' });
    const same = ({ value }: { value: number }) => value;
    flow.to(flow.chunk('same', same)).end();
    const again = importFlow<{ input: number; result: number }>(exportFlow(flow), {
      chunks: { same },
      observers: [observer],
    });
    expect(await again.start(3)).toBe(3);
    expect(told.at(-1)).toBe('short is completed');
  });

  test('§1.11.6 what is no observer and no parent is refused', () => {
    const flow = createTriggerFlow();
    for (const wrong of [
      { observers: {} },
      { observers: [() => undefined] },
      { parent: 'job 1' },
      { parent: {} },
    ]) {
      expect(() => flow.createExecution(wrong as never)).toThrow(
        expect.objectContaining({ code: 'invalid-option' }),
      );
    }
    expect(() => createTriggerFlow({ observers: [5] as never })).toThrow(/observers/);
  });
});

describe('the run of a chunk', () => {
  test('§1.11.3 is the parent of the responses made in it, for those who observe the agent', async () => {
    const parents: unknown[] = [];
    const agent = createAgent({
      model: createScriptedModel({ text: 'Tea' }),
      observers: [{ onRequest: ({ parent }) => void parents.push(parent) }],
    });
    const { runs, observer } = createDiary();
    const flow = createTriggerFlow<{ input: readonly string[]; result: readonly string[] }>();
    flow
      .forEach()
      .to(({ value, signal, run }) =>
        agent.input(value).getResponse({ signal, parent: run }).getText(),
      )
      .endForEach()
      .end();
    await flow.start(['a', 'b'], { observers: [observer] });
    expect(parents).toHaveLength(2);
    const begun = runs.filter(({ parentRunId }) => parentRunId !== undefined);
    for (const parent of parents) expect(begun).toContainEqual(parent);
    expect(parents[0]).not.toEqual(parents[1]);
  });

  test('§1.11.5, §7.2.6 is the parent of a flow that is started in it', async () => {
    const { runs, observer } = createDiary();
    const other = createTriggerFlow<{ input: number; result: number }>({ observers: [observer] });
    other.to(({ value }) => value).end();
    const flow = createTriggerFlow<{ input: number; result: RunContext }>();
    flow
      .to(async ({ value, run }) => {
        await other.start(value, { parent: run });
        return run;
      })
      .end();
    const around = await flow.start(1);
    expect(runs[0]).toMatchObject({ parentRunId: around.runId, rootRunId: around.rootRunId });
    const stream = other.getRuntimeStream(1, { parent: around });
    await stream.next();
    const inside = runs.filter(({ parentRunId }) => parentRunId === around.runId);
    expect(new Set(inside.map(({ runId }) => runId)).size).toBe(2);
  });
});
