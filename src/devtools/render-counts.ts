// In: renders of components that show a field, by its path and the lane it is in. Out: how many there were of each, and in all.
// Knows nothing of components.

import { formatPath, parsePath } from '../protocol/index.js';

/** The present figures at every reading. */
export interface RenderCounts {
  readonly total: number;
  /** Of the answer itself where there is no lane. */
  readonly of: (path: string, lane: string | undefined) => number;
}

export class WrittenRenderCounts implements RenderCounts {
  readonly #byLane = new Map<string | undefined, Map<string, number>>();
  #total = 0;

  get total() {
    return this.#total;
  }

  readonly of = (path: string, lane: string | undefined) => this.#byLane.get(lane)?.get(path) ?? 0;

  /** The path may be written in any notation. */
  add(path: string, lane: string | undefined): void {
    const counts = this.#byLane.get(lane) ?? new Map<string, number>();
    const written = formatPath(parsePath(path));
    this.#byLane.set(lane, counts.set(written, (counts.get(written) ?? 0) + 1));
    this.#total += 1;
  }
}
