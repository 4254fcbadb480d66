import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { END, setUpRun, type Call } from '../../tests/support/set-up-run.js';
import { createInstantParser, isFieldEvent, type InstantEvent } from '../protocol/index.js';
import { createInstantRun } from './create-instant-run.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

describe('a failure', () => {
  const failures: [string, (call: Call) => void, object][] = [
    [
      'an error event',
      (call) => call.send({ type: 'error', code: 'timeout', message: 'Late.', path: 'title' }),
      { kind: 'server', code: 'timeout', message: 'Late.', path: 'title' },
    ],
    [
      'a truncated end',
      (call) => call.send({ type: 'end', outcome: 'truncated', incomplete: ['title'] }),
      { kind: 'truncated', code: 'truncated' },
    ],
    ['a lost end', (call) => call.close(), { kind: 'connection', code: 'connection-lost' }],
    [
      'a transport that throws',
      (call) => call.close(new TypeError('network')),
      { kind: 'connection', code: 'connection-failed' },
    ],
  ];
  test.each(failures)('by %s keeps what arrived and is told once', async (_, fail, error) => {
    const onError = vi.fn<(error: unknown) => void>();
    const { run, last, finishes } = setUpRun({ onError });
    const finished = run.submit('a');
    last().text('{"title":"half');
    fail(last());
    const snapshot = await finished;
    expect(snapshot).toMatchObject({
      status: 'error',
      partial: { title: 'half' },
      data: undefined,
    });
    expect(snapshot.error).toMatchObject(error);
    expect(run.getField('title').status).toBe('incomplete');
    expect(onError.mock.calls).toEqual([[snapshot.error]]);
    expect(finishes).toEqual([{ ...snapshot, reason: 'error' }]);
  });

  test('to open is in the snapshot, not thrown', async () => {
    const open = () => {
      throw new Error('no network');
    };
    const { error } = await createInstantRun({ transport: { open } }).submit('a');
    expect(error).toMatchObject({ kind: 'connection', code: 'connection-failed' });
  });

  test('of a listener or callback is reported and disturbs nobody', async () => {
    const report = vi.spyOn(console, 'error').mockReturnValue();
    const fail = () => {
      throw new Error('mine');
    };
    const { run, last, settle } = setUpRun({ onFinish: fail, onEvent: fail });
    const heard: string[] = [];
    run.subscribe(fail);
    run.subscribe(() => heard.push('run'));
    run.subscribeField('title', fail);
    run.subscribeField('title', () => heard.push('title'));
    run.onEvent(fail);
    const finished = run.submit('a');
    last().text('{"title":"x"}');
    await settle();
    last().send(END);
    expect(await finished).toMatchObject({ status: 'complete' });
    expect(heard).toEqual(['run', 'title', 'run', 'run']);
    expect(report).toHaveBeenCalled();
    report.mockRestore();
  });
});

