import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { END, setUpRun } from '../../tests/support/set-up-run.js';
import { createInstantRun } from './create-instant-run.js';
import { createEdits } from './index.js';
import type { InvalidAnswer, InvalidField, InstantRunOptions } from './run-options.js';
// Loaded ahead, so that no test waits for a module.
import './amendments.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const Shop = z.object({
  name: z.string().max(8),
  note: z.string().max(4).optional(),
  items: z.array(z.object({ label: z.string(), price: z.number().optional() })),
  tags: z.array(z.string().max(5)),
});
type Shop = z.output<typeof Shop>;

const TEXT =
  '{"name":"Corner","note":"Much too long","items":[{"label":"Tea","price":"2"},{"label":"Jam"}],"tags":["good","superb!","near"]}';
const NOTE = { path: 'note', value: 'Much too long' };
const PRICE = { path: 'items[0].price', value: '2' };
const TAG = { path: 'tags[1]', value: 'superb!' };

type OnInvalid = NonNullable<InstantRunOptions<Shop>['onInvalid']>;

/** A run that is under way, and asks `onInvalid`. */
async function begun(onInvalid: OnInvalid, options: Partial<InstantRunOptions<Shop>> = {}) {
  const all = setUpRun<Shop>({ schema: Shop, onInvalid, ...options });
  const finished = all.run.submit('a');
  const called = async (count: number) => {
    while (all.calls.length < count) await all.settle();
    return all.calls[count - 1]!;
  };
  const main = await called(1);
  const end = async () => {
    main.send(END);
    await all.frame();
  };
  return { ...all, main, end, finished, called };
}

/** Answers one path, and keeps all others. */
const only =
  (path: string, answer: InvalidAnswer): OnInvalid =>
  (field) =>
    field.path === path ? answer : 'keep';

describe('onInvalid', () => {
  test('is asked once for every field where the fault is, with what was written and why', async () => {
    const asked: InvalidField<Shop>[] = [];
    const { main, end, finished, run } = await begun((field) => {
      asked.push(field);
      return 'keep';
    });
    main.text(TEXT);
    await end();
    expect(asked).toMatchObject([NOTE, PRICE, TAG]);
    expect(asked.map(({ issues }) => issues.map(({ path }) => path))).toEqual([
      ['note'],
      ['items[0].price'],
      ['tags[1]'],
    ]);
    expect(await finished).toMatchObject({ status: 'error', error: { code: 'invalid-output' } });
    expect(run.getField('note')).toMatchObject({ status: 'invalid', value: 'Much too long' });
  });

  test('is asked of what is missing and must not be, and of the rules of a container', async () => {
    const asked: [string, unknown][] = [];
    const schema = z.object({ a: z.string(), list: z.array(z.number()).min(2) });
    const { run, last, calls, settle, frame } = setUpRun<z.output<typeof schema>>({
      schema,
      onInvalid: ({ path, value }) => {
        asked.push([path, value]);
        return undefined;
      },
    });
    const finished = run.submit('a');
    while (calls.length === 0) await settle();
    last().text('{"list":[1]}');
    last().send(END);
    await frame();
    await finished;
    expect(asked).toEqual([
      ['list', [1]],
      ['a', undefined],
    ]);
  });

  test('is asked of what only an asynchronous schema finds, too', async () => {
    const schema = z.object({
      a: z.string().refine(async (text) => Promise.resolve(text !== 'no')),
    });
    const onInvalid = vi.fn<(field: { path: string }) => InvalidAnswer>(() => 'retry');
    const { run, calls, settle, frame } = setUpRun<{ a: string }>({ schema, onInvalid });
    const finished = run.submit('a');
    while (calls.length < 1) await settle();
    calls[0]?.text('{"a":"no"}');
    calls[0]?.send(END);
    await frame();
    while (calls.length < 2) await settle();
    calls[1]?.text('{"a":"yes"');
    expect(await finished).toMatchObject({ status: 'complete', data: { a: 'yes' } });
    expect(onInvalid).toHaveBeenCalledTimes(1);
  });

  test('is asked of it beside what was amended before it was found', async () => {
    const schema = z.object({
      title: z
        .string()
        .refine(async () => Promise.resolve(false), 'late')
        .optional(),
      score: z.number().max(2).optional(),
    });
    const onInvalid = vi.fn<(field: { path: string }) => InvalidAnswer>(() => 'drop');
    const { run, calls, settle, frame } = setUpRun<z.infer<typeof schema>>({
      schema,
      onInvalid,
    });
    const finished = run.submit('a');
    while (calls.length < 1) await settle();
    calls[0]?.text('{"title":"Tea","score":3}');
    calls[0]?.send(END);
    await frame();
    expect(await finished).toMatchObject({ status: 'complete', data: {} });
    expect(onInvalid.mock.calls.map(([{ path }]) => path)).toEqual(['score', 'title']);
  });

  test('that throws, or rejects, is reported and keeps the field', async () => {
    const report = vi.spyOn(console, 'error').mockReturnValue();
    const { main, end, finished, run } = await begun(({ path }) => {
      if (path === 'note') throw new Error('mine');
      return Promise.reject(new Error('late'));
    });
    main.text(TEXT);
    await end();
    expect(await finished).toMatchObject({ status: 'error', error: { code: 'invalid-output' } });
    expect(run.getField('note').status).toBe('invalid');
    expect(report.mock.calls.map(([error]) => (error as Error).message).toSorted()).toEqual([
      'late',
      'late',
      'mine',
    ]);
    report.mockRestore();
  });
});

