// In: a time and a signal. Out: a promise for the end of that time.
// An abort ends the wait at once and leaves no timer and no listener behind.
// Knows nothing of what waits.

/** A timer that waits longer fires at once. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** Waits `ms` milliseconds; none for 0 or less. Rejects with the signal's reason as soon as it aborts. */
export async function delay(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  for (let left = ms; left > 0; left -= MAX_DELAY_MS)
    await wait(Math.min(left, MAX_DELAY_MS), signal);
}

async function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
