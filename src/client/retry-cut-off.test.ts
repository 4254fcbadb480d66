// In: answers that were cut off, and fields of them that are asked for anew. Out: what is complete then, and what is not.
// Knows nothing of React.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { END, setUpRun } from '../../tests/support/set-up-run.js';
// Loaded ahead, so that no test waits for a module.
import './amendments.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const Note = z.object({ a: z.string(), b: z.string(), items: z.array(z.string()).optional() });
type Note = z.output<typeof Note>;

/** A run whose answer ended in the middle of `text`. */
async function cutOff(text: string, how: 'truncated' | 'stopped' | 'failed') {
  const all = setUpRun<Note>({ schema: Note });
  const finished = all.run.submit('x');
  all.last().text(text);
  await all.frame();
  if (how === 'truncated') all.last().send({ type: 'end', outcome: how, incomplete: [] });
  else if (how === 'failed') all.last().send({ type: 'error', code: 'timeout', message: 'Late.' });
  else all.run.stop();
  const before = await finished;
  const again = async (path: string, answer: string) => {
    const { length } = all.calls;
    const done = all.run.retryField(path as 'a');
    for (let turn = 0; turn < 50 && all.calls.length === length; turn++) await all.settle();
    if (all.calls.length > length) all.last().text(answer);
    await all.frame();
    return done;
  };
  return { ...all, before, again };
}

test.each(['truncated', 'stopped', 'failed'] as const)(
  'the field in which an answer was %s is complete once it is there, and the run stays what it was',
  async (how) => {
    const { run, before, again } = await cutOff('{"a":"x","b":"tru', how);
    expect(run.getField('b').status).toBe('incomplete');
    expect(await again('b', '{"b":"B"}')).toMatchObject({
      value: 'B',
      status: 'complete',
      isComplete: true,
      error: undefined,
    });
    expect(run.getField('').status).toBe('incomplete');
    expect(run.getSnapshot()).toMatchObject({ status: before.status, data: undefined });
    expect(run.getSnapshot().error).toBe(before.error);
  },
);

test('an item in which a list was cut off is complete then, and the list only once it is asked for', async () => {
  const { run, again } = await cutOff('{"a":"x","b":"y","items":["p","q', 'truncated');
  expect(await again('items[1]', '{"items":["0","Q"]}')).toMatchObject({
    value: 'Q',
    status: 'complete',
  });
  expect(run.getField('items')).toMatchObject({ value: ['p', 'Q'], status: 'incomplete' });
  expect(await again('items', '{"items":["r"]}')).toMatchObject({
    value: ['r'],
    status: 'complete',
  });
});

test('a field that was settled before the answer was cut off in it is complete', async () => {
  const { run, calls, settle, last, frame } = setUpRun<Note>({ schema: Note });
  const finished = run.submit('x');
  const main = last();
  main.text('{"a":"x","b":"tru');
  await frame();
  const done = run.retryField('b');
  while (calls.length < 2) await settle();
  last().text('{"b":"B"}');
  await done;
  main.send({ type: 'end', outcome: 'truncated', incomplete: [] });
  await finished;
  expect(run.getField('b')).toMatchObject({ value: 'B', status: 'complete' });
});

test('the whole answer, asked for anew, makes the run complete', async () => {
  const { run, again } = await cutOff('{"a":"x","b":"tru', 'stopped');
  await again('', '{"a":"A","b":"B"}');
  expect(run.getField('').status).toBe('complete');
  expect(run.getSnapshot()).toMatchObject({
    status: 'complete',
    data: { a: 'A', b: 'B' },
    error: undefined,
    snapshot: { outcome: 'complete', open: undefined },
  });
});

test('an item that has none before it is refused: a list gets no holes', async () => {
  const { run, again, calls } = await cutOff('{"a":"x","b":"tru', 'stopped');
  expect(await again('items[1]', '{"items":["p","q"]}')).toMatchObject({
    value: undefined,
    status: 'missing',
    error: { kind: 'validation', code: 'missing-field', path: 'items[1]' },
  });
  expect(calls).toHaveLength(1);
  expect(run.getSnapshot().partial).toEqual({ a: 'x', b: 'tru' });
  expect(await again('items[0]', '{"items":["p"]}')).toMatchObject({ status: 'complete' });
  expect(run.getSnapshot().partial).toEqual({ a: 'x', b: 'tru', items: ['p'] });
});

test('an item to which the streaming list has not come is refused when it is there', async () => {
  const { run, calls, settle, last, frame } = setUpRun<Note>({ schema: Note });
  const finished = run.submit('x');
  const main = last();
  main.text('{"a":"x","b":"y","items":[');
  await frame();
  const done = run.retryField('items[1]');
  while (calls.length < 2) await settle();
  last().text('{"items":["p","q');
  await frame();
  expect(run.getSnapshot().partial?.items).toEqual([]);
  last().text('"]}');
  expect((await done).error).toMatchObject({ code: 'missing-field' });
  main.text('"r"]}');
  main.send(END);
  await frame();
  expect((await finished).data).toEqual({ a: 'x', b: 'y', items: ['r'] });
});