describe('drop', () => {
  test('takes a field out at once, as if it had never been sent', async () => {
    const { main, end, finished, run, frame } = await begun(({ path }) =>
      path === 'tags[1]' ? 'keep' : 'drop',
    );
    main.text(TEXT.slice(0, TEXT.indexOf(',"tags"')));
    await frame();
    expect(run.getField('note')).toMatchObject({
      status: 'missing',
      isDropped: true,
      value: undefined,
      issues: [],
    });
    expect(run.getSnapshot().partial).toEqual({
      name: 'Corner',
      items: [{ label: 'Tea' }, { label: 'Jam' }],
    });
    main.text(',"tags":[]}');
    await end();
    expect(await finished).toMatchObject({ status: 'complete' });
    expect(run.getSnapshot().data).toEqual({
      name: 'Corner',
      items: [{ label: 'Tea' }, { label: 'Jam' }],
      tags: [],
    });
    expect(run.getField('note')).toMatchObject({ status: 'missing', isDropped: true });
    expect(run.getField('items[0]')).toMatchObject({ status: 'complete', isDropped: false });
  });

  test('closes a list up when the answer is whole, and not before', async () => {
    const { main, end, finished, run, frame } = await begun(({ path }) =>
      path === 'tags[1]' ? 'drop' : 'keep',
    );
    main.text('{"name":"Corner","items":[],"tags":["good","superb!","near"]');
    await frame();
    expect(run.getField('tags[1]')).toMatchObject({
      status: 'missing',
      isDropped: true,
      value: undefined,
    });
    expect(run.getField('tags[2]')).toMatchObject({ value: 'near' });
    main.text('}');
    await end();
    expect((await finished).data?.tags).toEqual(['good', 'near']);
    expect(run.getField('tags[1]')).toMatchObject({
      value: 'near',
      status: 'complete',
      isDropped: false,
    });
    expect(run.getField('tags[2]')).toMatchObject({ status: 'missing', isDropped: false });
  });

  test('takes the edits of items behind it along when the list closes up, with what undoes them', async () => {
    const { main, end, run, frame } = await begun(({ path }) =>
      path === 'tags[1]' ? 'drop' : 'keep',
    );
    const edits = createEdits(run);
    const heard: string[] = [];
    edits.subscribeField('tags[1]', () => heard.push('tags[1]'));
    main.text('{"name":"Corner","items":[],"tags":["good","superb!","near","far"]');
    await frame();
    edits.set('tags[0]', 'first');
    edits.set('tags[1]', 'gone');
    edits.set('tags[2]', 'mine');
    edits.reject('tags[2]');
    edits.commit();
    edits.set('tags[2]', 'more');
    heard.length = 0;
    main.text('}');
    await end();
    expect(edits.getValue()?.tags).toEqual(['first', 'more', 'far']);
    expect(edits.getSnapshot().paths).toEqual(['tags[0]', 'tags[1]']);
    expect(edits.getField('tags[1]')).toMatchObject({ value: 'more', hasSuggestion: false });
    expect(heard).toEqual(['tags[1]']);
    edits.undo('tags[1]');
    edits.undo('tags[1]');
    edits.undo('tags[1]');
    expect(edits.getValue()?.tags).toEqual(['first', 'near', 'far']);
    edits.set('tags[1]', 'later');
    edits.set('name', 'Shop');
    expect(edits.getValue()?.tags).toEqual(['first', 'later', 'far']);
  });

  test('of a field that must be there leaves the whole invalid', async () => {
    const { main, end, finished, run } = await begun(() => 'drop');
    main.text('{"name":"Far too long","items":[],"tags":[]}');
    await end();
    expect(await finished).toMatchObject({
      status: 'error',
      data: undefined,
      error: { path: 'name' },
    });
    expect(run.getField('name')).toMatchObject({ status: 'missing', isDropped: true });
  });

  test('of the whole answer leaves nothing of it', async () => {
    const schema = z.object({ a: z.number() }).refine(({ a }) => a > 1);
    const { run, calls, settle, frame } = setUpRun<{ a: number }>({
      schema,
      onInvalid: () => 'drop',
    });
    const finished = run.submit('a');
    while (calls.length < 1) await settle();
    calls[0]?.text('{"a":1}');
    calls[0]?.send(END);
    await frame();
    expect(await finished).toMatchObject({ status: 'error', data: undefined, partial: undefined });
    expect(run.getField('')).toMatchObject({ isDropped: true, value: undefined });
  });

  test('stays after a stop, where a list keeps its places', async () => {
    const { main, run, frame, finished } = await begun(() => 'drop');
    main.text('{"note":"Much too long","tags":["superb!","near"');
    await frame();
    run.stop();
    expect((await finished).partial).toEqual({ tags: ['superb!', 'near'] });
    expect(run.getField('note')).toMatchObject({ status: 'missing', isDropped: true });
    expect(run.getField('tags[0]')).toMatchObject({ isDropped: true, value: undefined });
  });
});

