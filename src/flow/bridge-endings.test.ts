import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { gate } from '../../tests/support/gate.js';
import { createAgent } from '../agent/index.js';
import type { InstantEvent } from '../protocol/index.js';
import { createScriptedModel } from '../testing/index.js';
import { createTriggerFlow } from './create-trigger-flow.js';
import type { PartialOptions } from './field-types.js';

interface Planning {
  readonly events: { task: unknown; first: unknown; gone: { path: string; value: unknown } };
  readonly stream: unknown;
  readonly result: unknown;
}

const Plan = z.object({ tasks: z.array(z.string()), title: z.string().max(4) });

async function* from(events: readonly unknown[]): AsyncGenerator<InstantEvent> {
  for (const event of events) {
    await Promise.resolve();
    if (event instanceof Error) throw event;
    yield event as InstantEvent;
  }
}

const done = (path: string, value: unknown) => ({ type: 'done', path, value, isComplete: true });
const attempt = { type: 'attempt', attempt: 2, reason: 'no' };

/** What comes of a source: its tasks, what is withdrawn, and how reading it ended. */
function logging(...source: readonly unknown[]) {
  const flow = createTriggerFlow<Planning>();
  const log: unknown[] = [];
  flow
    .to(async ({ emitFields }) => {
      try {
        await emitFields(from(source), { 'tasks[*]': 'task' }, { withdrawn: 'gone' });
      } catch (error) {
        log.push((error as { code: string }).code);
      }
    })
    .end();
  flow.when('task').to(({ value }) => void log.push(value));
  flow.when('gone').to(({ value }) => void log.push(`not ${value.path} ${String(value.value)}`));
  return { flow, log };
}

/** An answer that ends before its JSON does. */
const cutOff = () =>
  createAgent({ model: createScriptedModel({ text: '{"tasks":["pack","book","g' }) })
    .input('A trip')
    .output(Plan)
    .getResponse();

describe('a source of two readers', () => {
  const events = [done('tasks[0]', 'a'), done('tasks[1]', 'b'), done('tasks[2]', 'c')];

  /** What each of two readers of one source is sent, and the error of the flow. */
  async function readTwice(source: AsyncIterable<InstantEvent>, isAtOnce: boolean) {
    const flow = createTriggerFlow<Planning>();
    const seen = { task: [] as unknown[], first: [] as unknown[] };
    flow
      .to(async ({ emitFields }) => {
        const one = emitFields(source, { 'tasks[*]': 'task' });
        if (!isAtOnce) await one;
        await Promise.all([one, emitFields(source, { 'tasks[*]': 'first' })]);
      })
      .end();
    flow.when('task').to(({ value }) => void seen.task.push(value));
    flow.when('first').to(({ value }) => void seen.first.push(value));
    const error: unknown = await flow.start().then(
      () => undefined,
      (failure: Error) => failure.cause,
    );
    return { ...seen, error };
  }

  test.each([
    ['at once', true],
    ['one after the other', false],
  ])('is refused where it gives its events once: %s', async (_, isAtOnce) => {
    const { error, first } = await readTwice(from(events), isAtOnce);
    expect(error).toMatchObject({
      code: 'invalid-source',
      message: expect.stringMatching(/AsyncGenerator, which gives its events once/) as string,
    });
    expect(first).toEqual([]);
  });

  test('is refused in a flow within the flow, too', async () => {
    const source = from(events);
    const inner = createTriggerFlow<Planning>({ name: 'inner' });
    inner.to(({ emitFields }) => emitFields(source, { 'tasks[*]': 'task' })).end();
    const flow = createTriggerFlow<Planning>();
    flow
      .to(({ emitFields }) => emitFields(source, { 'tasks[*]': 'task' }))
      .toSubFlow(inner, { capture: () => ({}) })
      .end();
    const failed = flow.start();
    await expect(failed).rejects.toMatchObject({
      chunk: 'inner',
      cause: { cause: { code: 'invalid-source' } },
    });
  });

  test.each([true, false])('gives each the whole where it can: at once, %s', async (isAtOnce) => {
    const source = { [Symbol.asyncIterator]: () => from(events) };
    const { task, first, error } = await readTwice(source, isAtOnce);
    expect(error).toBeUndefined();
    expect([task, first]).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ]);
  });
});

describe('a source that fails', () => {
  test.each([
    ['says so', { type: 'error', code: 'truncated', message: 'no' }],
    ['throws', new Error('no network')],
  ])(
    'has what its dead attempt left withdrawn before anybody hears of it: it %s',
    async (_, last) => {
      const { flow, log } = logging(done('tasks[0]', 'pack'), attempt, last);
      await flow.start();
      expect(log).toEqual(['pack', 'not tasks[0] pack', 'source-failed']);
    },
  );

  test('keeps what its only attempt sent', async () => {
    const failure = { type: 'error', code: 'truncated', message: 'no' };
    const { flow, log } = logging(done('tasks[0]', 'pack'), failure);
    await flow.start();
    expect(log).toEqual(['pack', 'source-failed']);
  });

  test('does not wait for work on its fields, which ends with it', async () => {
    const flow = createTriggerFlow<Planning>();
    const { waitFor, open } = gate();
    const failure = { type: 'error', code: 'truncated', message: 'no' };
    flow
      .to(({ emitFields }) =>
        emitFields(from([done('tasks[0]', 1), attempt, failure]), { 'tasks[*]': 'task' }),
      )
      .end();
    flow.when('task').to(() => waitFor);
    await expect(flow.start()).rejects.toMatchObject({ cause: { code: 'source-failed' } });
    open();
  });
});

