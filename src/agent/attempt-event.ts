// In: an attempt that begins, and why the one before does not count. Out: the event that tells of it.
// Knows nothing of answers.

import type { AttemptEvent } from '../protocol/index.js';

/** Missing keys that are told: with more, something else is wrong. */
const MAX_TOLD = 100;

export function attemptOf(
  attempt: number,
  reason: string,
  missing: readonly string[] = [],
): AttemptEvent {
  const told = missing.slice(0, MAX_TOLD);
  return { type: 'attempt', attempt, reason, ...(told.length > 0 && { missing: told }) };
}
