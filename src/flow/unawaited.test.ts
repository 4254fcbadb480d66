import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { gate } from '../../tests/support/gate.js';
import type { InstantEvent } from '../protocol/index.js';
import { createTriggerFlow } from './create-trigger-flow.js';

// A rejection that nobody handles fails the run of the tests, whatever the tests themselves say.

interface Showing {
  readonly events: { task: unknown };
  readonly stream: unknown;
  readonly result: unknown;
}

async function* failing(): AsyncGenerator<InstantEvent> {
  yield { type: 'done', path: 'a', value: 1, isComplete: true } as InstantEvent;
  yield { type: 'error', code: 'no', message: 'no' };
}

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
};

describe('what a chunk does not await', () => {
  test.each(['at once', 'later'])('fails the run by the contract, answered %s', async (when) => {
    const isFit = (value: unknown) => value === 'fits';
    const schema = when === 'at once' ? z.custom(isFit) : z.any().refine(async (v) => isFit(v));
    const flow = createTriggerFlow<Showing>({ contract: { stream: schema } });
    const show = flow.chunk('show', ({ putIntoStream }) => {
      void putIntoStream('does not fit');
      return 'over';
    });
    flow.to(show).end();
    await expect(flow.start()).rejects.toMatchObject({
      code: 'chunk-failed',
      chunk: 'show',
      cause: { code: 'broken-contract' },
    });
  });

  test.each(['streamFields', 'showFields', 'emitFields'] as const)(
    'fails the run with the source of %s',
    async (how) => {
      const flow = createTriggerFlow<Showing>();
      const show = flow.chunk('show', ({ streamFields, showFields, emitFields }) => {
        if (how === 'streamFields') void streamFields(failing(), { a: (value) => value });
        else if (how === 'showFields') void showFields(failing(), { lane: 'a' });
        else void emitFields(failing(), { a: 'task' });
        return 'over';
      });
      flow.to(show).end();
      await expect(flow.start()).rejects.toMatchObject({
        code: 'chunk-failed',
        chunk: 'show',
        cause: { code: 'source-failed' },
      });
    },
  );

  test('is one of the failures of a run that goes on', async () => {
    const flow = createTriggerFlow<Showing>({ contract: { stream: z.number() } });
    flow
      .to(({ putIntoStream }) => {
        void putIntoStream('does not fit');
        return 'over';
      })
      .end();
    const execution = flow.createExecution({ onError: 'continue' });
    expect(await execution.start()).toBe('over');
    expect(execution.failures).toHaveLength(1);
  });

  test('is shown to its end, though the chunk has returned', async () => {
    async function* source(): AsyncGenerator<InstantEvent> {
      for (const path of ['a', 'b']) {
        await turns(1);
        yield { type: 'done', path, value: path, isComplete: true } as InstantEvent;
      }
    }
    const flow = createTriggerFlow<Showing>();
    flow.to(({ streamFields }) => {
      void streamFields(source(), { a: (value) => value, b: (value) => value });
    });
    const items: unknown[] = [];
    for await (const item of flow.getRuntimeStream()) items.push(item);
    expect(items).toEqual(['a', 'b']);
  });

  test.each(['a cancel', 'an early leave'])('rejects nobody after %s', async (how) => {
    const flow = createTriggerFlow<Showing>();
    const { waitFor, open } = gate();
    let wasLeft = false;
    async function* endless(): AsyncGenerator<InstantEvent> {
      try {
        for (let at = 0; ; at++) {
          await turns(1);
          yield { type: 'done', path: `a[${at}]`, value: at, isComplete: true } as InstantEvent;
        }
      } finally {
        wasLeft = true;
      }
    }
    flow.to(async ({ putIntoStream, streamFields, showFields }) => {
      void streamFields(endless(), { 'a[*]': (value) => value });
      void showFields(endless(), { lane: 'a' });
      for (let turn = 0; turn < 20; turn++) {
        void putIntoStream(turn);
        await turns(1);
      }
      open();
    });
    if (how === 'a cancel') {
      const execution = flow.createExecution();
      execution.start().catch(() => undefined);
      await turns(3);
      execution.cancel();
    } else for await (const _ of flow.getRuntimeStream()) break;
    await waitFor;
    await turns(3);
    expect(wasLeft).toBe(true);
  });

  test.each([1, 2])(
    'is shown before the execution ends, also where a schema %i flows further out answers late',
    async (levels) => {
      const late = z.number().refine(async () => {
        await turns(3);
        return true;
      });
      const inner = createTriggerFlow<{ stream: number; result: string }>({ name: 'inner' });
      inner
        .to(({ putIntoStream }) => {
          void putIntoStream(1);
          void putIntoStream(2);
          return 'over';
        })
        .end();
      let flow = inner;
      for (let level = 1; level <= levels; level++) {
        const contract = level === levels ? { contract: { stream: late } } : {};
        const around = createTriggerFlow<{ stream: number; result: string }>(contract);
        around.to(flow).end();
        flow = around;
      }
      const execution = flow.createExecution();
      expect(await execution.start()).toBe('over');
      const items: unknown[] = [];
      for await (const item of execution.getRuntimeStream()) items.push(item);
      expect(items).toEqual([1, 2]);
    },
  );

  test('rejects who awaits it in the end, also after something else', async () => {
    const flow = createTriggerFlow<Showing>({ contract: { stream: z.number() } });
    flow
      .to(async ({ putIntoStream }) => {
        const put = putIntoStream('does not fit');
        await Promise.resolve();
        return put.then(
          () => 'shown',
          (error: { code: string }) => error.code,
        );
      })
      .end();
    expect(await flow.start()).toBe('broken-contract');
  });

  test('fails the run as soon as it fails, though its chunk is at work', async () => {
    const flow = createTriggerFlow<Showing>();
    const wasAborted: boolean[] = [];
    flow.to(async ({ emit, signal }) => {
      void emit('task', 1);
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      wasAborted.push(signal.aborted);
    });
    flow.when('task').to(() => {
      throw new Error('no');
    });
    await expect(flow.start()).rejects.toMatchObject({ code: 'chunk-failed' });
    await turns(1);
    expect(wasAborted).toEqual([true]);
  });

  test('may be awaited in the next turn of the chunk', async () => {
    const flow = createTriggerFlow<Showing>();
    flow
      .to(async ({ emit }) => {
        const emission = emit('task', 1);
        for (let turn = 0; turn < 20; turn++) await Promise.resolve();
        try {
          await emission;
        } catch {
          return 'caught';
        }
        return 'not caught';
      })
      .end();
    flow.when('task').to(() => {
      throw new Error('no');
    });
    expect(await flow.start()).toBe('caught');
  });
});

