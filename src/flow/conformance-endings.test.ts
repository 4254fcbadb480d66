import { describe, expect, test, vi } from 'vitest';
import { gate } from '../../tests/support/gate.js';
import { createTriggerFlow } from './create-trigger-flow.js';
import { FlowError } from './error.js';

const broken = new Error('broken');

/** A chunk that does nothing until its signal is aborted, and notes that it was. */
function sleeper() {
  const reasons: unknown[] = [];
  const sleep = ({ signal }: { readonly signal: AbortSignal }) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => {
        reasons.push(signal.reason);
        reject(signal.reason as Error);
      });
    });
  return { sleep, reasons };
}

describe('§4.4 executions', () => {
  test('§4.4.1, §7.2.1 go from created over running to completed, and start only once', async () => {
    const flow = createTriggerFlow<{ input: number; result: number }>();
    flow.to(({ value }) => value).end();
    const execution = flow.createExecution();
    expect(execution.status).toBe('created');
    const result = execution.start(1);
    expect(execution.status).toBe('running');
    expect(await result).toBe(1);
    expect(await execution.start(2)).toBe(1);
    expect(await execution.result).toBe(1);
    expect(execution.status).toBe('completed');
  });

  test('§4.4.2 many executions of one flow do not mix', async () => {
    const flow = createTriggerFlow<{ input: number; state: { n: number }; result: number }>();
    flow
      .to(async ({ value, state }) => {
        state.set('n', value);
        await Promise.resolve();
      })
      .to(({ state }) => state.get('n') ?? -1)
      .end();
    const inputs = Array.from({ length: 20 }, (_, index) => index);
    expect(await Promise.all(inputs.map((input) => flow.start(input)))).toEqual(inputs);
  });

  test('§4.4.3, W23 a timeout bounds the work and aborts it', async () => {
    vi.useFakeTimers();
    const flow = createTriggerFlow<{ result: unknown }>({ name: 'slow' });
    const { sleep, reasons } = sleeper();
    flow.to(sleep).end();
    const execution = flow.createExecution({ timeoutMs: 200 });
    const failure = execution.start();
    await vi.advanceTimersByTimeAsync(199);
    expect(execution.status).toBe('running');
    await vi.advanceTimersByTimeAsync(1);
    await expect(failure).rejects.toMatchObject({
      code: 'timeout',
      message: expect.stringMatching(/^An execution of slow took longer than 200 ms/),
    });
    expect(execution.status).toBe('failed');
    expect(reasons).toMatchObject([{ code: 'timeout' }]);
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  test('§4.4.3 a timeout fires though chunks never give up the thread', async () => {
    const flow = createTriggerFlow<{ events: { turn: undefined }; result: unknown }>();
    flow.to(({ emitNowait }) => emitNowait('turn'));
    flow.when('turn').to(({ emitNowait }) => emitNowait('turn'));
    await expect(flow.start(undefined, { timeoutMs: 5 })).rejects.toMatchObject({
      code: 'timeout',
    });
  });

  test('§4.4.4, W23 cancel and an aborted signal end the execution and reach its chunks', async () => {
    const flow = createTriggerFlow<{ result: unknown }>();
    const { sleep, reasons } = sleeper();
    flow.to(sleep).end();
    const controller = new AbortController();
    const [byHand, bySignal] = [
      flow.createExecution(),
      flow.createExecution({ signal: controller.signal }),
    ];
    const failures = [byHand.start(), bySignal.start()];
    await Promise.resolve();
    byHand.cancel('not needed');
    controller.abort(broken);
    for (const failure of failures) {
      await expect(failure).rejects.toMatchObject({ code: 'cancelled' });
    }
    expect([byHand.status, bySignal.status]).toEqual(['cancelled', 'cancelled']);
    expect(reasons).toMatchObject([{ cause: 'not needed' }, { cause: broken }]);
  });

  test('§4.4.4 a signal that is aborted already starts nothing', async () => {
    const flow = createTriggerFlow<{ result: unknown }>();
    const work = vi.fn<() => void>();
    flow.to(work).end();
    const failure = flow.start(undefined, { signal: AbortSignal.abort() });
    await expect(failure).rejects.toMatchObject({ code: 'cancelled' });
    expect(work).not.toHaveBeenCalled();
  });

  test('§4.4.5 what a cancelled chunk still sends goes nowhere', async () => {
    const flow = createTriggerFlow<{ events: { late: undefined }; result: unknown }>();
    const { waitFor, open } = gate();
    const thrown: unknown[] = [];
    const late = vi.fn<() => void>();
    flow
      .to(async ({ emit, putIntoStream, setResult }) => {
        await waitFor;
        for (const send of [() => emit('late'), () => putIntoStream(1), async () => setResult(1)]) {
          try {
            await send();
          } catch (error) {
            thrown.push(error);
          }
        }
      })
      .end();
    flow.when('late').to(late);
    const execution = flow.createExecution();
    const failure = execution.start();
    await Promise.resolve();
    execution.cancel();
    open();
    await expect(failure).rejects.toThrow(FlowError);
    await vi.waitFor(() => expect(thrown).toHaveLength(3));
    expect(thrown).toMatchObject(Array.from({ length: 3 }, () => ({ code: 'cancelled' })));
    expect(late).not.toHaveBeenCalled();
  });

  test('§4.4.7, W31 the concurrency of an execution covers nested handlers, and nobody waits for ever', async () => {
    const flow = createTriggerFlow<{
      input: readonly number[];
      events: { work: number };
      result: unknown;
    }>();
    let [now, most] = [0, 0];
    flow
      .forEach()
      .to(async ({ value, emit }) => {
        await emit('work', value);
        most = Math.max(most, ++now);
        await Promise.resolve();
        now--;
        return value;
      })
      .endForEach()
      .end();
    flow.when('work').to(async () => {
      most = Math.max(most, ++now);
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
      now--;
    });
    const items = [1, 2, 3, 4, 5, 6, 7, 8];
    expect(await flow.start(items, { concurrency: 2 })).toEqual(items);
    expect(most).toBe(2);
    expect(await flow.start(items, { concurrency: 1 })).toEqual(items);
  });

  test('§4.4.7 a step of its own concurrency lends its place to its own downstream', async () => {
    const flow = createTriggerFlow<{ input: number; events: { turn: number }; result: number }>();
    const turn = flow.chunk('turn', async ({ value, emit }) => {
      if (value > 0) await emit('turn', value - 1);
      return value;
    });
    flow.to(({ value, emit }) => emit('turn', value).then(() => value)).end();
    flow.when('turn').to(turn, { concurrency: 1 });
    expect(await flow.start(5)).toBe(5);
  });

  test.each([
    [{ timeoutMs: 0 }],
    [{ timeoutMs: 1e15 }],
    [{ concurrency: 0 }],
    [{ concurrency: 1.5 }],
    [{ streamBuffer: 0 }],
    [{ onError: 'ignore' }],
    [{ signal: {} }],
    [{ resources: 5 }],
    [{ timeout: 5 }],
  ])('§4.4.8 the options %o are refused before anything runs', (options) => {
    const flow = createTriggerFlow();
    expect(() => flow.createExecution(options as never)).toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    );
  });
});

describe('§4.5 failures', () => {
  test('§4.5.1, W23 reject the result with the name of the chunk and the cause, and cancel what runs beside it', async () => {
    const flow = createTriggerFlow<{ result: unknown }>();
    const { sleep, reasons } = sleeper();
    const bad = flow.chunk('bad', async () => {
      await Promise.resolve();
      throw broken;
    });
    flow.to(sleep).end();
    flow.to(bad);
    const execution = flow.createExecution();
    await expect(execution.start()).rejects.toMatchObject({
      code: 'chunk-failed',
      chunk: 'bad',
      cause: broken,
    });
    expect(execution.status).toBe('failed');
    expect(execution.failures).toMatchObject([{ chunk: 'bad' }]);
    expect(reasons).toMatchObject([{ chunk: 'bad' }]);
    await expect(execution.result).rejects.toThrow(/The chunk "bad" failed/);
  });

  test('§4.5.2 a failure downstream rejects the emit that waits for it, by the name of the chunk that failed', async () => {
    const flow = createTriggerFlow<{ events: { go: undefined }; result: unknown }>();
    const { sleep, reasons } = sleeper();
    const bad = flow.chunk('bad', () => {
      throw broken;
    });
    const caught: unknown[] = [];
    flow
      .to(async ({ emit }) => {
        await emit('go').catch((error: unknown) => void caught.push(error));
        return 'went on';
      })
      .end();
    const outer = flow.chunk('outer', ({ emit }) => emit('go'));
    flow.when('go').to(sleep);
    flow.when('go').to(bad);
    expect(await flow.start()).toBe('went on');
    expect(caught).toMatchObject([{ chunk: 'bad', cause: broken }]);
    expect(reasons).toMatchObject([{ chunk: 'bad' }]);
    flow.to(outer);
    await expect(flow.start()).rejects.toMatchObject({ chunk: 'bad', cause: broken });
  });

  test('§4.5.2 a failure behind an emit that nobody awaits fails the execution', async () => {
    const flow = createTriggerFlow<{ events: { go: undefined }; result: unknown }>();
    flow.to(({ emit }) => void emit('go')).end();
    flow.when('go').to(async () => {
      await Promise.resolve();
      throw broken;
    });
    await expect(flow.start()).rejects.toMatchObject({ cause: broken });
    const { waitFor, open } = gate();
    const late = createTriggerFlow<{ events: { go: undefined }; result: unknown }>();
    late
      .to(async ({ emit }) => {
        void emit('go');
        await waitFor;
      })
      .end();
    late.when('go').to(() => {
      open();
      throw broken;
    });
    await expect(late.start()).rejects.toMatchObject({ cause: broken });
  });

  test("§4.5.3 onError 'continue' ends the failed branch alone", async () => {
    const flow = createTriggerFlow<{ input: boolean; result: string }>();
    const { waitFor, open } = gate();
    flow
      .to(async ({ value, signal }) => {
        await waitFor;
        if (!value) throw new Error('second');
        return signal.aborted ? 'aborted' : 'went on';
      })
      .end();
    flow.to(() => {
      open();
      throw broken;
    });
    const execution = flow.createExecution({ onError: 'continue' });
    expect(await execution.start(true)).toBe('went on');
    expect(execution.failures).toMatchObject([{ cause: broken }]);
    const failing = flow.createExecution({ onError: 'continue' });
    await expect(failing.start(false)).rejects.toMatchObject({ cause: broken });
    expect(failing.failures).toHaveLength(2);
  });

  test("§4.5.3 with 'continue' an awaited emit rejects once the rest of what it set going is over", async () => {
    const flow = createTriggerFlow<{ events: { go: undefined }; result: unknown }>();
    const log: string[] = [];
    flow
      .to(async ({ emit }) => {
        await emit('go').catch(() => void log.push('caught'));
        void emit('go');
        return 'done';
      })
      .end();
    flow.when('go').to(() => {
      throw broken;
    });
    flow.when('go').to(async () => {
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
      log.push('other');
    });
    const execution = flow.createExecution({ onError: 'continue' });
    expect(await execution.start()).toBe('done');
    expect(log).toEqual(['other', 'caught', 'other']);
    expect(execution.failures).toMatchObject([{ cause: broken }]);
  });

  test('§4.4.7 several emits may be awaited at once, with one place for all', async () => {
    const flow = createTriggerFlow<{ events: { go: number }; result: readonly number[] }>();
    const seen: number[] = [];
    flow
      .to(async ({ emit }) => {
        await Promise.all([emit('go', 1), emit('go', 2)]);
        await emit('go', 3);
        return seen;
      })
      .end();
    flow.when('go').to(async ({ value }) => {
      await Promise.resolve();
      seen.push(value);
    });
    expect(await flow.start(undefined, { concurrency: 1 })).toEqual([1, 2, 3]);
  });

  test('§4.5.4 an execution without a result ends as stalled and says what it waited for', async () => {
    const flow = createTriggerFlow<{ events: { never: number }; result: number }>({ name: 'lost' });
    flow.to(() => 1);
    flow.when('never').end();
    const execution = flow.createExecution();
    await expect(execution.start()).rejects.toMatchObject({
      code: 'stalled',
      message: expect.stringMatching(/^An execution of lost has nothing left to do and no result/),
    });
    expect(execution.status).toBe('stalled');
  });

  test('§4.5.4 a flow with no end and nothing that waits completes without a result', async () => {
    const flow = createTriggerFlow();
    flow.to(() => 1);
    const execution = flow.createExecution();
    expect(await execution.start()).toBeUndefined();
    expect(execution.status).toBe('completed');
  });
});
