// In: something to wait for, for how long, and until when. Out: what came of it, or a `TimeoutError` when the time is over.
// What comes later has nobody to hear it; the signal tells whoever works on it.
// Knows nothing of what is waited for.

import { startTimer } from './timer.js';

/** Without a time it is waited for however long it takes, and until `left` aborts, where there is one. */
export function withinTime<Value>(
  timeoutMs: number | undefined,
  task: (signal: AbortSignal) => Value | PromiseLike<Value>,
  left?: AbortSignal,
): Promise<Value> {
  const controller = new AbortController();
  return new Promise((resolve, reject) => {
    const giveUp = (reason: unknown) => {
      end();
      controller.abort(reason);
      reject(reason);
    };
    const leave = () => giveUp(left?.reason);
    const callOff = startTimer(timeoutMs, () =>
      giveUp(new DOMException(`Not done within ${timeoutMs} ms.`, 'TimeoutError')),
    );
    left?.addEventListener('abort', leave);
    const end = () => {
      callOff();
      left?.removeEventListener('abort', leave);
    };
    const begun = (async () => task(controller.signal))();
    void begun.finally(end).then(resolve, reject);
  });
}
