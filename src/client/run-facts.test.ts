import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { END, setUpRun, type Report } from '../../tests/support/set-up-run.js';
import { InstantClientError } from './error.js';
import type { CompletedField } from './run-options.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

describe('a snapshot', () => {
  test('counts closed values and text, and begins anew with each run', async () => {
    const { run, last, frame } = setUpRun();
    expect(run.getSnapshot()).toMatchObject({ attempt: 0, progress: { fields: 0, characters: 0 } });
    void run.submit('a');
    last().text('{"title":"tides","items":["one",2,nul');
    await frame();
    expect(run.getSnapshot().progress).toEqual({ fields: 3, characters: 8 });
    last().text('l,"ab');
    await frame();
    expect(run.getSnapshot().progress).toEqual({ fields: 4, characters: 10 });
    void run.submit('b');
    expect(run.getSnapshot().progress).toEqual({ fields: 0, characters: 0 });
  });

  test('keeps its progress object when nothing counted', async () => {
    const { run, last, frame } = setUpRun();
    void run.submit('a');
    const { progress } = run.getSnapshot();
    last().text('{"items":[');
    await frame();
    expect(run.getSnapshot().status).toBe('streaming');
    expect(run.getSnapshot().progress).toBe(progress);
  });

  test('has the input that it answers', () => {
    const { run } = setUpRun();
    void run.submit('a');
    expect(run.getSnapshot().input).toBe('a');
    run.reset();
    expect(run.getSnapshot().input).toBeUndefined();
  });
});

describe('onField', () => {
  test('is told of completed fields alone, children first, as the schema has them', async () => {
    const told: CompletedField[] = [];
    const { run, last, frame } = setUpRun<unknown>({
      schema: z.object({ title: z.string(), items: z.array(z.coerce.number()), bad: z.number() }),
      onField: (field) => told.push(field),
    });
    void run.submit('a');
    last().text('{"title":"ti');
    await frame();
    expect(told).toEqual([]);
    last().text('des","items":["1"],"bad":"x"');
    await frame();
    expect(told.map(({ path, value }) => [path, value])).toEqual([
      ['title', 'tides'],
      ['items[0]', 1],
      ['items', [1]],
    ]);
  });

  test('is not told of what is restored', () => {
    const onField = vi.fn<(field: CompletedField<Report>) => void>();
    const { run } = setUpRun({ onField });
    run.restore({ data: { title: 'kept', items: [] } });
    expect(run.getField('title').isComplete).toBe(true);
    expect(onField).not.toHaveBeenCalled();
  });
});

describe('an answer that was cut off', () => {
  async function cutOff() {
    const one = setUpRun<unknown>({
      schema: z.object({ n: z.number(), list: z.array(z.string()) }),
    });
    void one.run.submit({ topic: 'a' });
    one.last().text('{"n":"seven","list":["done","op');
    await one.frame();
    one.run.stop();
    const { status, partial, snapshot, input, runId } = one.run.getSnapshot();
    const { open, invalid } = snapshot;
    const carried = JSON.stringify({ status, partial, open, invalid, input, runId });
    return { one, carried: JSON.parse(carried) as Parameters<typeof one.run.restore>[0] };
  }

  test('is restored as it was: stopped, what was complete, invalid and open', async () => {
    const { one, carried } = await cutOff();
    const two = setUpRun<unknown>();
    two.run.restore(carried);
    expect(two.run.getSnapshot()).toMatchObject({
      status: 'stopped',
      data: undefined,
      runId: 1,
      partial: { n: 'seven', list: ['done', 'op'] },
    });
    for (const path of ['', 'n', 'list', 'list[0]', 'list[1]', 'list[2]', 'other'])
      expect(two.run.getField(path)).toEqual({
        ...one.run.getField(path),
        retry: expect.any(Function) as unknown,
      });
    expect(two.run.getField('n').issues).toHaveLength(1);
  });

  test('can be asked for again', async () => {
    const { carried } = await cutOff();
    const { run, calls } = setUpRun<unknown>();
    run.restore(carried);
    void run.retry();
    expect(calls.map(({ input }) => input)).toEqual([{ topic: 'a' }]);
  });

  test('kept without saying where counts as open at its root alone', () => {
    const { run } = setUpRun<unknown>();
    run.restore({ status: 'stopped', partial: { title: 'x' } });
    expect(run.getField('').status).toBe('incomplete');
    expect(run.getField('title').status).toBe('complete');
  });
});

describe('an error', () => {
  test('of validation says which field, and what is wrong', async () => {
    const { run, last, settle } = setUpRun<unknown>({
      schema: z.object({ items: z.array(z.number()) }),
    });
    void run.submit('a');
    last().text('{"items":[1,"x"]}');
    last().send(END);
    await settle();
    const { error } = run.getSnapshot();
    expect(error).toMatchObject({ kind: 'validation', path: 'items[1]' });
    expect(error?.kind === 'validation' && error.issues).toHaveLength(1);
  });

  test('of an answer cut off by its length says where', async () => {
    const { run, last, settle } = setUpRun();
    void run.submit('a');
    last().text('{"items":["one","tw');
    last().send({ type: 'end', outcome: 'truncated', incomplete: ['', 'items', 'items[1]'] });
    await settle();
    expect(run.getSnapshot()).toMatchObject({
      partial: { items: ['one', 'tw'] },
      error: { kind: 'truncated', path: 'items[1]' },
    });
  });

  test('has what its kind promises, whoever made it', () => {
    expect(new InstantClientError('http', 'x', 'X.').status).toBe(0);
    expect(new InstantClientError('validation', 'x', 'X.').issues).toEqual([]);
    expect(new InstantClientError('server', 'x', 'X.')).toMatchObject({
      status: undefined,
      issues: undefined,
    });
  });
});
