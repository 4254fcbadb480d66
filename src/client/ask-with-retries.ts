// In: something to ask, and when to ask it again. Out: what went wrong in the end, if anything did.
// Asked again is only what failed before anything came of it.
// Knows nothing of events, transports or snapshots.

import { byKind, toClientError, type InstantClientError } from './error.js';
import { retryDelayOf, wait } from './retry-delay.js';
import type { RunRetryOptions } from './run-options.js';

/** When to ask again, and who is told of it. */
export interface Retries {
  readonly options: RunRetryOptions;
  /** Ends it, and there is no error then. */
  readonly signal: AbortSignal;
  /** False once something came of it. */
  readonly mayAsk: () => boolean;
  /** Told before it is asked for the `count`th time, from 2. */
  readonly onAgain: (count: number) => void;
}

/** Never rejects: the last failure is what it resolves to. */
export async function askWithRetries(
  ask: () => Promise<void>,
  { options, signal, mayAsk, onAgain }: Retries,
): Promise<InstantClientError | undefined> {
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      await ask();
      return undefined;
    } catch (cause) {
      const error = byKind(toClientError(cause));
      const delayMs = mayAsk() ? retryDelayOf(options, failures, error) : undefined;
      if (delayMs === undefined) return error;
      await wait(delayMs, signal);
    }
    if (signal.aborted) return undefined;
    onAgain(failures + 2);
  }
  return undefined;
}
