import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { END, setUpRun } from '../../tests/support/set-up-run.js';
import type { InstantRunOptions } from './run-options.js';
// Loaded ahead, so that no test waits for a module.
import './amendments.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const Trip = z.object({
  title: z.string().max(8),
  days: z.array(z.object({ place: z.string().max(8), cost: z.coerce.number() })),
  budget: z.coerce.number(),
});
type Trip = z.output<typeof Trip>;

const WRONG =
  '{"title":"Far too long","days":[{"place":"Bath","cost":"12"},{"place":"Wells","cost":"7"}],"budget":"20"}';
const RIGHT = WRONG.replace('Far too long', 'Bath');

/** A run whose answer is there: `text`. */
async function answered(text: string, options: Partial<InstantRunOptions<Trip>> = {}) {
  const all = setUpRun<Trip>({ schema: Trip, ...options });
  const { run, last, frame, calls } = all;
  const finished = run.submit('a');
  await all.settle();
  last().text(text);
  last().send(END);
  await frame();
  const snapshot = await finished;
  /** Begins to ask for a field anew, and gives the request once it is there. */
  const again = async (path: string) => {
    const before = calls.length;
    const done = run.retryField(path as 'title');
    for (let turn = 0; turn < 50 && calls.length === before; turn++) await all.settle();
    return { call: last(), done };
  };
  return { ...all, snapshot, again };
}

describe('a field that is asked for anew', () => {
  test('sends the input again, with its path', async () => {
    const { again, calls } = await answered(WRONG);
    const { call } = await again('days.1.place');
    expect(calls[0]?.path).toBeUndefined();
    expect(call).toMatchObject({ input: 'a', path: 'days[1].place' });
  });

  test('keeps what it had until something of it arrives, then grows, and is put into the whole', async () => {
    const { run, again, frame, snapshot } = await answered(WRONG);
    expect(snapshot).toMatchObject({ status: 'error', data: undefined });
    const { call, done } = await again('title');
    expect(run.getField('title')).toMatchObject({
      value: 'Far too long',
      status: 'pending',
      isStale: true,
      isRetrying: true,
      issues: [],
    });
    call.text('{"title":"Ba');
    await frame();
    expect(run.getField('title')).toMatchObject({ value: 'Ba', status: 'streaming' });
    expect(run.getSnapshot().partial).toMatchObject({ title: 'Ba', budget: 20 });
    call.text('th"');
    expect(await done).toMatchObject({ value: 'Bath', status: 'complete', isRetrying: false });
    const data = { ...(JSON.parse(RIGHT) as object), budget: 20 };
    expect(run.getSnapshot()).toMatchObject({ status: 'complete', error: undefined });
    expect(run.getSnapshot().data).toEqual({
      ...data,
      days: [
        { place: 'Bath', cost: 12 },
        { place: 'Wells', cost: 7 },
      ],
    });
    expect(run.getSnapshot().partial).toEqual(run.getSnapshot().data);
    expect(call.signal.aborted).toBe(true);
  });

  test('changes no other field, and tells nobody else', async () => {
    const { run, again, frame } = await answered(WRONG);
    const heard: string[] = [];
    for (const path of ['title', 'days', 'days[0]', 'days[1]', 'days[1].cost', 'budget'])
      run.subscribeField(path as 'title', () => void heard.push(path));
    const days = run.getSnapshot().partial?.days;
    const { call, done } = await again('title');
    call.text('{"title":"Bat');
    await frame();
    call.text('h"');
    await done;
    expect(new Set(heard)).toEqual(new Set(['title']));
    expect(heard).toHaveLength(3);
    expect(run.getSnapshot().data?.days).toBe(days);
  });

  test('may be inside a list, and of its container only what is on the way changes', async () => {
    const { run, again } = await answered(
      WRONG.replace('Wells', 'Wellington').replace('Far too long', 'Bath'),
    );
    const first = run.getField('days[0]');
    expect(run.getField('days[1]').status).toBe('invalid');
    const { call, done } = await again('days[1].place');
    call.text('{"title":"Other","days":[{"place":"York","cost":1},{"place":"Ely"');
    expect(await done).toMatchObject({ value: 'Ely', status: 'complete' });
    expect(run.getField('days[0]')).toBe(first);
    expect(run.getField('days[1]')).toMatchObject({
      status: 'complete',
      value: { place: 'Ely', cost: 7 },
    });
    expect(run.getSnapshot()).toMatchObject({ status: 'complete', data: { title: 'Bath' } });
  });

  test('may be a container, whose fields are shown as they were until they come', async () => {
    const { run, again, frame } = await answered(RIGHT);
    const { call, done } = await again('days[0]');
    call.text('{"days":[{"place":"Ely"');
    await frame();
    expect(run.getField('days[0].place')).toMatchObject({ value: 'Ely', status: 'complete' });
    expect(run.getField('days[0].cost')).toMatchObject({
      value: 12,
      status: 'pending',
      isStale: true,
    });
    call.text(',"cost":"3"}');
    await done;
    expect(run.getSnapshot().data?.days).toEqual([
      { place: 'Ely', cost: 3 },
      { place: 'Wells', cost: 7 },
    ]);
  });

  test('may be one that was left out', async () => {
    const { run, again, snapshot } = await answered('{"days":[],"budget":1}');
    expect(snapshot.status).toBe('error');
    const { call, done } = await again('title');
    call.text('{"title":"Ely"');
    expect(await done).toMatchObject({ value: 'Ely', status: 'complete' });
    expect(run.getSnapshot().data).toEqual({ title: 'Ely', days: [], budget: 1 });
  });

  test('may be the whole answer, which stays in sight until the new one is there', async () => {
    const { run, again, frame } = await answered(WRONG);
    const { call, done } = await again('');
    call.text('{"title":"Ely"');
    await frame();
    expect(run.getField('title')).toMatchObject({ value: 'Ely', status: 'complete' });
    expect(run.getField('budget')).toMatchObject({ value: 20, isStale: true });
    call.text(',"days":[],"budget":"3"}');
    await done;
    expect(run.getSnapshot()).toMatchObject({
      status: 'complete',
      data: { title: 'Ely', budget: 3 },
    });
  });

  test('is told to onField, as other complete fields are', async () => {
    const paths: string[] = [];
    const { again } = await answered(RIGHT, { onField: ({ path }) => void paths.push(path) });
    paths.length = 0;
    const { call, done } = await again('days[0]');
    call.text('{"days":[{"place":"Ely","cost":1}');
    await done;
    expect(paths).toEqual(['days[0].place', 'days[0].cost', 'days[0]']);
  });

  test('can be asked for by its snapshot', async () => {
    const { run, calls, settle, last } = await answered(WRONG);
    const done = run.getField('title').retry();
    while (calls.length < 2) await settle();
    last().text('{"title":"Ely"');
    expect((await done).value).toBe('Ely');
  });
});

