// In: how long something may take. Out: a word when that time is up, unless it was ended before.
// Knows nothing of what takes the time.

import { check } from '../internal/usage-error.js';

/** What timers can count, 24 days: they take more for nothing at all. */
const MAX_DELAY_MS = 2_147_483_647;

/** Calls `onOver` after that time, never when it is longer than a timer can be; the returned function ends it. */
export function limitTime(ms: number, onOver: () => void): () => void {
  if (ms > MAX_DELAY_MS) return () => {};
  const timer = setTimeout(onOver, ms);
  return () => clearTimeout(timer);
}

/** @throws {UsageError} `invalid-option` */
export function checkServerTimeout(serverTimeoutMs: number): void {
  check(serverTimeoutMs > 0, 'serverTimeoutMs', 'milliseconds above 0', serverTimeoutMs);
}
