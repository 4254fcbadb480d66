// In: nothing. Out: the types of a flow and of one execution of it.
// Knows nothing of how either is done.

import type { ChunkData } from './chunk-data.js';
import type { Chain, ChunkHandler, Ground } from './chain.js';
import type { Chunk, WholeFlow } from './chunk.js';
import type { ExecutionStatus } from './execution-status.js';
import type { FlowDescription } from './description.js';
import type { ChunkOptions, ExecutionOptions } from './flow-options.js';
import type {
  EventsOf,
  Given,
  GivenInputOf,
  InputOf,
  InterruptsOf,
  NameOf,
  ResourcesOf,
  ResultOf,
} from './flow-types.js';
import type { FlowInstant, InstantsOptions } from './instant-types.js';
import type {
  FlowInterrupt,
  GivenAnswerTo,
  InterruptOf,
  PayloadOf,
  Returned,
  StreamItemOf,
} from './interrupt-types.js';
import type { ReadOptions } from './runtime-stream.js';
import type { FlowSnapshot } from './snapshot.js';

/** One run of a flow. It ends on every path: with a result, a failure, by its timeout or a cancel, or stalled. */
export interface FlowExecution<T> extends AsyncIterable<FlowInstant<T>> {
  readonly id: string;
  readonly status: ExecutionStatus;
  /**
   * Resolves when nothing is left to do. A flow without `end()` that sets no result resolves to `undefined`.
   * @throws {FlowError} `chunk-failed`, `stalled`, `timeout`, `cancelled`
   */
  readonly result: Promise<ResultOf<T>>;
  /**
   * What failed and was handled by nobody, the first hundred; more than one only with `onError: 'continue'`. Observers are
   * told of each.
   */
  readonly failures: readonly Error[];
  /** How many there were, those that are not kept included. */
  readonly failureCount: number;
  /** How many signals were sent and how many steps of the queue were taken, those within sub flows included: its cost, whatever the machine. */
  readonly counts: { readonly signals: number; readonly jobs: number };
  /** What it waits for people to say, oldest first. */
  readonly interrupts: readonly InterruptOf<T>[];
  /**
   * Goes on with a person's answer where it was asked for. What comes from outside goes by the `id` alone and is checked by
   * the flow's contract; with the interrupt itself the compiler knows what an answer is.
   *
   * @throws {FlowError} `unknown-interrupt`, `closed-interrupt`; `invalid-answer`, with the issues: it still waits then.
   */
  continueWith(id: string, answer?: unknown): Promise<void>;
  continueWith<N extends NameOf<InterruptsOf<T>>>(
    interrupt: FlowInterrupt<N, PayloadOf<T, N>>,
    ...answer: Given<GivenAnswerTo<T, N>>
  ): Promise<void>;
  /** Resolves when nothing is at work: with `waiting`, or with how it ended. */
  idle(): Promise<ExecutionStatus>;
  /**
   * Gives all of it as JSON once nothing is at work, so while it waits for people or when it is complete. It goes on as if
   * nothing had happened: cancel it, if it is to go on elsewhere.
   *
   * @throws {FlowError} `unsaved-execution` when it was not started, has no result to come, waits in one of several
   *   functions of one name, or a chunk waits in the middle of its work for what it emitted, or has a function behind it; `unsaved-value` for what is no data.
   */
  save(): Promise<FlowSnapshot>;
  /** Begins, and gives `result`. A second start changes nothing. */
  start(...input: Given<GivenInputOf<T>>): Promise<ResultOf<T>>;
  /**
   * Says how many chunks and conditions may run at once from now on, sub flows included. With fewer, those that run go on,
   * and none begins until there is a place. It is not saved.
   * @throws {FlowError} `invalid-option` for what is no whole number from 1, nor `Infinity`
   */
  setConcurrency(concurrency: number): void;
  /**
   * Sets a resource for chunks that ask later, and for sub flows that are handed its name and begin later; `undefined` takes
   * it away. It is not saved.
   * @throws {FlowError} `invalid-option` for a name that is no string
   */
  setResource<N extends NameOf<ResourcesOf<T>>>(
    name: N,
    value: ResourcesOf<T>[N] | undefined,
  ): void;
  /** Ends it now. What still runs is told by its `signal` and can send nothing any more. Does nothing after the end. */
  cancel(reason?: unknown): void;
  /**
   * What chunks put into the stream, from the first item on, for any number of readers. It ends with the execution or by
   * `stopStream()`. A reader may leave at any time; the execution goes on.
   *
   * @throws {FlowError} what `result` rejects with, after everything that was put; `stream-overrun`
   */
  getRuntimeStream(options?: ReadOptions): AsyncGenerator<StreamItemOf<T>, void, undefined>;
  /**
   * All that can be seen of it as events in one order: lanes, items, questions, and what the options ask for; then the
   * result as an answer's fields, from `''` on, as JSON has it, and `end`. So a route sends it and a page shows it as any
   * other answer. A cancelled execution ends with the outcome `stopped`. The execution itself is iterated over in the same
   * way, without options.
   *
   * Signals and progress are told from this call on: call it before `start`. They wait for no reader: one that is more than
   * `streamBuffer` events behind is told the last of each signal and chunk when it goes on.
   *
   * @throws {FlowError} what `result` rejects with, unless it was cancelled; `stream-overrun`; `unsaved-value` for a result
   *   that JSON has nothing of; `invalid-option` at once
   */
  instants(
    options?: InstantsOptions<NameOf<EventsOf<T>>>,
  ): AsyncGenerator<FlowInstant<T>, void, undefined>;
}

