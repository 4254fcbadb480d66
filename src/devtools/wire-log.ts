// In: what was noticed of an answer on its way, and its events. Out: when how much arrived, and the repairs of its text.
// Costs the same per fact, and keeps a bounded number of them.
// Knows nothing of fields or of what is shown.

import type { WireFact } from '../client/index.js';
import { Arrivals } from './arrivals.js';

/** One liberty that was taken with the text. */
export interface LoggedRepair {
  readonly atMs: number;
  readonly kind: string;
  /** In characters, from where the text began. */
  readonly offset: number;
}

/** What is known of how an answer came. The present one at every reading. */
export interface WireLog {
  /** Chunks of bytes; none of a source that has no bytes, or does not tell of them. */
  readonly chunks: Arrivals;
  readonly events: Arrivals;
  /** The first ones, at most {@link MAX_REPAIRS}. */
  readonly repairs: readonly LoggedRepair[];
  /** Repairs there were. */
  readonly repairCount: number;
}

const MAX_REPAIRS = 1000;

export class WrittenWireLog implements WireLog {
  readonly chunks = new Arrivals();
  readonly events = new Arrivals();
  readonly repairs: LoggedRepair[] = [];
  #repairCount = 0;

  get repairCount(): number {
    return this.#repairCount;
  }

  add(fact: WireFact, atMs: number): void {
    if (fact.type === 'chunk') return this.chunks.add(atMs, fact.bytes);
    this.#repairCount += 1;
    const { kind, offset } = fact;
    if (this.repairs.length < MAX_REPAIRS) this.repairs.push({ atMs, kind, offset });
  }
}
