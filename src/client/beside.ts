// In: the events of a run, as received. Out: what is known of all that is told beside its answer, also for who comes late.
// Kept is what still matters: a text that grows is one event, a chunk its last step, a question while it is open.
// Knows nothing of what a lane says, or of who listens.

import type {
  InstantEvent,
  InterruptEvent,
  ItemEvent,
  LaneEvent,
  ProgressEvent,
  SignalEvent,
} from '../protocol/index.js';
import { tell } from './tell.js';

/** What a flow tells beside its result. */
export type BesideEvent = LaneEvent | SignalEvent | InterruptEvent | ProgressEvent | ItemEvent;

/** Values in the order they came: the last 1000, and how many there were. */
export interface BesideValues {
  readonly count: number;
  readonly values: readonly unknown[];
}

/** What is known of what was told beside the answer of the current run. Each part is the same object until it changed. */
export interface BesideSnapshot {
  /** The names of the lanes, the first begun first; at most 1000. */
  readonly lanes: readonly string[];
  /** Payloads by the name of the signal. */
  readonly signals: ReadonlyMap<string, BesideValues>;
  readonly items: BesideValues;
  /** What people are asked and have not answered, oldest first. */
  readonly interrupts: readonly InterruptEvent[];
  /** The last step of each chunk, the first begun first. */
  readonly progress: readonly ProgressEvent[];
}

/** What is told beside the answer of a run. */
export interface RunBeside {
  readonly getSnapshot: () => BesideSnapshot;
  /** What was told of a lane since it last began, with the growth of a text as one event; empty where there is none. */
  readonly getLane: (name: string) => readonly InstantEvent[];
  /** Calls the listener for every event as received, after it is in the snapshot; without one when another run begins. */
  readonly subscribe: (listener: (event?: BesideEvent) => void) => () => void;
}

const MOST = 1_000;
const NONE: BesideValues = { count: 0, values: [] };
const EMPTY: BesideSnapshot = {
  lanes: [],
  signals: new Map(),
  items: NONE,
  interrupts: [],
  progress: [],
};

export class Beside implements RunBeside {
  readonly #listeners = new Set<(event?: BesideEvent) => void>();
  readonly #lanes = new Map<string, InstantEvent[]>();
  #snapshot = EMPTY;

  readonly getSnapshot = () => this.#snapshot;
  readonly getLane = (name: string): readonly InstantEvent[] => this.#lanes.get(name) ?? [];
  readonly subscribe = (listener: (event?: BesideEvent) => void) => {
    const own = (event?: BesideEvent) => listener(event);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  };

  /** Passes over events of the answer itself. */
  hear(event: InstantEvent): void {
    const before = this.#snapshot;
    const next = this.#next(before, event);
    if (next === undefined) return;
    this.#snapshot = { ...before, ...next };
    this.#tell(event as BesideEvent);
  }

  /** Another run begins. */
  clear(): void {
    if (this.#snapshot === EMPTY) return;
    this.#snapshot = EMPTY;
    this.#lanes.clear();
    this.#tell();
  }

  /** What changes with the event; nothing for one that is not of this kind. */
  #next(before: BesideSnapshot, event: InstantEvent): Partial<BesideSnapshot> | undefined {
    switch (event.type) {
      case 'lane':
        return this.#grow(event) ? { lanes: [...this.#lanes.keys()] } : {};
      case 'signal': {
        const { name, value } = event;
        const values = add(before.signals.get(name), value);
        return { signals: new Map(before.signals).set(name, values) };
      }
      case 'item':
        return { items: add(before.items, event.value) };
      case 'interrupt': {
        const others = before.interrupts.filter((other) => !isSameQuestion(other, event));
        return { interrupts: event.action === 'pause' ? [...others, event] : others };
      }
      case 'progress': {
        const { progress } = before;
        const isNew = progress.every(({ chunk }) => chunk !== event.chunk);
        if (isNew) return { progress: [...progress, event] };
        return { progress: progress.map((each) => (each.chunk === event.chunk ? event : each)) };
      }
      default:
        return undefined;
    }
  }

  /** True when there is a lane that was not there. */
  #grow({ lane, event }: LaneEvent): boolean {
    const known = this.#lanes.get(lane);
    const last = known?.at(-1);
    const isAnew = event.type === 'attempt' || last?.type === 'end' || last?.type === 'error';
    if (known === undefined || isAnew) {
      this.#lanes.set(lane, [event]);
      if (this.#lanes.size <= MOST) return known === undefined;
      const [oldest = lane] = this.#lanes.keys();
      return this.#lanes.delete(oldest);
    }
    if (event.type === 'delta' && last?.type === 'delta' && last.path === event.path) {
      // An event the protocol made works its address out: a copy needs this form of it.
      const { path, segments, value } = event;
      known[known.length - 1] = { ...last, path, segments, value, delta: last.delta + event.delta };
    } else known.push(event);
    return false;
  }

  #tell(event?: BesideEvent): void {
    const present = [...this.#listeners];
    for (const listener of present) tell(() => listener(event));
  }
}

function add({ count, values }: BesideValues = NONE, value: unknown): BesideValues {
  return { count: count + 1, values: [...values, value].slice(-MOST) };
}

function isSameQuestion(one: InterruptEvent, other: InterruptEvent): boolean {
  return one.executionId === other.executionId && one.interrupt.id === other.interrupt.id;
}
