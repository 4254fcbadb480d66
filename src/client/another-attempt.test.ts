import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createInstantParser, type InstantEvent } from 'fieldwise';
import { z } from 'zod';
import { END, setUpRun, type Report } from '../../tests/support/set-up-run.js';
import type { InstantRunOptions } from './run-options.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const AGAIN: InstantEvent = { type: 'attempt', attempt: 2, reason: 'missing-keys' };
const read = (text: string) => createInstantParser().feed(text);

/** A run of which one attempt has come so far, and another begins. */
async function renewed(options: Partial<InstantRunOptions<Report>> = {}) {
  const all = setUpRun(options);
  const finished = all.run.submit('a');
  all.last().text('{"title":"old","items":["one","tw');
  await all.frame();
  all.last().send(AGAIN);
  await all.frame();
  return { ...all, finished };
}

describe('another attempt of the other side', () => {
  test('puts every field back to pending, and is counted', async () => {
    const { run } = await renewed();
    expect(run.getSnapshot()).toMatchObject({ status: 'streaming', attempt: 2, runId: 1 });
    expect(run.getSnapshot().partial).toBeUndefined();
    for (const path of ['title', 'items', 'items[0]'] as const) {
      expect(run.getField(path)).toMatchObject({ status: 'pending', value: undefined });
    }
  });

  test('is what the data, the fields and the last snapshot are of', async () => {
    const { run, last, frame, finished } = await renewed();
    last().send(...read('{"title":"new","items":["uno"]}'), END);
    await frame();
    expect(await finished).toMatchObject({ data: { title: 'new', items: ['uno'] }, attempt: 2 });
    expect(run.getField('title')).toMatchObject({ value: 'new', isComplete: true });
  });

  test('is checked by the schema from the root on', async () => {
    const schema = z.object({ title: z.string(), items: z.array(z.string()) });
    const { last, frame, finished } = await renewed({ schema });
    last().send(...read('{"title":"new","items":[]}'), END);
    await frame();
    expect(await finished).toMatchObject({ data: { title: 'new', items: [] }, error: undefined });
  });

  test('tells every field that had begun, and none twice', async () => {
    const { run, last, frame } = setUpRun();
    void run.submit('a');
    last().text('{"title":"old"');
    await frame();
    const heard: string[] = [];
    for (const path of ['title', 'items', ''] as const)
      run.subscribeField(path, () => heard.push(path));
    last().send(AGAIN);
    await frame();
    expect(heard.toSorted()).toEqual(['', 'title']);
  });

  test('leaves what came in sight, marked as stale, where the run replaces', async () => {
    const { run, last, frame } = await renewed({ refetchMode: 'replace' });
    expect(run.getSnapshot()).toMatchObject({
      isStale: true,
      partial: { title: 'old', items: ['one', 'tw'] },
    });
    expect(run.getField('title')).toMatchObject({ status: 'pending', value: 'old', isStale: true });
    last().send(...read('{"title":"new"'));
    await frame();
    expect(run.getField('title')).toMatchObject({ value: 'new', isStale: false });
    expect(run.getField('items')).toMatchObject({ value: ['one', 'tw'], isStale: true });
  });

  test('shows the placeholder again where there is one', async () => {
    const { run } = await renewed({ placeholder: { title: '…', items: [] } });
    expect(run.getSnapshot()).toMatchObject({ isPlaceholder: true, partial: { title: '…' } });
  });

  test('forgets what was asked about the fields of the one before', async () => {
    const onInvalid = vi.fn<() => undefined>();
    const schema = z.object({ title: z.string().max(2), items: z.array(z.string()) });
    const { run, last, frame, settle } = setUpRun({ schema, onInvalid });
    const finished = run.submit('a');
    for (let turn = 0; turn < 20; turn++) await settle();
    await vi.waitFor(() => expect(last()).toBeDefined());
    last().text('{"title":"old"');
    await frame();
    last().send(AGAIN, ...read('{"title":"new","items":[]}'), END);
    await frame();
    await finished;
    expect(onInvalid).toHaveBeenCalledTimes(2);
  });

  test('before its first byte is not asked again by the run', async () => {
    const { run, last, frame, calls } = setUpRun({ retry: 3, retryDelay: 0 });
    void run.submit('a');
    last().send({ type: 'attempt', attempt: 2, reason: 'model-failed' });
    await frame();
    last().close(new Error('cable'));
    await vi.advanceTimersByTimeAsync(100);
    expect(calls).toHaveLength(1);
    expect(run.getSnapshot().status).toBe('error');
  });
});

test('a field that is asked for anew takes the attempt that counts', async () => {
  const { run, calls, last, frame, settle } = setUpRun();
  const finished = run.submit('a');
  last().text('{"title":"first","items":[]}');
  last().send(END);
  await frame();
  await finished;
  const retried = run.retryField('title');
  await vi.waitFor(() => expect(calls).toHaveLength(2));
  last().send(...read('{"title":"se').slice(0, -1));
  last().send(AGAIN, ...read('{"title":"third"'));
  await settle();
  expect(await retried).toMatchObject({ value: 'third', status: 'complete' });
});
