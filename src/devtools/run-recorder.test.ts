import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createInstantRun } from '../client/index.js';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import { glimpse } from './describe-event.js';
import { createRunRecorder } from './run-recorder.js';

// Loaded with the first retry of a field; here it is there when a test begins.
beforeAll(() => import('../client/amendments.js'));
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Lets promises and timers that are due happen. */
const pass = (ms = 20) => vi.advanceTimersByTimeAsync(ms);

const flushAtOnce = (flush: () => void) => {
  const timer = setTimeout(flush);
  return () => clearTimeout(timer);
};

function setUp(options: { retry?: number } = {}) {
  const transport = createManualTransport<string>();
  const run = createInstantRun<unknown, string>({
    transport,
    scheduler: flushAtOnce,
    retryDelay: 200,
    ...options,
  });
  const recorder = createRunRecorder(run, { label: 'report' });
  const last = () => {
    const record = recorder.records.at(-1);
    if (!record) throw new Error('There is always a record.');
    return record;
  };
  return { transport, run, recorder, last };
}

test('a run is recorded from its submit on, event by event, with the time each took', async () => {
  const { transport, run, last } = setUp();
  expect(last()).toMatchObject({ status: 'idle', isRunning: false, isLate: false });
  void run.submit('tides');
  await pass(100);
  transport.last.push('{"a":"x');
  await pass(50);
  expect(last()).toMatchObject({ status: 'streaming', input: 'tides', isRunning: true });
  transport.last.push('y"}');
  transport.last.end();
  await pass();
  const { events, status, isRunning, firstEventMs, elapsedMs, fields } = last();
  expect([status, isRunning, firstEventMs, elapsedMs()]).toEqual(['complete', false, 100, 150]);
  expect(events.map(({ atMs, event }) => [atMs, event.type, event.path])).toEqual([
    [100, 'start', ''],
    [100, 'start', 'a'],
    [100, 'delta', 'a'],
    [150, 'delta', 'a'],
    [150, 'done', 'a'],
    [150, 'done', ''],
    [150, 'end', undefined],
  ]);
  // The text so far is in each event of the run, and in none of the log.
  expect(events[3]?.event).toEqual({ type: 'delta', path: 'a', delta: 'y' });
  expect(fields.map(({ path, state }) => [path, state])).toEqual([
    ['', 'done'],
    ['a', 'done'],
  ]);
});

test('each submit has a record of its own, and the one before says that it was superseded', async () => {
  const { transport, run, recorder } = setUp();
  void run.submit('one');
  await pass();
  transport.last.push('{"a":"x');
  await pass();
  void run.submit('two');
  await pass();
  transport.last.end();
  await pass();
  run.reset();
  const facts = recorder.records.map(({ input, status, eventCount }) => [
    input,
    status,
    eventCount,
  ]);
  expect(facts).toEqual([
    ['one', 'superseded', 3],
    ['two', 'error', 1],
  ]);
});

test('attempts are listed, with when each was begun', async () => {
  const { transport, run, last } = setUp({ retry: 2 });
  void run.submit('tides');
  await pass(10);
  transport.last.fail(new TypeError('offline'));
  await pass(300);
  expect(last().attempts).toEqual([
    { attempt: 1, atMs: 0 },
    { attempt: 2, atMs: 210 },
  ]);
  run.stop();
  expect(last().status).toBe('stopped');
});

test('an attempt that the run was told of says why, and what the one before lacked', async () => {
  const { transport, run, last } = setUp();
  void run.submit('tides');
  await pass(10);
  transport.last.push('{"title":"Tides"');
  const missing = ['price', 'items[1].note'];
  transport.last.send({ type: 'attempt', attempt: 2, reason: 'missing-keys', missing });
  await pass();
  expect(last().attempts).toEqual([
    { attempt: 1, atMs: 0 },
    { attempt: 2, atMs: 10, reason: 'missing-keys', missing },
  ]);
  const event = last().events.at(-1)?.event;
  expect(event && glimpse(event)).toBe('2, after missing-keys: price, items[1].note');
  run.stop();
});

