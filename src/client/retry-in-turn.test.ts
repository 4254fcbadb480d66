// In: retries of an answer whose rule takes its time. Out: what is shown while they wait, and who may still change it.
// The rule is answered by hand.
// Knows nothing of React.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { END, setUpRun } from '../../tests/support/set-up-run.js';
// Loaded ahead, so that no test waits for a module.
import './amendments.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

interface Pair {
  a: string;
  b: string;
}

/** A run whose answer is complete; `hold` lets its rule wait until the function it returns is called. */
async function judged() {
  let verdict: boolean | Promise<boolean> = true;
  let asked = 0;
  const schema = z.object({ a: z.string(), b: z.string() }).refine(async () => {
    asked += 1;
    return verdict;
  });
  const hold = () => {
    let answer: (isRight: boolean) => void = () => {};
    verdict = new Promise((resolve) => (answer = resolve));
    return (isRight: boolean) => answer((verdict = isRight));
  };
  const all = setUpRun<Pair>({ schema });
  const until = async (isThere: () => boolean) => {
    for (let turn = 0; turn < 50 && !isThere(); turn++) await all.settle();
    expect(isThere()).toBe(true);
  };
  const answer = async (input: string, text: string) => {
    const finished = all.run.submit(input);
    all.last().text(text);
    all.last().send(END);
    await all.frame();
    return finished;
  };
  await answer('x', '{"a":"old-a","b":"old-b"}');
  const ask = async (path: 'a' | 'b') => {
    const { length } = all.calls;
    const done = all.run.retryField(path);
    await until(() => all.calls.length > length);
    all.last().text(`{"${path}":"new-${path}"}`);
    await all.frame();
    return { done };
  };
  /** Asks, and waits until the rule is asked about what came. */
  const askUntilJudged = async (path: 'a' | 'b') => {
    const before = asked;
    const { done } = await ask(path);
    await until(() => asked > before);
    return { done };
  };
  return { ...all, answer, ask, askUntilJudged, hold };
}

test('retries that wait for their turn change nothing of the next run', async () => {
  const { run, ask, askUntilJudged, frame, last, hold } = await judged();
  const answer = hold();
  await askUntilJudged('a');
  await ask('b');
  const finished = run.submit('y');
  last().text('{"a":"next-a"');
  await frame();
  answer(true);
  await frame();
  await frame();
  expect(run.getSnapshot().partial).toEqual({ a: 'next-a' });
  expect(run.getField('b').status).toBe('pending');
  last().text(',"b":"next-b"}');
  last().send(END);
  await frame();
  expect((await finished).data).toEqual({ a: 'next-a', b: 'next-b' });
});

test('retries that wait for their turn change nothing after a reset', async () => {
  const { run, ask, askUntilJudged, frame, hold } = await judged();
  const answer = hold();
  await askUntilJudged('a');
  await ask('b');
  run.reset();
  answer(true);
  await frame();
  await frame();
  expect(run.getSnapshot()).toMatchObject({ status: 'idle', partial: undefined });
  expect(run.getField('b').status).toBe('pending');
});

test('a rule that never answers does not hold up the retries of the next answer', async () => {
  const { answer, ask, askUntilJudged, hold } = await judged();
  hold();
  await askUntilJudged('a');
  hold()(true);
  await answer('y', '{"a":"next-a","b":"next-b"}');
  const { done } = await ask('b');
  expect(await done).toMatchObject({ value: 'new-b', status: 'complete' });
});

test.each([true, false])(
  'a field is not complete before the whole is judged, be it right: %s',
  async (isRight) => {
    const { run, askUntilJudged, hold } = await judged();
    const statuses: string[] = [];
    run.subscribeField('a', () => {
      const { status, value } = run.getField('a');
      statuses.push(`${status} ${value}`);
    });
    const answer = hold();
    const { done } = await askUntilJudged('a');
    expect(run.getField('a')).toMatchObject({ isComplete: false, isRetrying: true });
    answer(isRight);
    const { error, isRetrying } = await done;
    expect([error?.code, isRetrying]).toEqual([isRight ? undefined : 'invalid-output', false]);
    const seen = ['pending old-a', 'streaming new-a', `complete ${isRight ? 'new-a' : 'old-a'}`];
    expect(statuses).toEqual(seen);
  },
);
