// In: a failure, how many came before it, and what the options say. Out: how long to wait before asking again, if at all.
// Numbers mean what they mean in TanStack Query, except that nothing is asked again that another try cannot help.
// Knows nothing of runs.

import { reportUncaught } from '../internal/report-error.js';
import type { InstantError } from './error.js';
import type { RunRetryOptions } from './run-options.js';

/** Milliseconds, or `undefined` when this failure is the last. */
export function retryDelayOf(
  options: RunRetryOptions,
  failureCount: number,
  error: InstantError,
): number | undefined {
  try {
    return wantedDelay(options, failureCount, error);
  } catch (thrown) {
    // Of a function of the application, as in callbacks: the run ends with its own error.
    reportUncaught(thrown);
    return undefined;
  }
}

function wantedDelay(
  { retry = false, retryDelay }: RunRetryOptions,
  failureCount: number,
  error: InstantError,
): number | undefined {
  const isWanted =
    typeof retry === 'function'
      ? retry(failureCount, error)
      : (retry === true || failureCount < Number(retry)) && isPassing(error);
  if (!isWanted) return undefined;
  if (typeof retryDelay === 'function') return retryDelay(failureCount, error);
  return retryDelay ?? Math.min(1000 * 2 ** failureCount, 30_000);
}

/** The network, or a server that has no time at the moment. */
function isPassing({ kind, status = 0 }: InstantError): boolean {
  return kind === 'connection' || status >= 500 || [408, 425, 429].includes(status);
}

/** Waits, but no longer than until the signal is aborted. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      // Of a run that is asked for again and again, the signal is one and the same.
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}