describe('a retry that fails', () => {
  const failures: [
    string,
    (call: Awaited<ReturnType<typeof answered>>['calls'][number]) => void,
    object,
  ][] = [
    [
      'without a connection',
      (call) => call.close(new TypeError('network')),
      { kind: 'connection', code: 'connection-failed' },
    ],
    [
      'by an error event',
      (call) => call.send({ type: 'error', code: 'timeout', message: 'Late.' }),
      { kind: 'server', code: 'timeout', path: 'title' },
    ],
    [
      'cut off before the field',
      (call) => call.send({ type: 'end', outcome: 'truncated', incomplete: [] }),
      { kind: 'truncated', path: 'title' },
    ],
    [
      'because the field is not there',
      (call) => call.text('{"budget":1}'),
      { kind: 'validation', code: 'missing-field', path: 'title' },
    ],
    [
      'because there is nothing',
      (call) => call.send(END),
      { kind: 'validation', code: 'missing-field' },
    ],
    [
      'because it is wrong again',
      (call) => call.text('{"title":"Longer than ever"'),
      { kind: 'validation', code: 'invalid-output', path: 'title', issues: [{ path: ['title'] }] },
    ],
    [
      'with an event that is none',
      (call) => call.send({ type: 'done', path: '' } as never),
      { kind: 'protocol', code: 'invalid-frame' },
    ],
  ];
  test.each(failures)('%s leaves the field as it was, with an error', async (_, fail, error) => {
    const { run, again, snapshot } = await answered(WRONG);
    const before = run.getField('title');
    const { call, done } = await again('title');
    call.text('');
    fail(call);
    const field = await done;
    expect(field).toMatchObject({ value: 'Far too long', status: 'invalid', isRetrying: false });
    expect(field.issues).toBe(before.issues);
    expect(field.error).toMatchObject(error);
    expect(run.getSnapshot()).toMatchObject({ status: 'error', error: snapshot.error });
    expect(run.getField('budget').error).toBeUndefined();
  });

  test('has no error any more once another one is under way', async () => {
    const { again, run } = await answered(WRONG);
    const one = await again('title');
    one.call.send(END);
    await one.done;
    const other = await again('title');
    expect(run.getField('title').error).toBeUndefined();
    other.call.text('{"title":"Ely"');
    expect(await other.done).toMatchObject({ value: 'Ely', error: undefined });
  });
});

