import fc from 'fast-check';
import { expect, test } from 'vitest';
import { schedule, type Job } from './tool-schedule.js';

interface Scheduled {
  readonly kind: string;
  finish(): void;
}

/** Jobs that end when they are told to, in any order somebody thinks of. */
function createJobs(kinds: readonly string[]) {
  const running = new Map<number, Scheduled>();
  let most = 0;
  const mostOf = new Map<string, number>();
  const jobs = kinds.map((kind, at): Job<string, number> => ({
    kind,
    run: (tell) =>
      new Promise((resolve) => {
        tell(`begin ${at}`);
        const finish = () => {
          running.delete(at);
          tell(`end ${at}`);
          resolve(at);
        };
        running.set(at, { kind, finish });
        most = Math.max(most, running.size);
        const same = [...running.values()].filter((each) => each.kind === kind).length;
        mostOf.set(kind, Math.max(mostOf.get(kind) ?? 0, same));
      }),
  }));
  return { jobs, running, most: () => most, mostOf: (kind: string) => mostOf.get(kind) ?? 0 };
}

test('Any schedule of completions gives the results in the order of the calls, and tells all of them within the limits.', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 }),
      fc.infiniteStream(fc.nat()),
      fc.integer({ min: 1, max: 6 }),
      fc.record({ a: fc.integer({ min: 1, max: 4 }), b: fc.integer({ min: 1, max: 4 }) }),
      async (kinds, choices, maxConcurrency, limits: Record<string, number>) => {
        const { jobs, running, most, mostOf } = createJobs(kinds);
        const limitOf = (kind: string) => limits[kind] ?? Infinity;
        const told: string[] = [];
        const steps = schedule(jobs, { maxConcurrency, limitOf });
        for (;;) {
          const next = steps.next();
          // Somebody ends first; who, the schedule says.
          await Promise.resolve();
          const able = [...running.values()];
          able[(choices.next().value ?? 0) % Math.max(1, able.length)]?.finish();
          const { done, value } = await next;
          if (done === true) {
            expect(value).toEqual(kinds.map((_, at) => at));
            break;
          }
          told.push(value);
        }
        expect(told.toSorted()).toEqual(
          kinds.flatMap((_, at) => [`begin ${at}`, `end ${at}`]).toSorted(),
        );
        expect(most()).toBeLessThanOrEqual(maxConcurrency);
        for (const kind of kinds) expect(mostOf(kind)).toBeLessThanOrEqual(limitOf(kind));
      },
    ),
  );
});

test('jobs begin in their order, and one whose kind is full lets others pass', async () => {
  const { jobs, running } = createJobs(['a', 'a', 'b']);
  const steps = schedule(jobs, { maxConcurrency: 2, limitOf: (kind) => (kind === 'a' ? 1 : 9) });
  expect((await steps.next()).value).toBe('begin 0');
  expect((await steps.next()).value).toBe('begin 2');
  expect([...running.keys()]).toEqual([0, 2]);
});
