import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createManualTransport, END, setUpRun } from '../../tests/support/set-up-run.js';
import { createInstantRun } from './create-instant-run.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

describe('publication', () => {
  test('shows growing text once per frame', async () => {
    const { run, last, published, frame, settle } = setUpRun();
    void run.submit('a');
    last().text('{"title":"a');
    last().text('b');
    await settle();
    last().text('c');
    await settle();
    expect(published.map(({ status }) => status)).toEqual(['connecting']);
    await frame();
    expect(published.at(-1)).toMatchObject({ partial: { title: 'abc' } });
    expect(published.length).toBe(2);
  });

  test('does not wait for its scheduler to show a completion, the end or an error', async () => {
    const { run, last, published, frames, settle } = setUpRun();
    void run.submit('a');
    last().text('{"title":"a"');
    await settle();
    expect(run.getField('title').isComplete).toBe(true);
    expect(frames.size).toBe(0);
    last().send({ type: 'error', code: 'internal', message: 'x' });
    await settle();
    expect(published.at(-1)).toMatchObject({ status: 'error', partial: { title: 'a' } });
  });

  test('tells each listener once of a thousand events in one task', async () => {
    const { run, last, settle } = setUpRun<number[]>();
    const heard = { run: 0, root: 0, item: 0, far: 0 };
    run.subscribe(() => void heard.run++);
    run.subscribeField('', () => void heard.root++);
    run.subscribeField('[7]', () => void heard.item++);
    run.subscribeField('[5000]', () => void heard.far++);
    void run.submit('a');
    heard.run = 0;
    last().text(`[${Array.from({ length: 1000 }, (_, index) => index).join()},`);
    await settle();
    expect(heard).toEqual({ run: 1, root: 1, item: 1, far: 0 });
    expect(run.getField('[999]').value).toBe(999);
  });

  test('never tears: the run and its fields are of one moment', async () => {
    const { run, last, frame, settle } = setUpRun();
    void run.submit('a');
    last().text('{"title":"one');
    await frame();
    last().text(' two');
    await settle();
    expect(run.getSnapshot().partial).toEqual({ title: 'one' });
    expect(run.getField('title').value).toBe('one');
    const seen: unknown[] = [];
    run.subscribeField('title', () =>
      seen.push([run.getSnapshot().partial?.title, run.getField('title').value]),
    );
    await frame();
    expect(seen).toEqual([['one two', 'one two']]);
  });

  test('gives the same objects until something changed, whatever notation asks', async () => {
    const { run, last, settle } = setUpRun<unknown>();
    expect(run.getField('title')).toBe(run.getField(['title']));
    expect(run.getField('items.0')).toBe(run.getField('items[0]'));
    const pending = run.getField('items[0]');
    void run.submit('a');
    expect(run.getField('/items/0')).toBe(pending);
    last().text('{"title":"a","items":["b","c"');
    await settle();
    const [title, first, snapshot] = [
      run.getField('title'),
      run.getField('items[0]'),
      run.getSnapshot(),
    ];
    expect(run.getSnapshot()).toBe(snapshot);
    last().text(',"d"');
    await settle();
    expect(run.getField('title')).toBe(title);
    expect(run.getField('items[0]')).toBe(first);
    expect(run.getField('items')).not.toBe(snapshot);
  });

  test('works with a scheduler that flushes at once', async () => {
    const { run, last, settle } = setUpRun({
      scheduler: (flush) => {
        flush();
        return () => {};
      },
    });
    void run.submit('a');
    last().text('{"title":"a');
    last().text('b');
    await settle();
    expect(run.getField('title').value).toBe('ab');
  });

  test('heeds no flush whose turn is over, from a scheduler that cannot cancel', async () => {
    const late: (() => void)[] = [];
    const { run, last, published, settle } = setUpRun({
      scheduler: (flush) => {
        late.push(flush);
        return () => {};
      },
    });
    const finished = run.submit('a');
    last().text('{"title":"a');
    last().send({ type: 'end', outcome: 'stopped', incomplete: ['title'] });
    await finished;
    const before = published.length;
    for (const flush of late) flush();
    expect([run.getSnapshot().status, published.length]).toEqual(['stopped', before]);

    void run.submit('b');
    last().text('{"title":"b');
    await settle();
    late[0]?.();
    expect(run.getSnapshot().status).toBe('connecting');
    late.at(-1)?.();
    late.at(-1)?.();
    expect(run.getSnapshot()).toMatchObject({ status: 'streaming', partial: { title: 'b' } });
    expect(published.length).toBe(before + 2);
  });

  test('leaves no timer behind when the run is over', async () => {
    const { transport, last } = createManualTransport();
    const run = createInstantRun({ transport });
    const finished = run.submit('a');
    last().text('{"title":"a');
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(1);
    last().send(END);
    await finished;
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('fields', () => {
  test('go from pending over streaming to complete, and missing ones are told when their parent closes', async () => {
    const { run, last, frame, settle } = setUpRun<{
      a: string;
      b: { c: string; d: string };
      e: string;
    }>();
    const heard: string[] = [];
    for (const path of ['a', 'b.c', 'b.d', 'e'] as const) {
      run.subscribeField(path, () => heard.push(`${path} ${run.getField(path).status}`));
    }
    void run.submit('x');
    expect(run.getField('b.d')).toMatchObject({ path: 'b.d', isPending: true, value: undefined });
    last().text('{"a":"1');
    await frame();
    last().text('2","b":{"c":"3"}');
    await settle();
    expect(heard).toEqual(['a streaming', 'a complete', 'b.c complete', 'b.d missing']);
    last().text('}');
    last().send(END);
    await settle();
    expect(heard.slice(4)).toEqual(['e missing']);
  });

  test('below a finished literal are told of it', async () => {
    const { run, last, settle } = setUpRun();
    const heard: unknown[] = [];
    run.subscribeField('items[1]', () => heard.push(run.getField('items[1]').value));
    void run.submit('x');
    const value = { title: 't', items: ['a', 'b'] };
    const address = { path: '', wildcardPath: '', indexes: [], segments: [] };
    last().send({ type: 'done', ...address, value, isComplete: true });
    await settle();
    expect(heard).toEqual(['b']);
  });

  test('left open by a hand-written source are told when it moves on', async () => {
    const { run, last, frame, settle } = setUpRun();
    const heard: string[] = [];
    run.subscribeField('title', () => heard.push(run.getField('title').status));
    void run.submit('x');
    last().text('{"title":"half');
    await frame();
    const address = { wildcardPath: 'items', indexes: [], segments: ['items'] };
    last().send({ type: 'done', path: 'items', ...address, value: [], isComplete: true });
    await settle();
    expect(heard).toEqual(['streaming', 'complete']);
  });

  test('are compared by segment: name is not told of na, nor a quoted key of its parts', async () => {
    const { run, last, settle } = setUpRun<Record<string, unknown>>();
    const heard: string[] = [];
    for (const path of [
      'na',
      'name',
      'n',
      '["a.b"]',
      'a.b',
      '["0"]',
      '__proto__',
      'constructor.name',
    ]) {
      run.subscribeField(path, () => heard.push(path));
    }
    void run.submit('x');
    last().text('{"na":1,"a.b":2,"0":3,"__proto__":4,');
    await settle();
    expect(heard.toSorted()).toEqual(['["0"]', '["a.b"]', '__proto__', 'na']);
    expect(run.getField('__proto__').value).toBe(4);
    expect(run.getField('constructor').value).toBeUndefined();
  });

  test('no longer listened to are left alone, also by the publication under way', async () => {
    const { run, last, settle } = setUpRun();
    const heard: string[] = [];
    const leaves: (() => void)[] = [];
    const leaveAll = (name: string) => () => {
      heard.push(name);
      for (const leave of leaves) leave();
    };
    leaves.push(run.subscribeField('title', leaveAll('first')));
    leaves.push(run.subscribeField('title', leaveAll('second')));
    void run.submit('x');
    last().text('{"title":"a"');
    await settle();
    last().text(',"items":[]');
    await settle();
    expect(heard).toEqual(['first']);
  });
});

describe('an initial value', () => {
  const initialValue = { title: 'draft', items: ['old'] };

  test('is shown before the first byte and where fields are pending, but is no data', async () => {
    const { run, last, settle } = setUpRun({ initialValue });
    expect(run.getSnapshot()).toMatchObject({ partial: initialValue, data: undefined });
    expect(run.getField('items[0]')).toMatchObject({ value: 'old', isPending: true });
    const finished = run.submit('x');
    last().text('{"title":"new"');
    await settle();
    expect(run.getSnapshot().partial).toEqual({ title: 'new', items: ['old'] });
    expect(run.getField('title')).toMatchObject({ value: 'new', isComplete: true });
    last().text('}');
    last().send(END);
    await settle();
    expect(await finished).toMatchObject({ partial: { title: 'new' }, data: { title: 'new' } });
    expect(run.getField('items').value).toBeUndefined();
    expect(run.getField('items').status).toBe('missing');
  });

  test('is gone from what is missing when the run is over', async () => {
    const { run, last, settle } = setUpRun({ initialValue });
    const finished = run.submit('x');
    last().text('{"title":"ha');
    await settle();
    run.stop();
    expect((await finished).partial).toEqual({ title: 'ha' });
    expect(run.getField('items')).toMatchObject({ value: undefined, status: 'missing' });
  });

  test('gives way to a container as soon as that has begun', async () => {
    const { run, last, frame } = setUpRun({ initialValue });
    void run.submit('x');
    last().text('{"items":[');
    await frame();
    expect(run.getSnapshot().partial).toEqual({ title: 'draft', items: [] });
    expect(run.getField('items[0]').value).toBeUndefined();
  });
});