describe('a field that several paths match', () => {
  test('is sent for each of them, in the order given', async () => {
    for (const names of [
      ['task', 'first'],
      ['first', 'task'],
    ] as const) {
      const flow = createTriggerFlow<Planning>();
      const log: unknown[] = [];
      const paths = { task: 'tasks[*]', first: 'tasks[0]' };
      const fields = Object.fromEntries(names.map((name) => [paths[name], name]));
      flow.to(({ emitFields }) =>
        emitFields(from([done('tasks[0]', 'pack'), done('tasks[1]', 'book')]), fields),
      );
      flow.when('task').to(({ value }) => void log.push(`task ${String(value)}`));
      flow.when('first').to(({ value }) => void log.push(`first ${String(value)}`));
      await flow.start();
      expect(log).toEqual([...names.map((name) => `${name} pack`), 'task book']);
    }
  });

  test('is shown for each of them', async () => {
    const flow = createTriggerFlow<Planning>();
    flow.to(({ streamFields }) =>
      streamFields(from([done('tasks[0]', 'pack')]), {
        'tasks[*]': (value) => ['any', value],
        'tasks[0]': (value) => ['first', value],
      }),
    );
    const items: unknown[] = [];
    for await (const item of flow.getRuntimeStream()) items.push(item);
    expect(items).toEqual([
      ['any', 'pack'],
      ['first', 'pack'],
    ]);
  });
});

describe('an answer that is cut off', () => {
  const reading = (how: 'emitFields' | 'streamFields' | 'showFields', options?: PartialOptions) => {
    const flow = createTriggerFlow<Planning>();
    const seen: unknown[] = [];
    flow
      .to(async ({ emitFields, streamFields, showFields }) => {
        if (how === 'emitFields') await emitFields(cutOff(), { 'tasks[*]': 'task' }, options);
        else if (how === 'showFields') await showFields(cutOff(), { lane: 'plan', ...options });
        else await streamFields(cutOff(), { 'tasks[*]': (task) => task }, options);
        return 'read';
      })
      .end();
    flow.when('task').to(async ({ value }) => {
      // Longer than the answer takes.
      await new Promise((resolve) => setTimeout(resolve, 5));
      seen.push(value);
    });
    return { flow, seen };
  };

  test.each(['emitFields', 'streamFields', 'showFields'] as const)(
    'is none for %s',
    async (how) => {
      await expect(reading(how).flow.start()).rejects.toMatchObject({
        code: 'chunk-failed',
        cause: { code: 'truncated-output', message: expect.stringContaining('tasks[2]') },
      });
    },
  );

  test.each(['emitFields', 'streamFields', 'showFields'] as const)(
    'is one for %s where that is enough',
    async (how) => {
      expect(await reading(how, { acceptPartial: true }).flow.start()).toBe('read');
    },
  );

  test('keeps the work on its complete fields, which ends before it is told', async () => {
    const { flow, seen } = reading('emitFields');
    await expect(flow.start()).rejects.toThrow(/cut off/);
    expect(seen).toEqual(['pack', 'book']);
  });

  test('is told as stopped where somebody stopped it', async () => {
    const { flow, log } = logging(done('tasks[0]', 'pack'), {
      type: 'end',
      outcome: 'stopped',
      incomplete: [''],
    });
    await flow.start();
    expect(log).toEqual(['pack', 'stopped']);
  });

  test('is whole where a later attempt was', async () => {
    const { flow, log } = logging(
      { type: 'end', outcome: 'truncated', incomplete: [''] },
      attempt,
      done('tasks[0]', 'pack'),
    );
    await flow.start();
    expect(log).toEqual(['pack']);
  });

  test('is whole where another field did not fit its schema: that one alone is not sent', async () => {
    const model = createScriptedModel({ text: '{"title":"too long","tasks":["pack"]}' });
    const response = createAgent({ model }).input('A trip').output(Plan).getResponse();
    const flow = createTriggerFlow<Planning>();
    const seen: unknown[] = [];
    flow.to(({ emitFields }) => emitFields(response, { 'tasks[*]': 'task', title: 'first' }));
    flow.when('task').to(({ value }) => void seen.push(value));
    flow.when('first').to(({ value }) => void seen.push(value));
    await flow.start();
    expect(seen).toEqual(['pack']);
    await expect(response.getData()).rejects.toMatchObject({ code: 'invalid-output' });
  });
});

describe('what is none of the options of the bridge', () => {
  test.each([
    ['no fields', undefined, {}],
    ['null', null, {}],
    ['a number for an event', { a: 1 }, {}],
    ['options that are null', { a: 'task' }, null],
    ['a wrong name', { a: 'task' }, { widthdrawn: 'gone' }],
    ['a wrong withdrawn', { a: 'task' }, { withdrawn: 1 }],
    ['a wrong acceptPartial', { a: 'task' }, { acceptPartial: 'yes' }],
  ])('is refused at once, and holds nothing: %s', async (_, fields, options) => {
    const flow = createTriggerFlow<Planning>();
    flow
      .to(({ emitFields }) => {
        expect(() => emitFields(from([]), fields as never, options as never)).toThrow(
          expect.objectContaining({ code: 'invalid-option' }),
        );
        return 'went on';
      })
      .end();
    expect(await flow.start()).toBe('went on');
  });

  test('is refused by streamFields as well', async () => {
    const flow = createTriggerFlow<Planning>();
    flow.to(({ streamFields }) => {
      expect(() => streamFields(from([]), { a: 'task' } as never)).toThrow(/`a` takes a function/);
      expect(() => streamFields(from([]), {}, { lane: 'a' } as never)).toThrow(/lane/);
    });
    await flow.start();
  });
});
