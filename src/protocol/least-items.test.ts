import { expect, test } from 'vitest';
import { z } from 'zod';
import { leastItems } from './index.js';

const Quiz = z.object({
  questions: z.array(z.object({ answers: z.array(z.string()).length(4) })).min(3),
  notes: z.array(z.string()).nonempty().optional(),
  free: z.array(z.string()).max(9),
  pair: z.tuple([z.string(), z.number(), z.string().optional()]),
  title: z.string().min(5),
  by: z.record(z.string(), z.array(z.number()).min(2)),
  either: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('a'), list: z.array(z.string()).min(2) }),
    z.object({ kind: z.literal('b'), list: z.array(z.string()).min(3) }),
  ]),
});

test.each([
  ['questions', 3],
  ['questions[1].answers', 4],
  ['notes', 1],
  ['free', 0],
  ['pair', 2],
  ['by.anybody', 2],
  ['title', 0],
  ['', 0],
  ['either.list', 0],
] as const)('a list at %s has at least %i items', (path, count) => {
  expect(leastItems(Quiz, path)).toBe(count);
});

test('segments may name what the schema does not have', () => {
  expect(leastItems(Quiz, ['questions', 0, 'answers'])).toBe(4);
  expect(leastItems(Quiz, ['nothing', 'here'])).toBe(0);
});

test('the root may be the list, and a schema that is not zod’s says nothing', () => {
  expect(leastItems(z.array(z.string()).min(7), '')).toBe(7);
  expect(leastItems({ '~standard': z.array(z.string()).min(7)['~standard'] }, '')).toBe(0);
});
