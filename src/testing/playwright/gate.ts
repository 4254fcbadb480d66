// In: how many may pass. Out: a gate that lets so many pass, in the order they came.
// Knows nothing of what passes.

export interface Gate {
  /** Lets so many more pass. */
  readonly open: (count: number) => void;
  /** Resolves when it is let through; rejects when the signal aborts. */
  readonly pass: (signal: AbortSignal | undefined) => Promise<void>;
}

export function createGate(free: number): Gate {
  let left = free;
  const waiting: (() => void)[] = [];
  return {
    open(count) {
      left += count;
      while (left > 0 && waiting.length > 0) {
        left--;
        waiting.shift()?.();
      }
    },
    pass(signal) {
      if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
      if (left > 0) {
        left--;
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        const leave = () => {
          waiting.splice(waiting.indexOf(enter), 1);
          reject(signal?.reason as Error);
        };
        const enter = () => {
          signal?.removeEventListener('abort', leave);
          resolve();
        };
        waiting.push(enter);
        signal?.addEventListener('abort', leave, { once: true });
      });
    },
  };
}
