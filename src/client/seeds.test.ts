import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { END, setUpRun, type Report } from '../../tests/support/set-up-run.js';
// Loaded ahead, so that no test waits for a module.
import './amendments.js';
import type { InstantRunOptions, PlaceholderFunction } from './run-options.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** A run with a finished answer, over which another is asked for. */
async function refetch(options: Partial<InstantRunOptions<Report>>, text: string) {
  const all = setUpRun(options);
  const { run, last, frame } = all;
  void run.submit('a');
  last().text(text);
  last().send(END);
  await frame();
  const finished = run.submit('b');
  return { ...all, finished };
}

describe('a run that replaces', () => {
  const OLD = '{"title":"old","items":["one","two","three"]}';
  const replacing = () => refetch({ refetchMode: 'replace' }, OLD);

  test('shows the answer before, marked as stale, until the first byte', async () => {
    const { run } = await replacing();
    expect(run.getSnapshot()).toMatchObject({
      status: 'connecting',
      partial: JSON.parse(OLD) as Report,
      data: JSON.parse(OLD) as Report,
      isStale: true,
      isPlaceholder: false,
    });
    expect(run.getField('title')).toMatchObject({
      value: 'old',
      status: 'pending',
      isComplete: false,
      isStale: true,
    });
  });

  test('replaces field by field, and items one by one', async () => {
    const { run, last, frame } = await replacing();
    last().text('{"title":"new","items":["uno","d');
    await frame();
    expect(run.getSnapshot().partial).toEqual({ title: 'new', items: ['uno', 'd', 'three'] });
    expect(run.getField('title')).toMatchObject({ isComplete: true, isStale: false });
    expect(run.getField('items')).toMatchObject({ status: 'streaming', isStale: false });
    expect(run.getField('items[1]')).toMatchObject({ value: 'd', status: 'streaming' });
    expect(run.getField('items[2]')).toMatchObject({ value: 'three', status: 'pending' });
    expect(run.getField('items[2]').isStale).toBe(true);
  });

  test('drops what is not sent again when its parent closes, and at the end', async () => {
    const { run, last, frame, settle, finished } = await replacing();
    last().text('{"items":["uno"]');
    await frame();
    expect(run.getSnapshot().partial).toEqual({ title: 'old', items: ['uno'] });
    expect(run.getField('items[2]')).toMatchObject({ value: undefined, status: 'missing' });
    last().text('}');
    last().send(END);
    await settle();
    expect(run.getField('title')).toMatchObject({ value: undefined, status: 'missing' });
    expect(await finished).toMatchObject({ isStale: false, data: { items: ['uno'] } });
    expect(run.getSnapshot().partial).toEqual({ items: ['uno'] });
  });

  test('tells exactly the fields whose value or standing changed', async () => {
    const { run, last, frame } = await replacing();
    const heard: string[] = [];
    for (const path of ['title', 'items', 'items[0]', 'items[2]'] as const)
      run.subscribeField(path, () => heard.push(path));
    last().text('{"title":"n');
    await frame();
    expect(heard).toEqual(['title']);
    last().text('ew","items":["uno"');
    await frame();
    expect(heard).toEqual(['title', 'title', 'items', 'items[0]']);
  });

  test('lets a value of another type take the place of the one before', async () => {
    const { run, last, frame } = await replacing();
    last().text('{"title":{"main":"x"},"items":{"0":"y"');
    await frame();
    expect(run.getSnapshot().partial).toEqual({ title: { main: 'x' }, items: { 0: 'y' } });
  });

  test.each(['stop', 'failure'])(
    'keeps what was not replaced after a %s, but has no data of its own',
    async (way) => {
      const { run, last, frame, settle, finished, finishes } = await replacing();
      last().text('{"title":"new"');
      await frame();
      if (way === 'stop') run.stop();
      else last().close(new Error('cable'));
      await settle();
      expect(run.getSnapshot()).toMatchObject({
        status: way === 'stop' ? 'stopped' : 'error',
        partial: { title: 'new', items: ['one', 'two', 'three'] },
        data: JSON.parse(OLD) as Report,
        isStale: true,
      });
      expect(run.getField('items')).toMatchObject({ status: 'missing', isStale: true });
      expect((await finished).data).toBeUndefined();
      expect(finishes.at(-1)?.data).toBeUndefined();
    },
  );

  test('goes on replacing when it is asked again before it is complete', async () => {
    const { run, last, frame } = await replacing();
    last().text('{"title":"new"');
    await frame();
    void run.submit('c');
    expect(run.getSnapshot()).toMatchObject({ partial: { title: 'new' }, isStale: true });
    last().text('{"items":["uno"]');
    await frame();
    expect(run.getSnapshot().partial).toEqual({ title: 'new', items: ['uno'] });
  });

  test('has no data when the new answer does not fit its schema', async () => {
    const { run, last, settle } = await refetch(
      { refetchMode: 'replace', schema: schemaThatFailsLater() },
      OLD,
    );
    last().text('{"title":"bad"}');
    last().send(END);
    await settle();
    expect(run.getSnapshot()).toMatchObject({ status: 'error', data: undefined, isStale: false });
  });

  test('forgets everything at a reset', async () => {
    const { run } = await replacing();
    run.reset();
    expect(run.getSnapshot()).toMatchObject({ status: 'idle', isStale: false });
    expect(run.getSnapshot().partial).toBeUndefined();
  });
});

