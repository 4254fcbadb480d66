// In: something to wait for, and for how long. Out: what came of it, or a `TimeoutError` when the time is over.
// What comes later has nobody to hear it; the signal tells whoever works on it.
// Knows nothing of what is waited for.

import { startTimer } from './timer.js';

/** Without a time it is waited for however long it takes. */
export function withinTime<Value>(
  timeoutMs: number | undefined,
  task: (signal: AbortSignal) => Value | PromiseLike<Value>,
): Promise<Value> {
  const controller = new AbortController();
  return new Promise((resolve, reject) => {
    const callOff = startTimer(timeoutMs, () => {
      const late = new DOMException(`Not done within ${timeoutMs} ms.`, 'TimeoutError');
      controller.abort(late);
      reject(late);
    });
    const begun = (async () => task(controller.signal))();
    void begun.finally(callOff).then(resolve, reject);
  });
}
