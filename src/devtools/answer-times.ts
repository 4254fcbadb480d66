// In: the events of a run with their times. Out: the rows of its answer, and below one another those of the lanes beside it.
// Whichever began first is first. An event costs the same, however many came before.
// Knows nothing of the clock, of React or of the wire.

import type { FieldStatus, InstantEvent } from '../protocol/index.js';
import type { FieldCounts, FieldTime } from './field-time.js';
import { FieldTimes } from './field-times.js';

/** Rows that are kept, of all answers together; what begins beyond them is counted. */
const MAX_FIELDS = 20_000;
const MAX_LANES = 1000;

export class AnswerTimes {
  readonly #room = { left: MAX_FIELDS };
  readonly #answer = new FieldTimes(this.#room);
  readonly #lanes = new Map<string, FieldTimes>();

  get rows(): readonly FieldTime[] {
    if (this.#lanes.size === 0) return this.#answer.rows;
    return this.#all()
      .filter(({ rows }) => rows.length > 0)
      .toSorted((one, other) => beganOf(one) - beganOf(other))
      .flatMap(({ rows }) => rows);
  }

  /** Kept along, so that nobody goes through all rows to count them. */
  get counts(): FieldCounts {
    if (this.#lanes.size === 0) return this.#answer.counts;
    const sum = { done: 0, invalid: 0, missing: 0, open: 0 };
    for (const { counts } of this.#all()) {
      sum.done += counts.done;
      sum.invalid += counts.invalid;
      sum.missing += counts.missing;
      sum.open += counts.open;
    }
    return sum;
  }

  /** When the first value that is no container began. */
  get firstLeafMs(): number | undefined {
    const began = this.#all().flatMap(({ firstLeafMs }) => firstLeafMs ?? []);
    return began.length === 0 ? undefined : Math.min(...began);
  }

  /** Fields for which there is no row any more. */
  get hiddenCount(): number {
    return this.#all().reduce((sum, { hiddenCount }) => sum + hiddenCount, 0);
  }

  record(event: InstantEvent, atMs: number): void {
    if (event.type !== 'lane') return this.#answer.record(event, atMs);
    const times = this.#laneOf(event.lane);
    times?.record(event.event, atMs);
    const { type } = event.event;
    if (type === 'end' || type === 'error') times?.leave(atMs);
  }

  /** Takes over what came of the answer's fields after all events. */
  meet(stateOf: (path: string) => FieldStatus, atMs: number): void {
    this.#answer.meet(stateOf, atMs);
  }

  #all(): readonly FieldTimes[] {
    return [this.#answer, ...this.#lanes.values()];
  }

  #laneOf(lane: string): FieldTimes | undefined {
    const known = this.#lanes.get(lane);
    if (known || this.#lanes.size >= MAX_LANES) return known;
    const times = new FieldTimes(this.#room, lane);
    this.#lanes.set(lane, times);
    return times;
  }
}

function beganOf({ rows }: FieldTimes): number {
  return rows[0]?.startedMs ?? 0;
}
