// In: how many pieces of a recording may come. Out: a wait before each piece that ends when it may.
// Knows nothing of what the pieces are.

export interface PieceGate {
  /** Lets the first so many pieces through. */
  readonly open: (count: number) => void;
  /** Ends when that piece may come, or nobody waits for it any more. */
  readonly until: (index: number, signal: AbortSignal | undefined) => Promise<void>;
  /** Somebody waits for a piece. */
  readonly isAwaited: () => boolean;
}

export function createPieceGate(): PieceGate {
  const waiting = new Set<{ readonly index: number; readonly end: () => void }>();
  let allowed = 0;
  const look = () => {
    for (const wait of waiting) if (wait.index < allowed) wait.end();
  };
  return {
    open(count) {
      allowed = count;
      look();
    },
    until: (index, signal) =>
      new Promise((resolve) => {
        const end = () => {
          waiting.delete(wait);
          signal?.removeEventListener('abort', end);
          resolve();
        };
        const wait = { index, end };
        waiting.add(wait);
        signal?.addEventListener('abort', end);
        if (signal?.aborted) end();
        look();
      }),
    isAwaited: () => waiting.size > 0,
  };
}