describe('retry', () => {
  test('asks for the field anew, and the run is over when it is there', async () => {
    const { main, end, called, run, finished, finishes } = await begun(only('note', 'retry'));
    main.text('{"name":"Corner","note":"Much too long","items":[],"tags":[]}');
    await end();
    const second = await called(2);
    expect(second.path).toBe('note');
    expect(run.getSnapshot().status).toBe('streaming');
    expect(run.getField('note')).toMatchObject({ isRetrying: true, value: 'Much too long' });
    second.text('{"note":"Ok"');
    expect(await finished).toMatchObject({ status: 'complete', data: { note: 'Ok' } });
    expect(finishes).toHaveLength(1);
  });

  test('asks once, unless more is allowed, and then until it fits', async () => {
    for (const [maxFieldRetries, requests] of [
      [undefined, 2],
      [0, 1],
      [3, 4],
    ] as const) {
      const asked = vi.fn<OnInvalid>(() => 'retry');
      const { main, end, called, finished, calls, run } = await begun(asked, { maxFieldRetries });
      main.text('{"name":"Corner","note":"Much too long","items":[],"tags":[]}');
      await end();
      for (let count = 2; count <= requests; count++)
        (await called(count)).text('{"note":"wrong again"');
      expect(await finished).toMatchObject({ status: 'error', error: { code: 'invalid-output' } });
      expect(calls).toHaveLength(requests);
      expect(asked).toHaveBeenCalledTimes(1);
      expect(run.getField('note').error?.code).toBe(requests > 1 ? 'invalid-output' : undefined);
      expect(run.getField('note')).toMatchObject({ value: 'Much too long', status: 'invalid' });
    }
  });

  test('stops asking as soon as it fits', async () => {
    const { main, end, called, finished, calls } = await begun(() => 'retry', {
      maxFieldRetries: 5,
    });
    main.text('{"name":"Corner","note":"Much too long","items":[],"tags":[]}');
    await end();
    (await called(2)).close();
    (await called(3)).text('{"note":"Ok"');
    expect(await finished).toMatchObject({ status: 'complete', data: { note: 'Ok' } });
    expect(calls).toHaveLength(3);
  });
});