function schemaThatFailsLater() {
  const validate = (value: unknown) =>
    (value as Report).title === 'bad'
      ? { issues: [{ message: 'bad', path: ['title'] }] }
      : { value: value as Report };
  return { '~standard': { version: 1 as const, vendor: 'test', validate } };
}

test('without a mode a submit forgets the answer before', async () => {
  const { run } = await refetch({}, '{"title":"old"}');
  expect(run.getSnapshot()).toMatchObject({ isStale: false, data: undefined });
  expect(run.getSnapshot().partial).toBeUndefined();
  expect(run.getField('title')).toMatchObject({ value: undefined, isStale: false });
});

describe('a placeholder', () => {
  test('is shown from the start and while pending, and is gone with the end', async () => {
    const placeholder = { title: 'soon', items: ['…'] };
    const { run, last, frame, finished } = await refetch({ placeholder }, '{"title":"old"}');
    expect(run.getSnapshot()).toMatchObject({ partial: placeholder, isPlaceholder: true });
    expect(run.getField('title')).toMatchObject({ value: 'soon', isPlaceholder: true });
    last().text('{"title":"new"');
    await frame();
    expect(run.getSnapshot().partial).toEqual({ title: 'new', items: ['…'] });
    expect(run.getField('title').isPlaceholder).toBe(false);
    expect(run.getField('items').isPlaceholder).toBe(true);
    run.stop();
    expect((await finished).partial).toEqual({ title: 'new' });
    expect(run.getSnapshot().isPlaceholder).toBe(false);
  });

  test('comes before an initial value', () => {
    const { run } = setUpRun({ initialValue: { title: 'a' }, placeholder: { title: 'b' } });
    expect(run.getSnapshot()).toMatchObject({ partial: { title: 'b' }, isPlaceholder: true });
  });

  test('may be made of the answer before, once', async () => {
    const placeholder = vi.fn<PlaceholderFunction<Report>>((previous) =>
      previous ? { title: `${previous.title}?` } : undefined,
    );
    const { run, last, frame } = await refetch({ placeholder }, '{"title":"old"}');
    expect(run.getSnapshot()).toMatchObject({ partial: { title: 'old?' }, isPlaceholder: true });
    void run.submit('c');
    expect(run.getSnapshot().partial).toEqual({ title: 'old?' });
    last().text('{"title":"new"}');
    await frame();
    expect(run.getSnapshot()).toMatchObject({ partial: { title: 'new' } });
    expect(placeholder.mock.calls).toEqual([[undefined], [undefined], [{ title: 'old' }]]);
  });

  test('gives way to a list as soon as that begins', async () => {
    const { run, last, frame } = await refetch(
      { placeholder: { items: ['a', 'b'] } },
      '{"title":"old"}',
    );
    last().text('{"items":[');
    await frame();
    expect(run.getSnapshot().partial).toEqual({ items: [] });
  });
});

