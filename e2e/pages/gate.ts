// In: permits, given by whoever holds the gate. Out: a wait for one of them.
// With it a spec decides how far a model has got, so no spec depends on time.
// Knows nothing of what passes.

export interface Gate {
  /** Lets so many more pass. */
  readonly open: (permits: number) => void;
  /** Takes a permit, or waits for one; rejects with the signal's reason when it aborts. */
  readonly pass: (signal: AbortSignal) => Promise<void>;
}

export function createGate(permits: number): Gate {
  let free = permits;
  const waiting = new Set<() => void>();
  return {
    open(count) {
      free += count;
      for (const admit of waiting) {
        if (free <= 0) return;
        waiting.delete(admit);
        free -= 1;
        admit();
      }
    },
    async pass(signal) {
      signal.throwIfAborted();
      if (free > 0) {
        free -= 1;
        return;
      }
      await new Promise<void>((resolve, reject) => {
        const leave = () => {
          waiting.delete(admit);
          reject(signal.reason as Error);
        };
        const admit = () => {
          signal.removeEventListener('abort', leave);
          resolve();
        };
        waiting.add(admit);
        signal.addEventListener('abort', leave, { once: true });
      });
    },
  };
}
