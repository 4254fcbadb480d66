// In: work, and a signal for each piece that nobody may want any more. Out: what it amounts to, so many pieces at a time.
// In the order in which it was asked for; what is aborted while it waits is never begun.
// Knows nothing of what the work is.

export type Slots = <R>(signal: AbortSignal, work: () => Promise<R>) => Promise<R>;

/** `most` is how much may be under way at a time. */
export function createSlots(most: number): Slots {
  const waiting = new Set<() => void>();
  let taken = 0;

  function next(): void {
    taken -= 1;
    const [first] = waiting;
    first?.();
  }

  /** Resolves when a slot has been taken. */
  const take = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const begin = () => {
        waiting.delete(begin);
        signal.removeEventListener('abort', leave);
        taken += 1;
        resolve();
      };
      const leave = () => {
        waiting.delete(begin);
        reject(signal.reason as Error);
      };
      if (signal.aborted) return leave();
      if (taken < most) return begin();
      waiting.add(begin);
      signal.addEventListener('abort', leave, { once: true });
    });

  return async (signal, work) => {
    await take(signal);
    try {
      return await work();
    } finally {
      next();
    }
  };
}