describe('stop', () => {
  const Late = z.object({
    title: z.string().refine(async () => Promise.resolve(false), 'late'),
    score: z.number().max(2).optional(),
    tags: z.array(z.string().max(5)),
  });
  const Whole = Late.extend({ title: z.string() }).refine(() => false, {
    path: ['title'],
    message: 'late',
  });

  test.each<[string, z.ZodType, (path: string) => InvalidAnswer | Promise<InvalidAnswer>]>([
    ['a promise', Late, () => 'stop'],
    ['a promise, decided later', Late, () => Promise.resolve<InvalidAnswer>('stop')],
    ['a rule of the whole', Whole, () => 'stop'],
    ['a promise, beside what was dropped', Late, (path) => (path === 'title' ? 'stop' : 'drop')],
  ])('in answer to what %s finds leaves the field invalid', async (way, schema, answer) => {
    const isAmended = way.endsWith('dropped');
    const { run, calls, settle, frame, finishes } = setUpRun<unknown>({
      schema,
      onInvalid: ({ path }) => answer(path),
    });
    const finished = run.submit('a');
    while (calls.length < 1) await settle();
    calls[0]?.text(
      isAmended
        ? '{"title":"Tea","score":3,"tags":["much too long","b"]}'
        : '{"title":"Tea","tags":["b"]}',
    );
    calls[0]?.send(END);
    await frame();
    expect(await finished).toMatchObject({ status: 'stopped', data: undefined });
    expect(run.getField('title')).toMatchObject({
      status: 'invalid',
      value: 'Tea',
      issues: [{ path: 'title', message: 'late' }],
    });
    expect(run.getSnapshot().partial).toEqual({ title: 'Tea', tags: ['b'] });
    expect(run.getField('score').status).toBe('missing');
    expect(finishes.map(({ reason }) => reason)).toEqual(['stopped']);
  });

  test.each(['the answer', 'a listener'])(
    'by %s loses nothing of what stands beside a field that is found wrong late',
    async (who) => {
      const schema = z
        .object({ user: z.object({ name: z.string(), age: z.number() }) })
        .refine(() => false, { path: ['user', 'name'], message: 'taken' });
      const { run, last, settle } = setUpRun<unknown>({
        schema,
        ...(who === 'the answer' && { onInvalid: () => 'stop' as const }),
      });
      run.onEvent(({ type }) => {
        if (who === 'a listener' && type === 'replaced') run.stop();
      });
      const finished = run.submit('a');
      await settle();
      last().text('{"user":{"name":"Ann","age":7}}');
      expect(await finished).toMatchObject({
        status: 'stopped',
        partial: { user: { name: 'Ann', age: 7 } },
      });
      expect(run.getField('user.name').status).toBe('invalid');
      expect(run.getField('user.age').status).toBe('complete');
    },
  );

  test('ends the run as stop() does: what arrived is kept', async () => {
    const { main, finished, finishes, frame } = await begun(only('note', 'stop'));
    main.text('{"name":"Corner","note":"Much too long","items":[');
    await frame();
    expect(await finished).toMatchObject({
      status: 'stopped',
      error: undefined,
      partial: { name: 'Corner', note: 'Much too long' },
    });
    expect(finishes).toMatchObject([{ reason: 'stopped' }]);
    expect(main.signal.aborted).toBe(true);
  });
});

