import { expect, test, vi } from 'vitest';
import { gate } from '../../tests/support/gate.js';
import type { InstantEvent } from '../protocol/index.js';
import { createTriggerFlow } from './create-trigger-flow.js';
import type { BridgeOptions } from './field-types.js';

interface Planning {
  readonly events: { task: string; gone: { path: string; value: unknown } };
  readonly result: unknown;
}

const done = (path: string, value: unknown) => ({ type: 'done', path, value, isComplete: true });
const attempt = { type: 'attempt', attempt: 2, reason: 'missing keys' };
const namesOf = (word: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${word}${index}`);
const tasksOf = (values: readonly string[]) =>
  values.map((value, index) => done(`tasks[${index}]`, value));

/** What is done of an answer that is whole before any work on it has ended. */
async function logOf(events: readonly unknown[], options: BridgeOptions<'gone'>) {
  const { waitFor, open } = gate();
  const log: string[] = [];
  let isRead = false;
  async function* source(): AsyncGenerator<InstantEvent> {
    for (const event of events) {
      await Promise.resolve();
      yield event as InstantEvent;
    }
    isRead = true;
  }
  const flow = createTriggerFlow<Planning>();
  flow.to(({ emitFields }) => emitFields(source(), { 'tasks[*]': 'task' }, options)).end();
  flow.when('task').to(async ({ value }) => {
    log.push(value);
    await waitFor;
  });
  flow.when('gone').to(({ value }) => void log.push(`not ${String(value.value)}`));
  const execution = flow.createExecution();
  void execution.start();
  await vi.waitFor(() => expect(isRead).toBe(true));
  open();
  await execution.result;
  return log;
}

test('what a retry wrote otherwise before its turn is never worked on, and so not withdrawn', async () => {
  const [old, anew] = [namesOf('old', 24), namesOf('new', 2)];
  const log = await logOf([...tasksOf(old), attempt, ...tasksOf(anew)], { withdrawn: 'gone' });
  const begun = old.slice(0, 8);
  expect(log.slice(0, 8)).toEqual(begun);
  expect(log.slice(8).toSorted()).toEqual(
    [...begun.map((name) => `not ${name}`), ...anew].toSorted(),
  );
});

test('neither where nobody is told what is withdrawn', async () => {
  const events = [...tasksOf(namesOf('old', 4)), attempt, ...tasksOf(['new0'])];
  expect(await logOf(events, { concurrency: 1 })).toEqual(['old0', 'new0']);
});

test('nor begun while word of the others has no room', async () => {
  const log = await logOf([...tasksOf(namesOf('old', 4)), attempt], {
    concurrency: 1,
    maxQueued: 3,
    withdrawn: 'gone',
  });
  expect(log).toEqual(['old0', 'not old0']);
});

test('what a later attempt writes as the first one did is worked on after all', async () => {
  const [first, other] = [namesOf('old', 3), ['old0', 'new1', 'new2']];
  const events = [...tasksOf(first), attempt, ...tasksOf(other), attempt, ...tasksOf(first)];
  const log = await logOf(events, { concurrency: 1, withdrawn: 'gone' });
  expect(log).toEqual(['old0', 'old1', 'old2']);
});

test('dropping it leaves room: the source is read on', async () => {
  const rounds = namesOf('old', 20).map((name) => [done('tasks[1]', name), attempt]);
  const events = [done('tasks[0]', 'first'), ...rounds.flat(), ...tasksOf(['first', 'last'])];
  const log = await logOf(events, { concurrency: 1, maxQueued: 1, withdrawn: 'gone' });
  expect(log).toEqual(['first', 'last']);
});