describe('rules of the whole', () => {
  const Span = z
    .object({ from: z.number(), to: z.number(), note: z.string() })
    .refine(({ from, to }) => from < to, { path: ['to'], message: 'Ends before it begins.' });
  async function span(text: string) {
    const all = setUpRun<z.output<typeof Span>>({ schema: Span });
    const finished = all.run.submit('a');
    all.last().text(text);
    all.last().send(END);
    await all.frame();
    await finished;
    const again = async (path: 'from' | 'to', value: number) => {
      const { length } = all.calls;
      const done = all.run.retryField(path);
      while (all.calls.length === length) await all.settle();
      all.last().text(`{"${path}":${value},`);
      return done;
    };
    return { ...all, again };
  }

  test('are asked again: another field may be right now', async () => {
    const { run, again } = await span('{"from":5,"to":3,"note":"n"}');
    expect(run.getField('to').status).toBe('invalid');
    await again('from', 1);
    expect(run.getField('to')).toMatchObject({ status: 'complete', value: 3, issues: [] });
    expect(run.getSnapshot()).toMatchObject({
      status: 'complete',
      data: { from: 1, to: 3, note: 'n' },
    });
  });

  test('refuse a field that breaks them', async () => {
    const { run, again } = await span('{"from":1,"to":3,"note":"n"}');
    const field = await again('to', 0);
    expect(field).toMatchObject({
      value: 3,
      status: 'complete',
      error: { code: 'invalid-output' },
    });
    expect(await again('from', 9)).toMatchObject({ value: 1, error: { code: 'invalid-output' } });
    expect(run.getSnapshot()).toMatchObject({ status: 'complete', data: { from: 1, to: 3 } });
  });

  test('are asked of what was written, not of what became of it', async () => {
    const Lengths = z.object({
      name: z.string().transform((text) => text.length),
      n: z.number().max(3),
    });
    const { run, last, frame, calls, settle } = setUpRun<z.output<typeof Lengths>>({
      schema: Lengths,
    });
    void run.submit('a');
    last().text('{"name":"Bath","n":5}');
    last().send(END);
    await frame();
    const done = run.retryField('n');
    while (calls.length < 2) await settle();
    last().text('{"n":2}');
    await done;
    expect(run.getSnapshot().data).toEqual({ name: 4, n: 2 });
    const other = run.retryField('name');
    while (calls.length < 3) await settle();
    last().text('{"name":"Ely"}');
    await other;
    expect(run.getSnapshot().data).toEqual({ name: 3, n: 2 });
  });

  test('that must be waited for are waited for, each retry after the other', async () => {
    const Slow = z
      .object({ a: z.number(), b: z.number() })
      .refine(async ({ a }) => Promise.resolve(a < 9));
    const { run, last, frame, calls, settle } = setUpRun<z.output<typeof Slow>>({ schema: Slow });
    const finished = run.submit('a');
    last().text('{"a":1,"b":1}');
    last().send(END);
    await frame();
    await finished;
    const both = Promise.all([run.retryField('a'), run.retryField('b')]);
    while (calls.length < 3) await settle();
    calls[1]?.text('{"a":2,');
    calls[2]?.text('{"b":2}');
    await both;
    expect(run.getSnapshot()).toMatchObject({ status: 'complete', data: { a: 2, b: 2 } });
  });
});