describe('where only whole values are shown', () => {
  const replace = { refetchMode: 'replace' } as const;
  /** A run in which one answer after the other is begun, and cut off by the next. */
  async function cutOff(
    options: Partial<InstantRunOptions<Report>>,
    texts: readonly string[],
    leave: 'stop' | 'failure' | 'submit' = 'stop',
  ) {
    const all = setUpRun(options);
    const { run, last, frame, settle } = all;
    for (const text of texts) {
      void run.submit('a');
      last().text(text);
      if (text.endsWith('}')) last().send(END);
      await frame();
      if (leave === 'stop') run.stop();
      else if (leave === 'failure') last().close(new Error('cable'));
      await settle();
    }
    void run.submit('a');
    return all;
  }

  test.each(['stop', 'failure', 'submit'] as const)(
    'a text cut off by a %s does not stand in',
    async (leave) => {
      const { run } = await cutOff(replace, ['{"items":["one"],"title":"hal'], leave);
      expect(run.getField('title')).toMatchObject({ value: 'hal', isStale: true });
      expect(run.getSettledField('title')).toMatchObject({
        value: undefined,
        status: 'pending',
        isStale: false,
      });
      expect(run.getSettledField('items')).toMatchObject({ value: ['one'], isStale: true });
      expect(run.getSettledField('')).toMatchObject({ value: undefined, isStale: false });
    },
  );

  test('the last whole value of each field stands in, of whichever answer it is', async () => {
    const { run, last, frame } = await cutOff(replace, [
      '{"title":"old","items":["a","b","c"]}',
      '{"title":"new","items":["x","y","ha',
      '{"items":["z","y","x"],"title":"hal',
    ]);
    const settled: (path: string) => unknown = (path) => run.getSettledField(path as 'title').value;
    expect(settled('title')).toBe('new');
    expect(settled('items')).toEqual(['z', 'y', 'x']);
    expect(settled('')).toEqual({ title: 'old', items: ['a', 'b', 'c'] });
    last().text('{"title":"third","items":["ha');
    await frame();
    run.stop();
    expect(run.getField('items').status).toBe('incomplete');
    void run.submit('b');
    expect(['title', 'items', 'items[0]', 'items[2]'].map(settled)).toEqual([
      'third',
      ['z', 'y', 'x'],
      'z',
      'x',
    ]);
  });

  test('an invalid value is a whole one', async () => {
    const schema = z.object({ title: z.string().max(3), items: z.array(z.string()) });
    const { run } = await cutOff({ ...replace, schema }, ['{"title":"long","items":["ha']);
    expect(run.getSettledField('title')).toMatchObject({ value: 'long', isStale: true });
  });

  test('what is asked for anew does not stand in for itself where it was cut off', async () => {
    const { run, last, frame, settle, calls } = setUpRun();
    void run.submit('a');
    last().text('{"items":["one"],"title":"hal');
    await frame();
    run.stop();
    void run.retryField('title');
    void run.retryField('items');
    while (calls.length < 3) await settle();
    expect(run.getField('title')).toMatchObject({ value: 'hal', isStale: true, isRetrying: true });
    expect(run.getSettledField('title')).toMatchObject({ value: undefined, isStale: false });
    expect(run.getSettledField('items')).toMatchObject({ value: ['one'], isStale: true });
  });

  test('a function of a placeholder is given no text that was cut off', async () => {
    const placeholder = vi.fn<PlaceholderFunction<Report>>(() => undefined);
    await cutOff({ placeholder }, [
      '{"items":["one","tw',
      '{"title":"whole","items":["uno"]}',
      '{"items":["a"],"title":"hal',
    ]);
    expect(placeholder.mock.calls.slice(2)).toEqual([
      [{ items: ['one'] }],
      [{ title: 'whole', items: ['uno'] }],
      [{ items: ['a'], title: 'whole' }],
    ]);
  });
});
