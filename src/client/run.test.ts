import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { END, setUpRun, type Call } from '../../tests/support/set-up-run.js';
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

describe('a schema', () => {
  const schema = z.object({ title: z.string().min(3).toUpperCase() });

  test('makes the data of a finished answer', async () => {
    const { run, last } = setUpRun({ schema });
    const finished = run.submit('a');
    last().text('{"title":"hello"}');
    last().send(END);
    expect(await finished).toMatchObject({ data: { title: 'HELLO' }, partial: { title: 'hello' } });
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
