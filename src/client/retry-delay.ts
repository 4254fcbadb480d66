// In: a failure, how many came before it, and what the options say. Out: how long to wait before asking again, if at all.
// Numbers mean what they mean in TanStack Query, except that nothing is asked again that another try cannot help.
// Knows nothing of runs.

import type { InstantError } from './error.js';
import type { RunRetryOptions } from './run-options.js';

/** Milliseconds, or `undefined` when this failure is the last. */
export function retryDelayOf(
  { retry = false, retryDelay }: RunRetryOptions,
  failureCount: number,
  error: InstantError,
): number | undefined {
  const isWanted =
    typeof retry === 'function'
      ? retry(failureCount, error)
      : isPassing(error) && (retry === true || failureCount < Number(retry));
  if (!isWanted) return undefined;
  if (typeof retryDelay === 'function') return retryDelay(failureCount, error);
  return retryDelay ?? Math.min(1000 * 2 ** failureCount, 30_000);
}

/** The network, or a server that has no time at the moment. */
function isPassing(error: InstantError): boolean {
  if (error.kind !== 'http') return error.kind === 'connection';
  const { status } = error;
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

/** Waits, but no longer than until the signal is aborted. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
