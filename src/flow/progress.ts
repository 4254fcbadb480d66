// In: what becomes of each call of a chunk. Out: where the chunk stands, as one event.
// Knows nothing of who is told.

import type { ProgressEvent, ProgressPhase } from '../protocol/index.js';

type Counts = { -readonly [K in 'active' | 'waiting' | 'done' | 'failed']: number };

/** Where a call was: at work, or waiting for a person. */
export type Place = 'active' | 'waiting';

export class Progress {
  readonly #chunks = new Map<string, Counts>();

  /** `from` says where the call was that is over, or waits now. */
  count(
    chunk: string,
    phase: ProgressPhase,
    from: Place,
    signalId: number | undefined,
  ): ProgressEvent {
    let counts = this.#chunks.get(chunk);
    if (counts === undefined) {
      this.#chunks.set(chunk, (counts = { active: 0, waiting: 0, done: 0, failed: 0 }));
    }
    if (phase === 'begin') counts.active++;
    else counts[from]--;
    if (phase === 'wait') counts.waiting++;
    else if (phase === 'end') counts.done++;
    else if (phase === 'fail') counts.failed++;
    const call = signalId === undefined ? {} : { signalId };
    return { type: 'progress', chunk, phase, ...call, ...counts };
  }

  /** A call that waited before, elsewhere. */
  wait(chunk: string): void {
    this.count(chunk, 'begin', 'active', undefined);
    this.count(chunk, 'wait', 'active', undefined);
  }
}
