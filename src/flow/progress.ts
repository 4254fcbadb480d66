// In: what becomes of each call of a chunk. Out: where the chunk stands, as one event.
// Knows nothing of who is told.

import type { ProgressEvent, ProgressPhase } from '../protocol/index.js';
import { keyOf, type Speaker } from './standing.js';

type Counts = { -readonly [K in 'active' | 'waiting' | 'done' | 'failed']: number };

/** Where a call was: at work, or waiting for a person. */
export type Place = 'active' | 'waiting';

export class Progress {
  readonly #chunks = new Map<string, Counts>();

  /** `from` says where the call was that is over, waits now, or goes on. */
  count(
    by: Speaker,
    phase: ProgressPhase,
    from: Place,
    signalId: number | undefined,
  ): ProgressEvent {
    const key = keyOf(by.chunk, by);
    let counts = this.#chunks.get(key);
    if (counts === undefined) {
      this.#chunks.set(key, (counts = { active: 0, waiting: 0, done: 0, failed: 0 }));
    }
    if (phase === 'begin') counts.active++;
    if (phase !== 'begin' || from === 'waiting') counts[from]--;
    if (phase === 'wait') counts.waiting++;
    else if (phase === 'end') counts.done++;
    else if (phase === 'fail') counts.failed++;
    const call = signalId === undefined ? {} : { signalId };
    return { type: 'progress', ...by, phase, ...call, ...counts };
  }

  /** A call that waited before, elsewhere. */
  wait(by: Speaker): void {
    this.count(by, 'begin', 'active', undefined);
    this.count(by, 'wait', 'active', undefined);
  }
}