describe('an answer that takes its time', () => {
  test('is waited for before the run is over', async () => {
    let decide: (answer: InvalidAnswer) => void = () => {};
    const { main, end, finished, run, settle } = await begun(
      () => new Promise<InvalidAnswer>((resolve) => (decide = resolve)),
    );
    main.text('{"name":"Corner","note":"Much too long","items":[],"tags":[]}');
    await end();
    await settle();
    expect(run.getSnapshot().status).toBe('streaming');
    decide('drop');
    expect(await finished).toMatchObject({ status: 'complete', data: { name: 'Corner' } });
  });

  const ends: [string, (run: ReturnType<typeof setUpRun<Shop>>['run']) => void][] = [
    ['stop', (run) => run.stop()],
    ['reset', (run) => run.reset()],
    ['another submit', (run) => void run.submit('b')],
  ];
  test.each(ends)('changes nothing after %s, and is told so', async (_, endRun) => {
    let decide: (answer: InvalidAnswer) => void = () => {};
    let signal: AbortSignal | undefined;
    const { main, frame, run, settle, calls } = await begun((_field, context) => {
      ({ signal } = context);
      return new Promise<InvalidAnswer>((resolve) => (decide = resolve));
    });
    main.text('{"name":"Corner","note":"Much too long"');
    await frame();
    expect(signal?.aborted).toBe(false);
    endRun(run);
    expect(signal?.aborted).toBe(true);
    await settle();
    const [shown, { length }] = [run.getSnapshot(), calls];
    for (const answer of ['drop', 'retry', 'stop'] as const) decide(answer);
    await settle();
    expect(run.getSnapshot()).toBe(shown);
    expect(calls).toHaveLength(length);
    run.reset();
  });
});

test('an answer in which every field fits asks nobody and is shown as ever', async () => {
  const onInvalid = vi.fn<OnInvalid>();
  const { main, end, finished, published } = await begun(onInvalid);
  main.text('{"name":"Corner","items":[],"tags":[]}');
  await end();
  expect(await finished).toMatchObject({ status: 'complete', data: { name: 'Corner' } });
  expect(published.map(({ status }) => status)).toEqual(['connecting', 'complete']);
  expect(onInvalid).not.toHaveBeenCalled();
});

describe('retries of many fields', () => {
  async function manyWrong() {
    const all = await begun(({ path }) => (path.startsWith('tags[') ? 'retry' : 'keep'));
    const tags = Array.from({ length: 10 }, (_, at) => `too long ${at}`);
    all.main.text(JSON.stringify({ name: 'Corner', items: [], tags }));
    await all.called(5);
    for (let turn = 0; turn < 10; turn++) await all.settle();
    return all;
  }

  test('are under way four at a time, in the order in which they were asked for', async () => {
    const { calls, called, end, finished, settle } = await manyWrong();
    expect(calls.map(({ path }) => path)).toEqual([
      undefined,
      'tags[0]',
      'tags[1]',
      'tags[2]',
      'tags[3]',
    ]);
    await end();
    for (let at = 0; at < 10; at++) {
      const call = await called(at + 2);
      expect(call.path).toBe(`tags[${at}]`);
      call.text(JSON.stringify({ tags: Array.from({ length: at + 1 }, (_, each) => `t${each}`) }));
      await settle();
      expect(calls.length).toBeLessThanOrEqual(at + 6);
    }
    const { data } = await finished;
    expect(data?.tags).toEqual(['t0', 't1', 't2', 't3', 't4', 't5', 't6', 't7', 't8', 't9']);
  });

  test('are not begun once the run is stopped', async () => {
    const { run, calls, finished, settle } = await manyWrong();
    run.stop();
    await finished;
    for (let turn = 0; turn < 10; turn++) await settle();
    expect(calls).toHaveLength(5);
    expect(calls.slice(1).every(({ signal }) => signal.aborted)).toBe(true);
  });
});

test.each([Number.NaN, 'x', -1])('maxFieldRetries of %s is refused at once', (maxFieldRetries) => {
  // As plain JavaScript may pass it.
  const options = { api: '/', maxFieldRetries } as InstantRunOptions;
  expect(() => createInstantRun(options)).toThrow('`maxFieldRetries` takes a number');
});
