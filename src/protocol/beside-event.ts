// In: nothing. Out: the types of what is told beside an answer: signals, questions to people, progress, items of a stream.
// A flow tells them in one order with its lanes and its result; none of them has a path.
// Knows nothing of flows, and of fields only that these are none.

/** What an event about the run has nothing of, so that `if (event.isComplete)` finds closed fields among all events. */
export interface Pathless {
  readonly path?: undefined;
  readonly wildcardPath?: undefined;
  readonly isComplete?: undefined;
}

/** An event of a flow was sent: business that others may wait for. */
export interface SignalEvent extends Pathless {
  readonly type: 'signal';
  readonly name: string;
  readonly value: unknown;
  /** The chunk that sent it. */
  readonly chunk?: string;
}

/** Something that an execution waits for a person to say. */
export interface AskedInterrupt {
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

/** What became of one call of a chunk: it began, returned, failed, asked a person and waits, or is not wanted any more. */
export type ProgressPhase = 'begin' | 'end' | 'fail' | 'wait' | 'cancel';

/** One step of one chunk, and where the chunk stands with it: the last event about a chunk says all there is to say. */
export interface ProgressEvent extends Pathless {
  readonly type: 'progress';
  readonly chunk: string;
  readonly phase: ProgressPhase;
  /** The signal it was called for, counted within the execution; absent where a person ended what waited. */
  readonly signalId?: number;
  /** How many calls of the chunk are at work. */
  readonly active: number;
  /** How many wait for people. */
  readonly waiting: number;
  /** How many have returned. */
  readonly done: number;
  readonly failed: number;
}

/** An item of a flow's stream. */
export interface ItemEvent extends Pathless {
  readonly type: 'item';
  readonly value: unknown;
  /** The chunk that put it there. */
  readonly chunk?: string;
}
