// In: `invalid` events, and the application's function that decides of them. Out: its answer, once for every field that is wrong.
// A container is asked about only for what is wrong with itself.
// Knows nothing of what an answer brings about.

import { reportUncaught } from '../internal/report-error.js';
import { parsePath, type FieldIssue, type InvalidEvent } from '../protocol/index.js';
import type { InstantRunOptions, InvalidAnswer, InvalidField } from './run-options.js';
import { findAt } from './written-value.js';

type Decide<T> = NonNullable<InstantRunOptions<T>['onInvalid']>;

/** The fields an event finds wrong that no event before did; each is asked about once. */
export function newlyWrong(
  { value, segments, issues }: InvalidEvent,
  known: Set<string>,
): readonly InvalidField[] {
  const wrong = new Map<string, FieldIssue[]>();
  for (const issue of issues) {
    const { path } = issue;
    if (!known.has(path)) wrong.set(path, [...(wrong.get(path) ?? []), issue]);
  }
  return [...wrong].map(([path, own]) => {
    known.add(path);
    const found = findAt(value, parsePath(path).slice(segments.length));
    return { path, value: found?.value, issues: own };
  });
}

/** Asks, and calls `act` with the answer: at once, unless it is a promise. */
export function decide<T>(
  onInvalid: Decide<T>,
  field: InvalidField,
  signal: AbortSignal,
  act: (answer: InvalidAnswer | undefined) => Promise<void> | undefined,
): Promise<void> | undefined {
  try {
    // What is at which path, the schema promises.
    const answer = onInvalid(field as InvalidField<T>, { signal });
    const done = typeof answer === 'object' ? Promise.resolve(answer).then(act) : act(answer);
    return done?.catch(reportUncaught);
  } catch (error) {
    reportUncaught(error);
    return undefined;
  }
}