describe('a retry while the answer still streams', () => {
  async function streaming(text: string, options: Partial<InstantRunOptions<Trip>> = {}) {
    const all = setUpRun<Trip>({ schema: Trip, ...options });
    const finished = all.run.submit('a');
    const main = all.last();
    main.text(text);
    await all.frame();
    const again = async (path: string) => {
      const { length } = all.calls;
      const done = all.run.retryField(path as 'title');
      while (all.calls.length === length) await all.settle();
      return { call: all.last(), done };
    };
    return { ...all, main, finished, again };
  }

  test('takes the field over: what the answer still says of it does not count', async () => {
    const { run, main, again, frame, finished } = await streaming('{"title":"Far to');
    const { call, done } = await again('title');
    call.text('{"title":"Ely"');
    await done;
    main.text('o long","days":[]');
    await frame();
    expect(run.getField('title')).toMatchObject({ value: 'Ely', status: 'complete' });
    expect(run.getSnapshot()).toMatchObject({
      status: 'streaming',
      partial: { title: 'Ely', days: [] },
    });
    main.text(',"budget":"5"}');
    main.send(END);
    await frame();
    expect(await finished).toMatchObject({ status: 'complete', data: { title: 'Ely', budget: 5 } });
    expect(run.getField('title')).toMatchObject({ value: 'Ely', status: 'complete' });
  });

  test.each([
    ['fits', 'Ely', ['days', '"Ely"', 'budget', 'Ely, 1']],
    ['fails', undefined, ['days', 'budget', '"Bath"', 'Bath, 1']],
  ])('that %s: onField is told what counts, once', async (_, title, expected) => {
    const told: string[] = [];
    const onField: InstantRunOptions<Trip>['onField'] = ({ path, value }) => {
      const whole = value as Trip;
      if (path === '') told.push(`${whole.title}, ${whole.budget}`);
      else told.push(path === 'title' ? JSON.stringify(value) : path);
    };
    const { main, again, frame, finished } = await streaming('{"title":"Ba', { onField });
    const { call, done } = await again('title');
    main.text('th","days":[]');
    await frame();
    if (title !== undefined) {
      call.text(`{"title":"${title}"`);
      await done;
    }
    main.text(',"budget":1}');
    main.send(END);
    await frame();
    if (title === undefined) call.send(END);
    expect(await finished).toMatchObject({ status: 'complete', data: { budget: 1 } });
    expect(told).toEqual(expected);
  });

  test('makes what is around it complete, and that is told', async () => {
    const told: unknown[] = [];
    const { main, again, frame, finished } = await streaming('{"title":"Far too long"', {
      onField: ({ path, value }) => void told.push([path, value]),
    });
    const { call } = await again('title');
    call.text('{"title":"Ely"');
    main.text(',"days":[],"budget":1}');
    main.send(END);
    await frame();
    await finished;
    expect(told.at(-1)).toEqual(['', { title: 'Ely', days: [], budget: 1 }]);
  });

  test('is waited for before the answer is judged', async () => {
    const { run, main, again, frame, settle, finishes, finished } =
      await streaming('{"title":"Far too long"');
    const { call } = await again('title');
    main.text(',"days":[],"budget":1}');
    main.send(END);
    await frame();
    await settle();
    expect(run.getSnapshot().status).toBe('streaming');
    expect(finishes).toEqual([]);
    call.text('{"title":"Ely"');
    await finished;
    expect(finishes).toMatchObject([
      { status: 'complete', reason: 'complete', data: { title: 'Ely' } },
    ]);
  });

  test('leaves what the answer says where it fails', async () => {
    const { run, main, again, frame, finished } = await streaming('{"title":"Ba');
    const { call, done } = await again('title');
    main.text('th","days":[],"budget":1}');
    call.send(END);
    await done;
    await frame();
    expect(run.getField('title')).toMatchObject({
      value: 'Bath',
      status: 'complete',
      error: { code: 'missing-field' },
    });
    main.send(END);
    expect(await finished).toMatchObject({ status: 'complete', data: { title: 'Bath' } });
  });

  test('ends with it when it is stopped: what was done stays, what was under way does not', async () => {
    const { run, again, finished, frame } = await streaming('{"title":"Far too long","budget":"1');
    const one = await again('title');
    one.call.text('{"title":"Ely"');
    await one.done;
    const other = await again('budget');
    other.call.text('{"budget":');
    run.stop();
    expect(await finished).toMatchObject({ status: 'stopped', partial: { title: 'Ely' } });
    expect(other.call.signal.aborted).toBe(true);
    expect(await other.done).toMatchObject({ isRetrying: false, error: undefined });
    other.call.text('5}');
    await frame();
    expect(run.getField('title')).toMatchObject({ value: 'Ely', status: 'complete' });
    expect(run.getField('budget')).toMatchObject({ status: 'missing', value: undefined });
  });

  test('works for an answer that was cut off before', async () => {
    const { run, main, again, finished } = await streaming('{"title":"Far too long","budget":1');
    main.send({ type: 'end', outcome: 'truncated', incomplete: [] });
    await finished;
    const { call, done } = await again('title');
    call.text('{"title":"Ely"');
    expect(await done).toMatchObject({ value: 'Ely', status: 'complete' });
    expect(run.getSnapshot()).toMatchObject({
      status: 'error',
      error: { kind: 'truncated' },
      partial: { title: 'Ely' },
    });
  });
});