test.each(['emit', 'putIntoStream'] as const)(
  'timers have their turn beside a loop of %s that nobody hears',
  async (how) => {
    const flow = createTriggerFlow<Showing>();
    flow.to(async ({ emit, putIntoStream, signal }) => {
      while (!signal.aborted) {
        if (how === 'emit') await emit('task', 1);
        else await putIntoStream(1);
      }
    });
    await expect(flow.start(undefined, { timeoutMs: 5 })).rejects.toMatchObject({
      code: 'timeout',
    });
  },
);

test.each(['nothing', 'catch', 'finally'] as const)(
  'a chunk that goes on beside its emit keeps its place, with %s behind it; one that awaits lends it',
  async (how) => {
    const flow = createTriggerFlow<Showing>();
    let [now, most] = [0, 0];
    const work = async () => {
      most = Math.max(most, ++now);
      await turns(2);
      now--;
    };
    flow.to(async ({ emit }) => {
      if (how === 'nothing') void emit('task', 1);
      else if (how === 'catch') void emit('task', 1).catch(() => undefined);
      else void emit('task', 1).finally(() => undefined);
      await work();
      await emit('task', 2).catch(() => undefined);
      await emit('task', 3).finally(() => undefined);
      await Promise.all([emit('task', 4), emit('task', 5).catch(() => undefined)]);
      await work();
    });
    flow.when('task').to(work);
    await flow.start(undefined, { concurrency: 1 });
    expect(most).toBe(1);
  },
);
