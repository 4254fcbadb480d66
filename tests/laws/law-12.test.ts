import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { InstantEvent, Path } from 'fieldwise';
import { formatPath, isFieldEvent } from 'fieldwise';
import type { FieldSnapshot, InstantRun } from 'fieldwise/client';
import { createInstantRun } from 'fieldwise/client';
import { chunkSizes, cut, hostileKeys, jsonText } from './arbitraries.js';
import { parseChunks } from './parsing.js';
import { runs } from './runs.js';

const LAW =
  'Law 12. An event at a path notifies only listeners at that path, at its ancestors, and at descendants it replaced.';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** Digits are one place whether written as an index or as a key: what holds them is an array or an object, never both. */
const isPrefix = (short: Path, long: Path) =>
  short.length <= long.length &&
  short.every((segment, depth) => String(segment) === String(long[depth]));

/** Paths that events of the text concern, and near misses of each: a part of a key, a sibling, a child that never comes. */
function pathsToWatch(events: readonly InstantEvent[]): Path[] {
  const paths = new Map<string, Path>([['', []]]);
  for (const event of events) {
    if (!isFieldEvent(event)) continue;
    const { segments } = event;
    const last = segments.at(-1);
    const misses: Path[] = [
      [...segments, 'never'],
      [...segments, 0],
    ];
    if (typeof last === 'string') misses.push([...segments.slice(0, -1), last.slice(0, -1)]);
    if (typeof last === 'number') misses.push([...segments.slice(0, -1), last + 1]);
    for (const path of [segments, ...misses]) paths.set(formatPath(path), path);
  }
  return [...paths.values()];
}

/** Events handed over one at a time: each is published before the next one comes. */
function createStepper(events: readonly InstantEvent[]) {
  let hand = (): void => {};
  return {
    step: () => {
      hand();
      return vi.advanceTimersByTimeAsync(0);
    },
    async *open(): AsyncGenerator<InstantEvent> {
      for (const event of events) {
        await new Promise<void>((resolve) => (hand = resolve));
        yield event;
      }
    },
  };
}

interface Watched {
  readonly path: Path;
  field: FieldSnapshot;
  notified: number;
}

function watch(run: InstantRun, paths: readonly Path[]): Watched[] {
  return paths.map((path) => {
    const watched: Watched = { path, field: run.getField(path), notified: 0 };
    run.subscribeField(path, () => void watched.notified++);
    return watched;
  });
}

/** What one event did to one listener is what the law allows, and no change went untold. */
function check(event: InstantEvent, watched: Watched, field: FieldSnapshot): void {
  const hasChanged = field !== watched.field;
  const label = `${event.type} ${'path' in event ? event.path : ''} → ${formatPath(watched.path)}`;
  expect([label, watched.notified]).toEqual([label, hasChanged ? 1 : 0]);
  // What an attempt replaces is all there is.
  if (!hasChanged || !isFieldEvent(event)) return;
  const isAtOrAbove = isPrefix(watched.path, event.segments);
  const isBelow = isPrefix(event.segments, watched.path);
  // A delta grows a string, which has no descendants to replace.
  expect([label, isAtOrAbove || (isBelow && event.type !== 'delta')]).toEqual([label, true]);
}

/** Runs the events one by one and checks each against each listener; returns how many notifications there were. */
async function follow(events: readonly InstantEvent[]): Promise<number> {
  const stepper = createStepper(events);
  const run = createInstantRun({
    transport: { open: () => stepper.open() },
    scheduler: (flush) => {
      const timer = setTimeout(flush, 0);
      return () => clearTimeout(timer);
    },
  });
  const finished = run.submit(undefined);
  await vi.advanceTimersByTimeAsync(0);
  const all = watch(run, pathsToWatch(events));
  let count = 0;
  for (const event of events) {
    await stepper.step();
    for (const watched of all) {
      const field = run.getField(watched.path);
      check(event, watched, field);
      count += watched.notified;
      watched.field = field;
      watched.notified = 0;
    }
  }
  await finished;
  return count;
}

test(LAW, async () => {
  await fc.assert(
    fc.asyncProperty(jsonText, chunkSizes, async (text, sizes) => {
      const { events } = parseChunks(cut(text, sizes));
      const half = events.slice(0, Math.floor(events.length / 2));
      const again: InstantEvent = { type: 'attempt', attempt: 2, reason: 'invalid-output' };
      expect(await follow(events)).toBeGreaterThan(0);
      expect(await follow([...half, again, ...events])).toBeGreaterThan(0);
    }),
    runs(100),
  );
});

test(`${LAW} (hostile keys, keys that are parts of one another, keys that come twice)`, async () => {
  const hostile = Object.fromEntries(hostileKeys.map((key) => [key, { [key]: key }]));
  const text = `${JSON.stringify(hostile).slice(0, -1)},"na":1,"name":{"na":[1]},"na":{"me":2},"name":"x"}`;
  expect(await follow(parseChunks(cut(text, [3])).events)).toBeGreaterThan(100);
});