/** A flow: what leads to what. It begins a chain at its start, and runs any number of executions at once. */
export interface TriggerFlow<T> extends Chain<T, InputOf<T>, Ground, InputOf<T>>, WholeFlow<T> {
  readonly name: string;
  /** Makes a chunk of a function, to stand in several places or to be waited for. */
  chunk<Out, const Name extends string, V = InputOf<T>>(
    name: Name,
    handler: ChunkHandler<T, V, Out>,
    options?: ChunkOptions<NameOf<EventsOf<T>>>,
  ): Chunk<V, Returned<Awaited<Out>>, Name>;
  /** Named after the function. */
  chunk<Out, V = InputOf<T>>(handler: ChunkHandler<T, V, Out>): Chunk<V, Returned<Awaited<Out>>>;
  /** A chain that begins nowhere: values enter it by `to(chain)`. */
  chain<V>(): Chain<T, V, Ground, V>;
  /**
   * Says what stands in the flow and what leads to what, as plain JSON: to draw it, or to show where an execution is. Events
   * that a chunk sends are known by what it was made with: `flow.chunk(name, handler, { emits: ['task'] })`.
   */
  describe(): FlowDescription;
  /**
   * Makes an execution without starting it. What is added to the flow later does not reach it.
   * @throws {FlowError} `invalid-option`; `invalid-flow` for a group that was never closed
   */
  createExecution(options?: ExecutionOptions<ResourcesOf<T>>): FlowExecution<T>;
  /**
   * Goes on with what `save()` gave, as an object or as text, here or in another process, by the names of this flow's chunks
   * and of what stands around them: it may have grown elsewhere.
   * Values of `flowState` are taken where this flow has none.
   *
   * @throws {FlowError} `invalid-snapshot`; `invalid-option`
   */
  loadExecution(
    snapshot: FlowSnapshot | string,
    options?: ExecutionOptions<ResourcesOf<T>>,
  ): FlowExecution<T>;
  /**
   * Those that have been started or loaded and are not over, by their ids: a route finds the one here that a person answers.
   * One that is over, or was never started, is not kept.
   */
  readonly executions: ReadonlyMap<string, FlowExecution<T>>;
  /** Starts an execution for its result. @throws {FlowError} like `FlowExecution.result` */
  start(...args: Arguments<T>): Promise<ResultOf<T>>;
  /**
   * Starts an execution, with the first `next()`, for its stream. Leaving the loop early cancels it.
   * @throws {FlowError} like `FlowExecution.getRuntimeStream`
   */
  getRuntimeStream(...args: Arguments<T>): AsyncGenerator<StreamItemOf<T>, void, undefined>;
}

type Arguments<T> =
  undefined extends GivenInputOf<T>
    ? [input?: GivenInputOf<T>, options?: ExecutionOptions<ResourcesOf<T>>]
    : [input: GivenInputOf<T>, options?: ExecutionOptions<ResourcesOf<T>>];

/**
 * What a chunk of a flow is given where a value of type `V` reaches it, for a function that is written before it is
 * placed: `flow.chunk('work', async (data: DataOf<typeof flow, Task>) => …)`.
 */
export type DataOf<Flow, V> = Flow extends TriggerFlow<infer T> ? ChunkData<T, V> : never;
