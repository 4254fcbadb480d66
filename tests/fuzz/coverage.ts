// In: something to run. Out: whether it went where nothing went before, and how much work it was.
// Reads V8's block counters through the inspector, in the process itself.
// Knows nothing of texts or laws.

import { Session } from 'node:inspector';

interface Counted {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly ranges: readonly {
        readonly startOffset: number;
        readonly endOffset: number;
        readonly count: number;
      }[];
    }[];
  }[];
}

/** Follows the code of one file. */
export class Coverage {
  readonly #session = new Session();
  readonly #isCovered: (url: string) => boolean;
  readonly #seen = new Set<string>();

  constructor(isCovered: (url: string) => boolean) {
    this.#isCovered = isCovered;
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** Blocks, with the magnitude of their counts, that were entered since the last call and never before. */
  take(): { readonly fresh: number; readonly work: number } {
    let fresh = 0;
    let work = 0;
    for (const { url, functions } of this.#read().result) {
      if (!this.#isCovered(url)) continue;
      for (const { ranges } of functions) {
        for (const { startOffset, endOffset, count } of ranges) {
          if (count === 0) continue;
          work += count;
          const key = `${startOffset}-${endOffset}:${Math.min(4, Math.ceil(Math.log2(count)))}`;
          if (this.#seen.has(key)) continue;
          this.#seen.add(key);
          fresh++;
        }
      }
    }
    return { fresh, work };
  }

  /** How many different blocks and magnitudes were seen. */
  get size(): number {
    return this.#seen.size;
  }

  #read(): Counted {
    let counted: Counted = { result: [] };
    // Calls back before it returns, since the session is this very process's.
    this.#session.post('Profiler.takePreciseCoverage', (error, result) => {
      if (error === null) counted = result;
    });
    return counted;
  }
}
