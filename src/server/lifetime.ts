// In: the request's signal and a time limit. Out: one signal for the whole run, and the end of both.
// Whoever settles a lifetime leaves no timer and no listener behind.
// Knows nothing of streams or of what runs.

import { timeoutError } from './error.js';

export interface Lifetime {
  /** Aborted when the request is, when time is up (with a `timeout` error), or by {@link Lifetime.leave}. */
  readonly signal: AbortSignal;
  /** The client went away: there is nobody to tell of anything. */
  readonly isLeft: boolean;
  readonly leave: () => void;
  /** The request may go away from now on; the time limit stays. */
  readonly release: () => void;
  readonly settle: () => void;
}

export function createLifetime(request: AbortSignal, timeoutMs: number): Lifetime {
  const controller = new AbortController();
  let isLeft = false;
  const leave = () => {
    isLeft = true;
    settle();
    controller.abort(request.aborted ? request.reason : undefined);
  };
  const expire = () => {
    settle();
    controller.abort(timeoutError());
  };
  const timer = Number.isFinite(timeoutMs) ? setTimeout(expire, timeoutMs) : undefined;
  const release = () => request.removeEventListener('abort', leave);
  function settle(): void {
    clearTimeout(timer);
    release();
  }
  if (request.aborted) leave();
  else request.addEventListener('abort', leave, { once: true });
  return {
    signal: controller.signal,
    get isLeft() {
      return isLeft;
    },
    leave,
    release,
    settle,
  };
}

/** Waits for a promise or for the signal, whichever comes first; what comes second is let go. */
export function untilAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    const forget = () => signal.removeEventListener('abort', abort);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(forget);
  });
}
