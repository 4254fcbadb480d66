// In: where events come from, and whom to tell. Out: one run that can be submitted, stopped and read field by field.
// The only way to make one; the class behind it stays inside.
// Knows nothing of React, caches or who makes the events.

import type { InstantRun } from './instant-run.js';
import type { InstantRunOptions } from './run-options.js';
import { Run } from './run.js';

/**
 * Creates a run: submit an input, and read the answer as it arrives, as a whole or field by field.
 *
 * Events are published in batches: growing text and completions once per frame, the end and errors at once. Where there
 * are no frames (a hidden page, a server), completions are published when the current task is over. A listener is told at most once per publication, and only when what it listens to changed.
 *
 * @throws {InstantClientError} `invalid-option` at once, unless there is exactly one of `transport` and `api`
 * @throws {UsageError} `invalid-option` or `invalid-schema` at once, for an option of another kind
 * @throws {PolicyError} `invalid-policy` at once
 * @example
 * import { createInstantParser, type InstantEvent } from 'fieldwise';
 *
 * async function* answer(): AsyncGenerator<InstantEvent> {
 *   yield* createInstantParser().feed('{"title":"Hello"}');
 *   yield { type: 'end', outcome: 'complete', incomplete: [] };
 * }
 * const run = createInstantRun<{ title: string }>({ transport: { open: () => answer() } });
 * const { data } = await run.submit({ topic: 'greeting' });
 * data?.title; // 'Hello'
 */
export function createInstantRun<T = unknown, Input = unknown>(
  options: InstantRunOptions<T, Input>,
): InstantRun<T, Input> {
  return new Run(options);
}