test('what had begun before anybody watched is marked, and goes on being recorded', async () => {
  const transport = createManualTransport<string>();
  const run = createInstantRun<unknown, string>({ transport, scheduler: flushAtOnce });
  void run.submit('tides');
  await pass();
  transport.last.push('{"a":1,');
  await pass();
  const recorder = createRunRecorder(run, { label: 'report' });
  transport.last.push('"b":2}');
  transport.last.end();
  await pass();
  const [record] = recorder.records;
  expect(record).toMatchObject({ isLate: true, status: 'complete', eventCount: 3 });
  expect(record?.snapshot.data).toEqual({ a: 1, b: 2 });
});

test('the newest events of a very long run are kept, and all are counted', async () => {
  const { transport, run, last } = setUp();
  void run.submit('tides');
  await pass();
  for (const character of JSON.stringify('x'.repeat(30_000))) transport.last.push(character);
  transport.last.end();
  await pass();
  expect(last().eventCount).toBe(30_003);
  expect(last().events.length).toBeLessThanOrEqual(20_000);
  expect(last().events.at(-1)?.event.type).toBe('end');
});

test('readers are told four times a second at most, however many events come, and no timer runs while there are none', async () => {
  const { transport, run, recorder } = setUp();
  void run.submit('tides');
  await pass();
  transport.last.push('["a');
  await pass();
  expect(vi.getTimerCount()).toBe(0);
  const reader = vi.fn<() => void>();
  const leave = recorder.subscribe(reader);
  for (let ms = 0; ms < 1000; ms += 10) {
    for (let event = 0; event < 110; event++) transport.last.push('b');
    await pass(10);
  }
  expect(recorder.records.at(-1)?.eventCount).toBeGreaterThan(11_000);
  expect(reader.mock.calls.length).toBeLessThanOrEqual(4);
  expect(reader.mock.calls.length).toBeGreaterThan(2);
  leave();
  transport.last.push('c');
  await pass();
  expect(vi.getTimerCount()).toBe(0);
});

test('a recorder that was stopped hears nothing more and keeps what it has', async () => {
  const { transport, run, recorder, last } = setUp();
  void run.submit('tides');
  await pass();
  transport.last.push('{"a":1,');
  await pass();
  recorder.stop();
  transport.last.push('"b":1}');
  transport.last.end();
  await pass();
  expect(last()).toMatchObject({ eventCount: 2, isRunning: false });
});

test('a field that is asked for anew when all is over is done, and so is what was invalid by it alone', async () => {
  const transport = createManualTransport<string>();
  const run = createInstantRun<unknown, string>({
    transport,
    scheduler: flushAtOnce,
    schema: z.object({ title: z.string(), price: z.number() }),
  });
  const recorder = createRunRecorder(run, { label: 'report' });
  void run.submit('tides');
  await pass();
  transport.last.push('{"title":"Tides","price":"much"}');
  transport.last.end();
  await pass();
  const rows = () => recorder.records.at(-1)?.fields.map(({ path, state }) => [path, state]);
  expect(rows()).toEqual([
    ['', 'invalid'],
    ['title', 'done'],
    ['price', 'invalid'],
  ]);
  const retried = run.retryField(['price']);
  await vi.waitFor(() => expect(transport.calls).toHaveLength(2));
  transport.last.push('{"title":"Tides","price":7}');
  transport.last.end();
  await pass();
  expect((await retried).value).toBe(7);
  expect(rows()).toEqual([
    ['', 'done'],
    ['title', 'done'],
    ['price', 'done'],
  ]);
  const { counts, status } = recorder.records.at(-1) ?? {};
  expect([counts, status]).toEqual([{ done: 2, invalid: 0, missing: 0, open: 0 }, 'complete']);
});