describe('an event that cannot be read', () => {
  const address = { path: 'title', wildcardPath: 'title', indexes: [] };
  const done = { type: 'done', ...address, value: 'x', isComplete: true } as const;
  // What no type allows: a source without types, or another version, sends what it likes.
  const unplaced = { ...done, segments: undefined as unknown as string[], path: 'a[' };
  const unnamed = { ...unplaced, path: undefined as unknown as string };
  const misplaced = { ...done, segments: 'title' as unknown as string[] };
  const hostile = { ...done, segments: [Object.create(null) as string] };
  const growth = { type: 'delta', ...address, segments: ['title'], value: '' } as const;
  const textless = { ...growth, delta: Object.create(null) as string, isComplete: false } as const;
  const unreadable = { kind: 'protocol', code: 'invalid-frame' };

  test.each([
    ['with neither segments nor a path that can be read', unplaced],
    ['with neither segments nor a path', unnamed],
    ['with segments that are no list', misplaced],
    ['that closes without a value', { type: 'done', path: 'title' } as InstantEvent],
    ['with a segment that is no text', hostile],
    ['that is no object', null as unknown as InstantEvent],
  ])('%s ends the run with an error and keeps what arrived', async (_, event) => {
    const { run, last, finishes, settle } = setUpRun();
    const finished = run.submit('a');
    last().text('{"items":["a"]');
    await settle();
    last().send(event);
    await settle();
    expect(run.getSnapshot()).toMatchObject({ status: 'error', partial: { items: ['a'] } });
    expect((await finished).error).toMatchObject(unreadable);
    expect(finishes.map(({ reason }) => reason)).toEqual(['error']);
    expect([last().signal.aborted, last().returns]).toEqual([true, 1]);
  });

  const ends: [string, (call: Call, stop: () => void) => void, object][] = [
    ['the end', (call) => call.send(END), unreadable],
    [
      'an error event',
      (call) => call.send({ type: 'error', code: 'c', message: 'm' }),
      { code: 'c' },
    ],
    ['a lost connection', (call) => call.close(), { code: 'connection-lost' }],
  ];
  test.each(ends)('and is still queued does not keep %s from ending it', async (_, end, error) => {
    const { run, last, finishes } = setUpRun();
    const finished = run.submit('a');
    last().send(textless);
    end(last(), run.stop);
    const snapshot = await finished;
    expect(snapshot).toMatchObject({ status: 'error', error });
    expect(run.getSnapshot()).toBe(snapshot);
    expect(finishes.map(({ reason }) => reason)).toEqual(['error']);
  });

  test('and is still queued neither makes stop nor the next submit throw', async () => {
    const { run, calls, finishes } = setUpRun();
    run.onEvent(() => run.stop());
    const stopped = run.submit('a');
    calls[0]!.send(textless);
    expect(await stopped).toMatchObject({ status: 'error', error: unreadable });

    const replaced = setUpRun();
    const leave = replaced.run.onEvent(() => {
      leave();
      void replaced.run.submit('b');
    });
    const first = replaced.run.submit('a');
    replaced.calls[0]!.send(textless);
    expect(await first).toMatchObject({ status: 'error', error: unreadable });
    expect(replaced.run.getSnapshot()).toMatchObject({ status: 'connecting', runId: 2 });
    expect(finishes.length).toBe(1);
  });
});

describe.each<[string, (event: InstantEvent) => InstantEvent]>([
  ['by spreading it', (event) => ({ ...event })],
  ['by JSON', (event) => JSON.parse(JSON.stringify(event)) as InstantEvent],
  ['by structuredClone', (event) => structuredClone(event)],
])('an event that a transport copied %s', (_, copy) => {
  const schema = z.object({ list: z.array(z.object({ 'a[0]': z.string(), n: z.number() })) });
  const text = '{"list":[{"a[0]":"x","n":1}]}';

  test('is read as the event it was', async () => {
    const addresses = (event: InstantEvent) =>
      isFieldEvent(event) && [event.path, event.wildcardPath, event.segments, event.indexes];
    const told = createInstantParser().feed(text);
    const { run, last } = setUpRun({ schema });
    const heard: InstantEvent[] = [];
    run.onEvent((event) => void heard.push(event));
    const finished = run.submit('a');
    last().send(...told.map(copy), END);
    expect(await finished).toMatchObject({ status: 'complete', data: JSON.parse(text) as object });
    expect(heard.slice(0, -1).map(addresses)).toEqual(told.map(addresses));
  });

  test('may be of a field that is asked for anew', async () => {
    const { run, calls, settle } = setUpRun({ schema });
    run.restore({ data: JSON.parse(text) as object, input: 'a' });
    const done = run.retryField('list[0].n');
    while (calls.length === 0) await settle();
    const again = createInstantParser().feed('{"list":[{"a[0]":"y","n":2}]}');
    calls[0]?.send(...again.map(copy));
    expect(await done).toMatchObject({ value: 2, status: 'complete', error: undefined });
  });
});

