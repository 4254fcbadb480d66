// In: a time, and what to do when it is over. Out: a way to call it off.
// A timer cannot wait longer than some 24 days, and fires at once when asked to: what is longer is waited for in parts.
// Knows nothing of what is waited for.

/** Some 24 days. */
export const MAX_DELAY_MS = 2_147_483_647;

/** Without a time, or with one that has no end, nothing is ever done. */
export function startTimer(delayMs: number | undefined, act: () => void): () => void {
  if (delayMs === undefined || delayMs === Infinity) return () => {};
  let timer: ReturnType<typeof setTimeout>;
  const wait = (leftMs: number) => {
    const partMs = Math.min(leftMs, MAX_DELAY_MS);
    timer = setTimeout(() => (leftMs > partMs ? wait(leftMs - partMs) : act()), partMs);
  };
  wait(delayMs);
  return () => clearTimeout(timer);
}
