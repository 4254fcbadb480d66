// In: nothing. Out: the types of what is told beside an answer: signals, questions to people, progress, items of a stream.
// A flow tells them in one order with its lanes and its result; none of them has a path.
// Knows nothing of flows, and of fields only that these are none.

/** What an event about the run has nothing of, so that `if (event.isComplete)` finds closed fields among all events. */
export interface Pathless {
  readonly path?: undefined;
  readonly wildcardPath?: undefined;
  readonly isComplete?: undefined;
}

/** A flow within the flow, at its place: the same flow may stand in several. */
export interface InnerFlow {
  /** Of its group, as `flow.describe()` has it; unique in the whole flow, and of what is inside it the beginning. */
  readonly id: string;
  /** As it was placed: the other flow's own, where no other was given. */
  readonly name: string;
}

/** Where in a flow something comes from that is told. */
export interface FactSource {
  readonly chunk?: string;
  /**
   * The flows within the flow that the chunk is in, from the outside in; absent where it is the flow's own. What a flow that
   * runs itself does inside is all told of the place where it does.
   */
  readonly within?: readonly InnerFlow[];
}

/** An event of a flow was sent by a chunk: business that others may wait for. */
export interface SignalEvent extends Pathless, FactSource {
  readonly type: 'signal';
  readonly name: string;
  readonly value: unknown;
  /** Its number, unique in all of the execution: progress has it of the calls that were made for it. */
  readonly signalId?: number;
}

/** Something that an execution waits for a person to say. */
export interface AskedInterrupt extends FactSource {
  /** Unique within the execution. */
  readonly id: string;
  readonly name: string;
  /** The chunk that asks. */
  readonly chunk: string;
  /** What the person is shown. */
  readonly payload: unknown;
  /** When the wait is over, in milliseconds since 1970; absent if it has no limit. */
  readonly expiresAt?: number;
}

/** A person is asked, has answered, has not in time, or need not any more. `executionId` and the `id` say where an answer goes. */
export interface InterruptEvent extends Pathless {
  readonly type: 'interrupt';
  readonly action: 'pause' | 'resume' | 'expire' | 'cancel';
  readonly executionId: string;
  readonly interrupt: AskedInterrupt;
  /** Only where the action is `resume`. */
  readonly answer?: unknown;
}

/** What became of one call of a chunk: it began or goes on, returned, failed, waits for a person, or is not wanted any more. */
export type ProgressPhase = 'begin' | 'end' | 'fail' | 'wait' | 'cancel';

/** One step of one chunk, and where the chunk stands with it: the last event about a chunk says all there is to say. */
export interface ProgressEvent extends Pathless, FactSource {
  readonly type: 'progress';
  readonly chunk: string;
  readonly phase: ProgressPhase;
  /** The signal it was called for, by its number in all of the execution; absent where a person ended what waited. */
  readonly signalId?: number;
  /** How many calls of the chunk are at work. */
  readonly active: number;
  /** How many wait for people, or, while nothing is at work, for others that do. */
  readonly waiting: number;
  /** How many have returned. */
  readonly done: number;
  readonly failed: number;
}

/** An item of a flow's stream, put there by a chunk. */
export interface ItemEvent extends Pathless, FactSource {
  readonly type: 'item';
  readonly value: unknown;
}
