// In: what is told beside an answer, event by event. Out: what still matters of it, for who comes late as for who was there.
// Kept are the growth of a text as one event, of a chunk the last step, a question while it is open, the last 1000 values.
// Knows nothing of runs, or of who listens.

import type {
  FactSource,
  InstantEvent,
  InterruptEvent,
  ItemEvent,
  LaneEvent,
  SignalEvent,
} from '../protocol/index.js';
import {
  NOTHING_BESIDE,
  type BesideEvent,
  type BesideSnapshot,
  type BesideValues,
} from './beside-snapshot.js';

/** Of lanes, and of the values of one kind. */
const MOST = 1_000;

export class BesideFacts {
  readonly #lanes = new Map<string, InstantEvent[]>();
  readonly #sources = new Map<string, FactSource>();
  #snapshot = NOTHING_BESIDE;

  get snapshot(): BesideSnapshot {
    return this.#snapshot;
  }

  getLane(name: string): readonly InstantEvent[] | undefined {
    return this.#lanes.get(name);
  }

  add(event: BesideEvent): void {
    this.#snapshot = { ...this.#snapshot, ...this.#changed(event) };
  }

  /** The parts that are others with this event. */
  #changed(event: BesideEvent): Partial<BesideSnapshot> {
    const { signals, items, interrupts, progress } = this.#snapshot;
    switch (event.type) {
      case 'lane':
        return {
          ...(this.#grow(event) && { lanes: [...this.#lanes.keys()] }),
          ...this.#follow(event),
        };
      case 'signal': {
        const values = add(signals.get(event.name), event);
        return { signals: new Map(signals).set(event.name, values) };
      }
      case 'item':
        return { items: add(items, event) };
      case 'interrupt': {
        const others = interrupts.filter((other) => !isSameQuestion(other, event));
        return { interrupts: event.action === 'pause' ? [...others, event] : others };
      }
      default: {
        const isNew = progress.every((each) => !isSameSource(each, event));
        if (isNew) return { progress: [...progress, event] };
        return { progress: progress.map((each) => (isSameSource(each, event) ? event : each)) };
      }
    }
  }

  /** What is known of who shows the lane, where that is news. */
  #follow({ lane, chunk, within }: LaneEvent): Partial<BesideSnapshot> {
    const source = { ...(chunk !== undefined && { chunk }), ...(within && { within }) };
    const known = this.#sources.get(lane);
    if (known !== undefined && isSameSource(known, source)) return {};
    this.#sources.set(lane, source);
    return { laneSources: new Map(this.#sources) };
  }

  /** True when the names of the lanes are others. */
  #grow({ lane, event }: LaneEvent): boolean {
    const known = this.#lanes.get(lane);
    const last = known?.at(-1);
    const isAnew = event.type === 'attempt' || last?.type === 'end' || last?.type === 'error';
    if (known === undefined || isAnew) {
      this.#lanes.set(lane, [event]);
      if (this.#lanes.size <= MOST) return known === undefined;
      const [oldest = lane] = this.#lanes.keys();
      this.#sources.delete(oldest);
      return this.#lanes.delete(oldest);
    }
    if (event.type === 'delta' && last?.type === 'delta' && last.path === event.path) {
      // An event the protocol made works its address out: a copy needs this form of it.
      const { path, segments, value } = event;
      known[known.length - 1] = { ...last, path, segments, value, delta: last.delta + event.delta };
    } else known.push(event);
    return false;
  }
}

function add<Event extends SignalEvent | ItemEvent>(
  before: BesideValues<Event> | undefined,
  event: Event,
): BesideValues<Event> {
  const { count, values, events } = before ?? { count: 0, values: [], events: [] };
  return {
    count: count + 1,
    values: [...values, event.value].slice(-MOST),
    events: [...events, event].slice(-MOST),
  };
}

/** The innermost of the flows around a chunk says which they all are. */
function isSameSource(one: FactSource, other: FactSource): boolean {
  return one.chunk === other.chunk && one.within?.at(-1)?.id === other.within?.at(-1)?.id;
}

function isSameQuestion(one: InterruptEvent, other: InterruptEvent): boolean {
  return one.executionId === other.executionId && one.interrupt.id === other.interrupt.id;
}
