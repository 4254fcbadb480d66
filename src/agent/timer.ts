// In: a time, and what to do when it is over. Out: a way to call it off.
// A timer cannot wait longer than some 24 days, and fires at once when asked to: what is longer is no limit here.
// Knows nothing of what is waited for.

const MAX_DELAY_MS = 2_147_483_647;

/** Without a time, or with one that is longer than any timer, nothing is ever done. */
export function startTimer(delayMs: number | undefined, act: () => void): () => void {
  if (delayMs === undefined || delayMs > MAX_DELAY_MS) return () => {};
  const timer = setTimeout(act, delayMs);
  return () => clearTimeout(timer);
}
