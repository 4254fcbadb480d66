import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createSnapshot,
  type InstantEvent,
  type InstantSnapshot,
  isFieldEvent,
  type Path,
  reduceInstant,
  reduceInstants,
} from '../../src/index.js';
import { chunkSizes, cut, jsonText } from './arbitraries.js';
import { parseNatively } from './parse-natively.js';
import { parseChunks } from './parsing.js';
import { runs } from './runs.js';

/** The whole answer comes once more: nothing of the first time shows in the second. */
const AGAIN: InstantEvent = { type: 'attempt', attempt: 2, reason: 'invalid-output' };

const LAW = 'Law 7. `reduce` is pure; an untouched subtree keeps its identity.';

test(LAW, () => {
  fc.assert(
    fc.property(jsonText, chunkSizes, fc.integer({ min: 1, max: 7 }), (text, sizes, batch) => {
      const { events: once } = parseChunks(cut(text, sizes));
      const events: InstantEvent[] = [...once.slice(0, -1), AGAIN, ...once];
      let snapshot = createSnapshot();
      for (let at = 0; at < events.length; at += batch) {
        const step = events.slice(at, at + batch);
        freeze(snapshot.value);
        const next = reduceInstants(snapshot, step);
        expect(reduceInstants(snapshot, step)).toEqual(next);
        expect(
          step.reduce<InstantSnapshot>((each, event) => reduceInstant(each, event), snapshot),
        ).toEqual(next);
        if (!step.includes(AGAIN)) checkIdentity(snapshot.value, next.value, touched(step), []);
        snapshot = next;
      }
      expect(snapshot.value).toEqual(parseNatively(text));
    }),
    runs(1000),
  );
});

/** Any write to a snapshot that was handed out throws from here on. */
function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  Object.values(value).forEach(freeze);
}

function touched(events: readonly InstantEvent[]): Path[] {
  return events.filter((event) => isFieldEvent(event)).map((event) => event.segments);
}

function checkIdentity(before: unknown, after: unknown, paths: readonly Path[], here: Path): void {
  if (typeof before !== 'object' || before === null) return;
  const isTouched = paths.some((path) => here.every((segment, depth) => path[depth] === segment));
  if (!isTouched) {
    expect(after).toBe(before);
    return;
  }
  for (const key of Object.keys(before)) {
    const segment = Array.isArray(before) ? Number(key) : key;
    checkIdentity(Reflect.get(before, key), Reflect.get(after as object, key), paths, [
      ...here,
      segment,
    ]);
  }
}
