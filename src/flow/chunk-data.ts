// In: nothing. Out: the type of what a function of the user is given.
// One type parameter says what runs through the flow, the other what reached this function.
// Knows nothing of how any of it is done.

import type { InstantEvent } from '../protocol/index.js';
import type {
  BridgeOptions,
  FieldItems,
  FieldSignals,
  FieldSource,
  FittingLane,
  LaneOptions,
  PartialOptions,
  WithdrawingEvent,
} from './field-types.js';
import type {
  EventsOf,
  FlowStateOf,
  Given,
  GivenEventsOf,
  GivenResultOf,
  GivenStreamOf,
  InterruptsOf,
  LanesOf,
  NameOf,
  ResourcesOf,
  StateOf,
} from './flow-types.js';
import type { AnswerTo, Pause, PauseOptions, PayloadOf } from './interrupt-types.js';
import type { RunContext } from './observer.js';
import type { FlowState } from './state.js';

/** What conditions are given: everything a chunk is, but they ask nobody. `V` is the value that reached them. */
export interface ConditionData<T, V> {
  readonly value: V;
  /** The chunk's own name. */
  readonly chunk: string;
  readonly executionId: string;
  /** Of the execution that is saved, cancelled and answered: the one around all, where this one is of a sub flow. */
  readonly rootExecutionId: string;
  /** Of the signal that reached it: unique within the root execution, sub flows included, counted in the order of sending. */
  readonly signalId: number;
  /** This call, and the execution it is a part of. Hand it on as `parent`: `getResponse({ signal, parent: run })`. */
  readonly run: RunContext;
  /** Aborted when this work is not wanted any more: a failure beside it, a timeout, a cancel. Hand it to model calls. */
  readonly signal: AbortSignal;

  /**
   * Sends an event and waits for everything it sets going.
   * While it is awaited, others may use this chunk's place within the `concurrency`; `then` and `Promise.all` count as
   * awaiting, `catch` and `finally` only where what they give is awaited. With none of these it is `emitNowait`; a function
   * behind it is told of all it set going, which is kept until then, and keeps the execution from being saved.
   * @throws {FlowError} `chunk-failed` with what failed there; caught, the chunk goes on. `invalid-option` at once, for a
   * name that is no string.
   */
  readonly emit: <N extends NameOf<GivenEventsOf<T>>>(
    name: N,
    ...value: Given<GivenEventsOf<T>[N]>
  ) => Promise<void>;
  /**
   * Sends an event and goes on at once. A loop made of these stays flat, however many turns it takes.
   * @throws {FlowError} `queue-full` beyond the `maxQueued` of who takes it; `invalid-option` for a name that is no string
   */
  readonly emitNowait: <N extends NameOf<GivenEventsOf<T>>>(
    name: N,
    ...value: Given<GivenEventsOf<T>[N]>
  ) => void;
  /**
   * Sends an event for each field that is complete, while the rest is still being written: each value of each field
   * once, whatever is retried in between. Resolves when the source has ended and all that was set going is over.
   * While it is awaited, others may use this chunk's place within the `concurrency`. Each path that a field matches counts,
   * in the order given. A field that does not fit its schema is not sent; the others are.
   * What is sent is a copy, which the answer's other readers do not see.
   *
   * @throws {FlowError} `source-failed` when the source did, `truncated-output` or `stopped` when it ended early, after all
   * that was set going; `chunk-failed` with what failed of that; `invalid-source` for what has no events, or has given them
   * already; `invalid-option` at once. Not awaited, it fails what is around the chunk.
   */
  readonly emitFields: <
    E extends InstantEvent,
    const M extends Readonly<Record<string, NameOf<EventsOf<T>>>>,
  >(
    source: FieldSource<E>,
    fields: M & FieldSignals<E, M, GivenEventsOf<T>>,
    options?: BridgeOptions<WithdrawingEvent<GivenEventsOf<T>>>,
  ) => Promise<void>;
  /**
   * Puts an item into the stream for each field that is complete, made by the function at its path.
   * The source is read no faster than the stream is.
   *
   * @throws {FlowError} `source-failed`, `truncated-output`, `stopped`, `invalid-source`; `invalid-option` at once. Not awaited, it
   * fails the chunk, as one that is over as well.
   */
  readonly streamFields: <E extends InstantEvent, P extends string>(
    source: FieldSource<E>,
    fields: FieldItems<E, P, GivenStreamOf<T>>,
    options?: PartialOptions,
  ) => Promise<void>;
  /**
   * Shows an answer to those who read the execution's events, field by field, in a lane beside its result; the source may be
   * read by others at the same time. Resolves when the answer has ended. It is read no faster than the lane is. Where the
   * flow says what its `lanes` show, the answer has to be that.
   *
   * @throws {FlowError} `source-failed`, `truncated-output`, `stopped`, `invalid-source`; `lane-in-use` while another answer
   * streams there; `lanes-exceeded` beyond 1000; `invalid-option`
   */
  readonly showFields: <E extends InstantEvent, N extends NameOf<LanesOf<T>>>(
    source: FieldSource<E> & FittingLane<E, LanesOf<T>[N]>,
    options: LaneOptions<N>,
  ) => Promise<void>;

  /**
   * Shows an item to those who watch. Resolves when there is room for the next: `true`, or `false` if the stream was
   * stopped and nobody will see it. Items of one chunk keep their order.
   * @throws {FlowError} `broken-contract`. Not awaited, it fails the chunk.
   */
  readonly putIntoStream: (item: GivenStreamOf<T>) => Promise<boolean>;
  /** Ends the stream for its readers; the execution goes on. */
  readonly stopStream: () => void;
  /** Sets the result, whatever it was before. */
  readonly setResult: (value: GivenResultOf<T>) => void;

  /** The values of this execution. */
  readonly state: FlowState<StateOf<T>>;
  /** The values that all executions of the flow share; changes reach those that are running. */
  readonly flowState: FlowState<FlowStateOf<T>>;
  readonly getResource: <N extends NameOf<ResourcesOf<T>>>(
    name: N,
  ) => ResourcesOf<T>[N] | undefined;
  /**
   * Sets a resource of this execution, for all of it that asks later, and for sub flows that are handed its name and begin
   * later; `undefined` takes it away. It is not saved: where the execution goes on it is handed in, or set, again.
   * @throws {FlowError} `invalid-option` for a name that is no string
   */
  readonly setResource: <N extends NameOf<ResourcesOf<T>>>(
    name: N,
    value: ResourcesOf<T>[N] | undefined,
  ) => void;
  /** @throws {FlowError} `missing-resource`, with the names there are. */
  readonly requireResource: <N extends NameOf<ResourcesOf<T>>>(name: N) => ResourcesOf<T>[N];
}

/** Everything a chunk is given. `V` is the value that reached it. */
export interface ChunkData<T, V> extends ConditionData<T, V> {
  /**
   * Asks a person. Return what it gives: the chunk is over then, and the answer is what it returned. Others go on.
   * @throws {FlowError} `invalid-option`. The chunk fails with `unanswered` when nobody answers within `timeoutMs`.
   */
  readonly pauseFor: <N extends NameOf<InterruptsOf<T>>>(
    name: N,
    payload: PayloadOf<T, N>,
    options?: PauseOptions<AnswerTo<T, N>>,
  ) => Pause<AnswerTo<T, N>>;
}
