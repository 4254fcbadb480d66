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
