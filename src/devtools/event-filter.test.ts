import { expect, test } from 'vitest';
import { createEventFilter } from './event-filter.js';
import type { LoggedEvent } from './logged-event.js';
import type { RunRecord } from './run-record.js';

type Log = Pick<RunRecord, 'events' | 'eventCount'>;

const done = (path: string, value: unknown, atMs: number): LoggedEvent => ({
  atMs,
  event: { type: 'done', path, value },
});

function setUp() {
  const filter = createEventFilter();
  // Of a record, the filter reads its log alone.
  const read = (log: Log, type: string, text: string) =>
    filter.read(log as RunRecord, { type, text });
  return { read };
}

test('events are found by type, and by path or value whatever the case', () => {
  const events = [
    done('title', 'The Tides', 1),
    done('items[0].title', 'moon', 2),
    { atMs: 3, event: { type: 'delta', path: 'body', delta: 'tides' } } as const,
    done('score', 7, 4),
  ];
  const { read } = setUp();
  const log = { events, eventCount: 4 };
  const times = (type: string, text: string) => read(log, type, text).map(({ atMs }) => atMs);
  expect(times('', '')).toEqual([1, 2, 3, 4]);
  expect(times('', 'tides')).toEqual([1, 3]);
  expect(times('done', 'TITLE')).toEqual([1, 2]);
  expect(times('delta', '')).toEqual([3]);
  expect(times('', '7')).toEqual([4]);
  expect(times('', 'absent')).toEqual([]);
});

test('a log that grows is looked at from where the last look ended', () => {
  const { read } = setUp();
  let looks = 0;
  const counted = (path: string, atMs: number): LoggedEvent => ({
    atMs,
    event: {
      type: 'missing',
      get path() {
        looks += 1;
        return path;
      },
    },
  });
  const log = { events: [counted('a', 1), counted('b', 2)], eventCount: 2 };
  const first = read(log, '', 'a');
  expect(read(log, '', 'a')).toBe(first);
  const before = looks;
  log.events.push(counted('ab', 3));
  log.eventCount = 3;
  expect(read(log, '', 'a').map(({ atMs }) => atMs)).toEqual([1, 3]);
  expect(looks - before).toBeLessThan(before);
});

test('what the log has dropped is not found any more', () => {
  const { read } = setUp();
  const log = { events: [done('a', 1, 1), done('b', 2, 2), done('a', 3, 3)], eventCount: 3 };
  expect(read(log, '', 'a').map(({ atMs }) => atMs)).toEqual([1, 3]);
  log.events = [...log.events.slice(2), done('a', 4, 4)];
  log.eventCount = 4;
  expect(read(log, '', 'a').map(({ atMs }) => atMs)).toEqual([3, 4]);
});

test('a value is searched whole, wherever an event has it', () => {
  const long = 'x'.repeat(200);
  const facts: readonly LoggedEvent['event'][] = [
    { type: 'signal', name: 'ready', value: { user: 'needle-1', [`${long}needle-2`]: 12n } },
    {
      type: 'invalid',
      path: 'a',
      value: `${long}needle-3`,
      issues: [{ path: 'a', message: 'no' }],
    },
    { type: 'invalid', path: '', value: {}, issues: [{ path: 'a', message: 'needle-4' }] },
    {
      type: 'tool',
      phase: 'call',
      toolName: 't',
      callId: 'c',
      index: 0,
      round: 1,
      input: { q: 'needle-5' },
    },
    { type: 'done', path: 'b', value: `${long}needle-6` },
    { type: 'reasoning', delta: `${long}needle-7` },
    { type: 'lane', lane: 'x', event: { type: 'delta', path: 'a', delta: `${long}needle-8` } },
  ];
  const events = facts.map((event, atMs) => ({ atMs, event }));
  const { read } = setUp();
  const find = (text: string) => read({ events, eventCount: 7 }, '', text).map(({ atMs }) => atMs);
  expect([1, 2, 3, 4, 5, 6, 7, 8].map((number) => find(`needle-${number}`))).toEqual([
    [0],
    [0],
    [1],
    [2],
    [3],
    [4],
    [5],
    [6],
  ]);
});

test('a long log is searched in pieces, and what is found stays', () => {
  const filter = createEventFilter();
  const events = Array.from({ length: 1000 }, (_, index) =>
    done('body', 'x'.repeat(5000) + (index % 500 === 0 ? 'needle' : ''), index),
  );
  // Of a record, the filter reads its log alone.
  const record = { events, eventCount: 1000 } as unknown as RunRecord;
  const readOn = () => filter.read(record, { type: '', text: 'needle' });
  expect(readOn()).toHaveLength(1);
  expect(filter.isBehind()).toBe(true);
  let readings = 1;
  for (; filter.isBehind(); readings++) readOn();
  expect(readOn().map(({ atMs }) => atMs)).toEqual([0, 500]);
  expect(readings).toBeGreaterThan(5);
});
