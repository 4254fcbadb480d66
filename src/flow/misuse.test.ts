import type { StandardSchemaV1 } from '@standard-schema/spec';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createTriggerFlow } from './create-trigger-flow.js';
import { exportFlow } from './export-flow.js';
import { importFlow } from './import-flow.js';
import { toMermaid } from './to-mermaid.js';

interface Asking {
  input: number;
  events: Record<string, unknown>;
  interrupts: Record<string, { payload: unknown; answer: unknown }>;
  result: unknown;
}

type Flow = ReturnType<typeof createTriggerFlow<Asking>>;

describe('a chunk of another flow', () => {
  const lib = createTriggerFlow<Asking>({ name: 'lib' });
  const theirs = lib.chunk('theirs', () => 'theirs');

  test.each([
    ['to', (flow: Flow) => flow.to(theirs)],
    ['sideBranch', (flow: Flow) => flow.sideBranch(theirs)],
    ['when', (flow: Flow) => flow.when(theirs)],
    ['when of several', (flow: Flow) => flow.when({ event: ['a'], chunk: [theirs] })],
    ['batch', (flow: Flow) => flow.batch([theirs])],
    ['batch by name', (flow: Flow) => flow.batch({ a: theirs })],
  ])('is refused by %s', (_, build) => {
    const flow = createTriggerFlow<Asking>({ name: 'mine' });
    flow.chunk('mine', () => 'mine');
    expect(() => build(flow)).toThrow(
      expect.objectContaining({
        code: 'invalid-flow',
        message: expect.stringMatching(/^mine: .* "theirs" of another flow/) as string,
      }),
    );
  });
});

describe('what plain JavaScript gets wrong', () => {
  test.each([
    ['collect without a branch', (f: Flow) => f.collect('x', undefined as never)],
    ['collect with another mode', (f) => f.collect('x', 'a', { mode: 'zz' as never })],
    ['a batch of a function', (f) => f.batch((() => 1) as never)],
    ['a batch of nothing', (f) => f.batch([])],
    [
      'a collect that nothing fills',
      (f) => {
        f.when({ collect: 'typo' }).to(() => 1);
        f.createExecution();
      },
    ],
  ] satisfies [string, (f: Flow) => unknown][])('%s is invalid-flow', (_, wrong) => {
    expect(() => wrong(createTriggerFlow<Asking>())).toThrow(
      expect.objectContaining({ code: 'invalid-flow' }),
    );
  });

  test.each([
    [
      'a place in the stream',
      () =>
        createTriggerFlow<Asking>()
          .createExecution()
          .getRuntimeStream({ from: 'x' as never }),
    ],
    [
      'a list of resources',
      () => createTriggerFlow<Asking>().createExecution({ resources: [1] as never }),
    ],
    ['no contract', () => createTriggerFlow({ contract: null as never })],
    ['no events', () => createTriggerFlow({ contract: { events: null as never } })],
    [
      'no signal',
      () => createTriggerFlow<Asking>().createExecution({ signal: { aborted: false } as never }),
    ],
  ])('%s is invalid-option', (_, wrong) => {
    expect(wrong).toThrow(expect.objectContaining({ code: 'invalid-option' }));
  });

  test.each(['emitFields', 'streamFields'] as const)(
    'a path that is none is refused by %s at once',
    async (how) => {
      const flow = createTriggerFlow<Asking>();
      flow.to(({ emitFields, streamFields }) => {
        const read = () =>
          how === 'emitFields'
            ? emitFields([] as never, { 'tasks[': 'e' } as never)
            : streamFields([] as never, { 'tasks[': () => 1 });
        expect(read).toThrow(
          expect.objectContaining({
            code: 'invalid-option',
            message: expect.stringContaining('tasks[') as string,
          }),
        );
      });
      await flow.start(1);
    },
  );

  describe.each([undefined, null, 5, {}, Symbol('task')])('an event called %s', (name) => {
    const refused = expect.objectContaining({
      code: 'invalid-option',
      message: expect.stringMatching(/`name` takes the name of an event/) as string,
    }) as Error;

    test.each(['emit', 'emitNowait'] as const)(
      'is refused by %s at once, and the chunk may go on to its end',
      async (how) => {
        const flow = createTriggerFlow<Asking>();
        flow
          .to((data) => {
            expect(() => data[how](name as never, 1)).toThrow(refused);
            return 'went on';
          })
          .end();
        const execution = flow.createExecution();
        void execution.start(1);
        expect(await execution.idle()).toBe('completed');
        expect(await execution.result).toBe('went on');
      },
    );

    test.each(['cancel', 'continue'] as const)('fails the chunk: %s', async (onError) => {
      const flow = createTriggerFlow<Asking>();
      flow.to(({ emit }) => emit(name as never, 1)).end();
      const failed = flow.createExecution({ onError }).start(1);
      await expect(failed).rejects.toMatchObject({ code: 'chunk-failed', cause: refused });
    });
  });

  test('a question without a name fails its chunk', async () => {
    const flow = createTriggerFlow<Asking>();
    flow.to(({ pauseFor }) => pauseFor(undefined as never, undefined as never)).end();
    await expect(flow.start(1)).rejects.toMatchObject({
      code: 'chunk-failed',
      cause: { code: 'invalid-option' },
    });
  });
});

