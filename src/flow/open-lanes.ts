// In: the names of lanes, as answers begin and end in them. Out: which are taken, and by whom, within a bound.
// Knows nothing of what is told in a lane.

import { FlowError } from './error.js';
import type { Speaker } from './standing.js';

/** A page keeps as many. */
const MAX_LANES = 1_000;

export class OpenLanes {
  readonly #lanes = new Map<string, { readonly by: Speaker }>();

  /** Those in which an answer streams, with who shows it. */
  get all(): Iterable<readonly [lane: string, opened: { readonly by: Speaker }]> {
    return [...this.#lanes];
  }

  /**
   * Takes a lane until the function returned is called.
   * @throws {FlowError} `lane-in-use`, `lanes-exceeded`
   */
  open(lane: string, by: Speaker): () => void {
    const { chunk } = by;
    if (this.#lanes.size >= MAX_LANES) {
      throw new FlowError(
        'lanes-exceeded',
        `The chunk ${JSON.stringify(chunk)} shows an answer in a lane, and ${MAX_LANES} of them are open. ` +
          'Bound how many stream at once, by a `concurrency`.',
        { chunk },
      );
    }
    if (this.#lanes.has(lane)) {
      throw new FlowError(
        'lane-in-use',
        `The chunk ${JSON.stringify(chunk)} shows an answer in the lane ${JSON.stringify(lane)}, in which another one ` +
          'streams. Give each a name of its own, such as "research[0]", or await the other one.',
        { chunk },
      );
    }
    const own = { by };
    this.#lanes.set(lane, own);
    return () => {
      if (this.#lanes.get(lane) === own) this.#lanes.delete(lane);
    };
  }

  /** The answer in it has ended. */
  close(lane: string): void {
    this.#lanes.delete(lane);
  }
}
