// In: nothing. Out: the types of what is told beside an answer, and of what is known of it; and the snapshot of nothing.
// Knows nothing of how it comes about.

import type {
  FactSource,
  InstantEvent,
  InterruptEvent,
  ItemEvent,
  LaneEvent,
  ProgressEvent,
  SignalEvent,
} from '../protocol/index.js';

/** What a flow tells beside its result. */
export type BesideEvent = LaneEvent | SignalEvent | InterruptEvent | ProgressEvent | ItemEvent;

/** Values in the order they came: the last 1000, and how many there were. */
export interface BesideValues<Event extends SignalEvent | ItemEvent = SignalEvent | ItemEvent> {
  readonly count: number;
  readonly values: readonly unknown[];
  /** What told them, value by value: it says where each comes from. */
  readonly events: readonly Event[];
}

/** What is known of what was told beside the answer of the current run. Each part is the same object until it changed. */
export interface BesideSnapshot {
  /** The names of the lanes, the first begun first; at most 1000. */
  readonly lanes: readonly string[];
  /** Where each of them comes from, by its name, in the same order. */
  readonly laneSources: ReadonlyMap<string, FactSource>;
  /** Payloads by the name of the signal. */
  readonly signals: ReadonlyMap<string, BesideValues<SignalEvent>>;
  readonly items: BesideValues<ItemEvent>;
  /** What people are asked and have not answered, oldest first. */
  readonly interrupts: readonly InterruptEvent[];
  /** The last step of each chunk, in each of the flows within the flow, the first begun first. */
  readonly progress: readonly ProgressEvent[];
}

/** What is told beside the answer of a run. */
export interface RunBeside {
  readonly getSnapshot: () => BesideSnapshot;
  /** What was told of a lane since it last began, with the growth of a text as one event; empty where there is none. */
  readonly getLane: (name: string) => readonly InstantEvent[];
  /** Calls the listener for every event, in order, after it is in the snapshot; without one when another run begins. */
  readonly subscribe: (listener: (event?: BesideEvent) => void) => () => void;
}

export const NOTHING_BESIDE: BesideSnapshot = {
  lanes: [],
  laneSources: new Map(),
  signals: new Map(),
  items: { count: 0, values: [], events: [] },
  interrupts: [],
  progress: [],
};