describe('the latest wins', () => {
  test('of two retries of one field, or of one inside the other', async () => {
    const { run, again, calls } = await answered(WRONG);
    const one = await again('title');
    const two = await again('title');
    expect(one.call.signal.aborted).toBe(true);
    one.call.text('{"title":"First"');
    two.call.text('{"title":"Second"');
    expect(await two.done).toMatchObject({ value: 'Second' });
    expect(await one.done).toMatchObject({ error: undefined });
    const day = await again('days[0]');
    await again('days[0].place');
    expect(day.call.signal.aborted).toBe(true);
    expect(calls).toHaveLength(5);
    run.stop();
  });

  const ends: [string, (run: ReturnType<typeof setUpRun<Trip>>['run']) => void][] = [
    ['stop', (run) => run.stop()],
    ['reset', (run) => run.reset()],
    ['another submit', (run) => void run.submit('b')],
    ['a restored answer', (run) => run.restore({ data: { title: 'Kept', days: [], budget: 1 } })],
  ];
  test.each(ends)('%s ends a retry, and nothing of it counts', async (_, end) => {
    const { run, again, frame } = await answered(RIGHT);
    const { call, done } = await again('title');
    call.text('{"title":"El');
    await frame();
    end(run);
    expect(call.signal.aborted).toBe(true);
    const shown = run.getSnapshot();
    call.text('y"');
    await done;
    await frame();
    expect(run.getSnapshot()).toBe(shown);
    expect(run.getField('title')).toMatchObject({ isRetrying: false, error: undefined });
  });

  test('a listener that submits when a retry is stopped begins a run that goes on', async () => {
    for (const text of ['{"title":"Far too long"', RIGHT]) {
      const { run, calls, last, settle, frame } = setUpRun<Trip>({ schema: Trip });
      void run.submit('a');
      last().text(text);
      if (text === RIGHT) last().send(END);
      await frame();
      void run.retryField('title');
      while (calls.length < 2) await settle();
      const leave = run.subscribe(() => {
        leave();
        void run.submit('b');
      });
      run.stop();
      expect(run.getSnapshot()).toMatchObject({ status: 'connecting', input: 'b' });
      last().text(RIGHT);
      last().send(END);
      await frame();
      expect(run.getSnapshot()).toMatchObject({ status: 'complete', data: { title: 'Bath' } });
    }
  });

  test('a transport that ignores the abort keeps nobody waiting', async () => {
    const { run, last, calls, settle, frame } = setUpRun<Trip>({ schema: Trip });
    const finished = run.submit('a');
    last().text('{"title":"Far too long"');
    await frame();
    const main = last();
    const one = run.retryField('title');
    while (calls.length < 2) await settle();
    const two = run.retryField('title');
    while (calls.length < 3) await settle();
    expect(await one).toMatchObject({ isRetrying: true, error: undefined });
    last().text('{"title":"Ely"');
    await two;
    main.text(',"days":[],"budget":1}');
    main.send(END);
    expect(await finished).toMatchObject({ status: 'complete', data: { title: 'Ely' } });
    const three = run.retryField('title');
    while (calls.length < 4) await settle();
    run.stop();
    expect(await three).toMatchObject({ value: 'Ely', isRetrying: false, error: undefined });
  });

  test('a run that nothing was submitted to is asked for nothing', async () => {
    const { run, calls } = setUpRun<Trip>({ schema: Trip });
    expect(await run.retryField('title')).toMatchObject({ status: 'pending', error: undefined });
    expect(calls).toEqual([]);
  });
});

test('an answer that was kept can have a field asked for anew', async () => {
  const { run, last, calls, settle } = setUpRun<Trip>({ schema: Trip });
  run.restore({ data: { title: 'Kept', days: [], budget: 1 }, input: 'a' });
  const done = run.retryField('title');
  while (calls.length === 0) await settle();
  expect(last()).toMatchObject({ input: 'a', path: 'title' });
  last().text('{"title":"New"');
  await done;
  expect(run.getSnapshot()).toMatchObject({
    status: 'complete',
    data: { title: 'New', budget: 1 },
  });
});

test('a source that tells bare facts, and only the field, is checked all the same', async () => {
  const { run, again } = await answered(WRONG);
  const one = await again('days[1].cost');
  const done = (path: (string | number)[], value: unknown) =>
    ({
      type: 'done',
      path: '',
      segments: path,
      wildcardPath: '',
      indexes: [],
      value,
      isComplete: true,
    }) as never;
  one.call.send(done(['days', 1, 'cost'], '31'));
  expect(await one.done).toMatchObject({ value: 31, status: 'complete' });
  const other = await again('days[1].cost');
  other.call.send(done(['days', 1, 'cost'], 'much'));
  expect(await other.done).toMatchObject({ value: 31, error: { code: 'invalid-output' } });
  expect(run.getField('days[1].cost').value).toBe(31);
});