describe('a schema', () => {
  const schema = z.object({ title: z.string().min(3).toUpperCase() });

  test('makes the data of a finished answer', async () => {
    const { run, last } = setUpRun({ schema });
    const finished = run.submit('a');
    last().text('{"title":"hello"}');
    last().send(END);
    expect(await finished).toMatchObject({ data: { title: 'HELLO' }, partial: { title: 'HELLO' } });
  });

  test('that refuses it keeps the answer and gives the issues', async () => {
    const { run, last, finishes } = setUpRun({ schema });
    const finished = run.submit('a');
    last().text('{"title":"x"}');
    last().send(END);
    const { status, data, partial, error } = await finished;
    expect({ status, data, partial }).toEqual({
      status: 'error',
      data: undefined,
      partial: { title: 'x' },
    });
    expect(error).toMatchObject({
      kind: 'validation',
      code: 'invalid-output',
      issues: [{ path: ['title'] }],
    });
    expect(finishes.map(({ reason }) => reason)).toEqual(['error']);
  });

  test('that takes its time shows the answer first, and a stop meanwhile wins', async () => {
    let decide: (verdict: boolean) => void = () => {};
    const slow = z
      .object({ title: z.string() })
      .refine(() => new Promise<boolean>((resolve) => (decide = resolve)));
    const { run, last, settle, finishes } = setUpRun({ schema: slow });
    const first = run.submit('a');
    last().text('{"title":"x"}');
    last().send(END);
    await settle();
    expect(run.getSnapshot()).toMatchObject({ status: 'streaming', partial: { title: 'x' } });
    decide(true);
    expect(await first).toMatchObject({ status: 'complete', data: { title: 'x' } });

    const second = run.submit('b');
    last().text('{"title":"y"}');
    last().send(END);
    await settle();
    run.stop();
    decide(true);
    await settle();
    expect(await second).toMatchObject({ status: 'stopped', data: undefined });
    expect(finishes.map(({ reason }) => reason)).toEqual(['complete', 'stopped']);
  });

  test('may answer with any thenable', async () => {
    const answer = { issues: [{ message: 'no' }] };
    // oxlint-disable-next-line unicorn/no-thenable -- the very thing under test
    const thenable = { then: (resolve: (result: typeof answer) => void) => resolve(answer) };
    const validate = () => thenable as unknown as Promise<typeof answer>;
    const { run, last } = setUpRun({
      schema: { '~standard': { version: 1, vendor: 'test', validate } },
    });
    const finished = run.submit('a');
    last().send(END);
    expect(await finished).toMatchObject({ status: 'error', error: { code: 'invalid-output' } });
  });

  test.each([undefined, null])(
    'that resolves to %s is a failure, not a stranded run',
    async (nothing) => {
      const validate = async () => nothing as unknown as { value: unknown };
      const { run, last } = setUpRun({
        schema: { '~standard': { version: 1, vendor: 'test', validate } },
      });
      const finished = run.submit('a');
      last().send(END);
      expect(await finished).toMatchObject({ status: 'error', error: { kind: 'validation' } });
    },
  );

  test('that throws is a failure of validation with its cause', async () => {
    const cause = new Error('broken schema');
    const { run, last } = setUpRun({
      schema: {
        '~standard': {
          version: 1,
          vendor: 'test',
          validate: () => {
            throw cause;
          },
        },
      },
    });
    const finished = run.submit('a');
    last().send(END);
    expect((await finished).error).toMatchObject({ kind: 'validation', cause });
  });
});

describe('a message', () => {
  const secret = new Error('db01.internal refused');
  const validators = [
    () => {
      throw secret;
    },
    () => Promise.reject(secret),
    () => ({ issues: [{ message: secret.message }] }),
  ];
  test.each(validators)('about a schema has none of its words', async (validate) => {
    const { run, last } = setUpRun({
      schema: { '~standard': { version: 1, vendor: 'test', validate } },
    });
    const finished = run.submit('a');
    last().send(END);
    const { error } = await finished;
    expect(error?.code).toBe('invalid-output');
    expect(error?.message).not.toContain(secret.message);
  });

  test('about a connection has none of its words, which are kept as the cause', async () => {
    const { run, last } = setUpRun();
    const finished = run.submit('a');
    last().close(secret);
    const { error } = await finished;
    expect(error).toMatchObject({ code: 'connection-failed', cause: secret });
    expect(error?.message).not.toContain(secret.message);
  });
});