describe('what pauseFor gives', () => {
  const failing = async (build: (flow: Flow) => void) => {
    const flow = createTriggerFlow<Asking>();
    build(flow);
    const execution = flow.createExecution();
    void execution.start(1).catch(() => undefined);
    await execution.idle();
    return execution.result.then(
      () => 'none',
      (error: Error) => error.cause as { code?: string; message: string },
    );
  };

  test('is asked for once in a chunk: the first question would be lost', async () => {
    const error = await failing((flow) => {
      flow
        .to(({ pauseFor }) => {
          pauseFor('one', 1);
          return pauseFor('two', 2);
        })
        .end();
    });
    expect(error).toMatchObject({ code: 'invalid-pause', message: /asks twice/ });
  });

  test('is asked for by chunks alone, and a condition is told so', async () => {
    const error = await failing((flow) => {
      flow
        .match()
        .case((_, data) => (data as never as { pauseFor(name: string): unknown }).pauseFor('ask'))
        .endMatch()
        .end();
    });
    expect(error).toMatchObject({ code: 'invalid-pause', message: /Only a chunk asks/ });
  });

  test('is no value: that of another call does not go on', async () => {
    let kept: unknown;
    const flow = createTriggerFlow<Asking>();
    flow
      .to(({ pauseFor }) => {
        const pause = pauseFor('ask', 1);
        kept = pause;
        return pause;
      })
      .to(() => kept)
      .end();
    const execution = flow.createExecution();
    const result = execution.start(1);
    await execution.idle();
    await execution.continueWith('1', true);
    await expect(result).rejects.toMatchObject({
      code: 'chunk-failed',
      cause: { code: 'invalid-pause' },
    });
  });
});

describe('any text is a name', () => {
  test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty', ''])(
    'of a question and of an event: %j',
    async (name) => {
      const flow = createTriggerFlow<Asking>({
        contract: { events: { other: z.number() }, interrupts: { other: z.number() } },
      });
      flow.to(({ emitNowait, value }) => emitNowait(name, value));
      flow
        .when(name)
        .to(({ pauseFor, value }) => pauseFor(name, value))
        .end();
      const execution = flow.createExecution();
      const result = execution.start(1);
      await execution.idle();
      const loaded = flow.loadExecution(JSON.stringify(await execution.save()));
      await execution.continueWith('1', 'yes');
      expect(await result).toBe('yes');
      await loaded.continueWith('1', 'no');
      expect(await loaded.result).toBe('no');
    },
  );
});

