// In: how much arrived when. Out: how many came in each part of the time, and how much; and when nothing came.
// Keeps a bounded number of entries, however much arrives: neighbours are put together when there are too many.
// Knows nothing of what arrives.

import type { Stall } from './field-time.js';

/** What arrived in one part of the time. */
export interface Bin {
  /** The first is 0. */
  readonly part: number;
  readonly fromMs: number;
  readonly count: number;
  readonly size: number;
}

interface Entry {
  readonly atMs: number;
  /** When the last of those put together came. */
  lastMs: number;
  count: number;
  size: number;
}

const MAX_ENTRIES = 2000;

export class Arrivals {
  #entries: Entry[] = [];
  /** What comes closer together is one entry. */
  #togetherMs = 1;
  #count = 0;
  #size = 0;

  /** How many arrived. */
  get count(): number {
    return this.#count;
  }

  /** How much, in all. */
  get size(): number {
    return this.#size;
  }

  add(atMs: number, size: number): void {
    this.#count += 1;
    this.#size += size;
    this.#keep({ atMs, lastMs: atMs, count: 1, size });
    while (this.#entries.length > MAX_ENTRIES) {
      this.#togetherMs *= 2;
      const entries = this.#entries;
      this.#entries = [];
      for (const entry of entries) this.#keep(entry);
    }
  }

  #keep(entry: Entry): void {
    const last = this.#entries.at(-1);
    if (last && entry.atMs - last.atMs < this.#togetherMs) put(last, entry);
    else this.#entries.push(entry);
  }

  /** The time up to `totalMs` in so many equal parts. */
  bins(totalMs: number, parts: number): readonly Bin[] {
    const bins = Array.from({ length: parts }, (_, part) => {
      return { part, fromMs: (part * totalMs) / parts, count: 0, size: 0 };
    });
    for (const { atMs, count, size } of this.#entries) {
      const bin = bins[Math.min(parts - 1, Math.floor((atMs / totalMs) * parts))];
      if (!bin) continue;
      bin.count += count;
      bin.size += size;
    }
    return bins;
  }

  /** Times of at least `leastMs` in which nothing came, between two arrivals. */
  gaps(leastMs: number): readonly Stall[] {
    return this.#entries.flatMap(({ atMs: toMs }, index) => {
      const fromMs = this.#entries[index - 1]?.lastMs;
      return fromMs === undefined || toMs - fromMs < leastMs ? [] : [{ fromMs, toMs }];
    });
  }
}

function put(entry: Entry, { lastMs, count, size }: Entry): void {
  entry.lastMs = lastMs;
  entry.count += count;
  entry.size += size;
}