describe('a case', () => {
  const flow = createTriggerFlow<{ input: unknown; result: string }>({ name: 'cases' });
  const hit = flow.chunk('hit', () => 'hit');
  const miss = flow.chunk('miss', () => 'miss');
  flow
    .match()
    .case({ k: [1, { d: 2 }] })
    .to(hit)
    .case(0)
    .to(hit)
    .case(NaN)
    .to(hit)
    .caseElse()
    .to(miss)
    .endMatch()
    .end();

  test.each([
    [{ k: [1, { d: 2 }] }, 'hit'],
    [{ k: [1, { d: 3 }] }, 'miss'],
    [{ k: [1, { d: 2 }], more: 1 }, 'miss'],
    [-0, 'hit'],
    [NaN, 'hit'],
    ['0', 'miss'],
  ])('is equal to the same data: %j is a %s', async (value, expected) => {
    expect(await flow.start(value)).toBe(expected);
    const chunks = { hit: () => 'hit', miss: () => 'miss' };
    const again = importFlow<{ input: unknown; result: string }>(exportFlow(flow), { chunks });
    expect(await again.start(value)).toBe(expected);
  });

  test('that is not there leads what nothing takes past the others, in the drawing too', () => {
    const drawn = createTriggerFlow<{ input: number; result: unknown }>();
    const a = drawn.chunk('a', () => 1);
    const b = drawn.chunk('b', () => 2);
    drawn.match().case(1).to(a).endMatch().to(b).end();
    const { edges, nodes } = drawn.describe();
    const match = nodes.find(({ kind }) => kind === 'match')?.id;
    const end = nodes.find(({ kind }) => kind === 'endMatch')?.id;
    expect(edges).toContainEqual({ from: match, to: end, label: 'else', kind: 'value' });
    expect(toMermaid(drawn)).toMatch(/-->\|"?else"?\|/);
  });
});

describe('what is handed to a chunk', () => {
  test('has functions that may be taken out, those of the state as well', async () => {
    const flow = createTriggerFlow<{ input: number; state: { n: number }; result: number }>();
    flow
      .to(({ value, state: { set, get } }) => {
        set('n', value);
        return get('n') ?? 0;
      })
      .end();
    expect(await flow.start(3)).toBe(3);
  });
});

describe('what a chunk returns', () => {
  test('goes on once, however often a promise that is none settles', async () => {
    const flow = createTriggerFlow<{ input: number; result: number }>();
    let runs = 0;
    flow
      .to(() => ({
        // oxlint-disable-next-line unicorn/no-thenable -- what this is about
        then(resolve: (value: number) => void, reject: (error: Error) => void) {
          resolve(1);
          resolve(2);
          reject(new Error('late'));
        },
      }))
      .to(() => ++runs)
      .end();
    expect(await flow.start(1)).toBe(1);
    expect(runs).toBe(1);
  });
});

test('throw() ends a reader that waits, and cancels the execution of a flow read alone', async () => {
  const flow = createTriggerFlow<{ input: number; stream: number; result: unknown }>();
  flow
    .to(({ signal }) => new Promise((resolve) => signal.addEventListener('abort', resolve)))
    .end();
  const reader = flow.getRuntimeStream(1);
  const next = reader.next();
  await expect(reader.throw(new Error('enough'))).rejects.toThrow('enough');
  expect(await next).toEqual({ done: true, value: undefined });
  expect(flow.executions.size).toBe(0);
});

describe('a schema that fails itself', () => {
  const thrown = new Error('in the schema');
  const now = z.unknown().transform(() => {
    throw thrown;
  });
  const later: StandardSchemaV1 = {
    '~standard': { version: 1, vendor: 'test', validate: () => Promise.reject(thrown) },
  };

  test.each([
    ['an input', { input: now }],
    ['an input, later', { input: later }],
    ['a result', { result: now }],
    ['a result, later', { result: later }],
  ])('breaks the contract: of %s', async (_, contract) => {
    const flow = createTriggerFlow<{ input: unknown; result: unknown }>({ contract });
    flow.to(({ value }) => value).end();
    await expect(flow.start(1)).rejects.toMatchObject({
      name: 'FlowError',
      code: 'broken-contract',
      cause: thrown,
    });
  });

  test('leaves a question open', async () => {
    const flow = createTriggerFlow<Asking>({ contract: { interrupts: { ask: now } } });
    flow.to(({ pauseFor }) => pauseFor('ask', 1)).end();
    const execution = flow.createExecution();
    void execution.start(1).catch(() => undefined);
    await execution.idle();
    await expect(execution.continueWith('1', 1)).rejects.toMatchObject({ code: 'invalid-answer' });
    expect(execution.interrupts).toHaveLength(1);
    execution.cancel();
  });
});
