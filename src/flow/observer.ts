// In: nothing. Out: the type of one who is told how executions go: what begins, ends, fails, is sent, shown, asked and set.
// Told of facts, not asked: nothing it does or throws changes an execution, and it is no reader.
// Knows nothing of logs or tracers.

import type { ExecutionStatus } from './execution-status.js';
import type { InterruptNews } from './interrupt-types.js';
import { check } from './option-checks.js';

/** What a run may be a part of: a chunk's `run`, or anything else that has ids. */
export interface ParentRun {
  readonly runId: string;
  /** Of the outermost around it. @default `runId` */
  readonly rootRunId?: string;
}

/** One piece of work, an execution or a call of a chunk, and what it is a part of. */
export interface RunContext {
  /** Of an execution, its id; of a call, unique within it, and the same where the execution goes on elsewhere. */
  readonly runId: string;
  /** Of the chunk's execution; of the execution around a sub flow; of what was given as `parent`. */
  readonly parentRunId?: string;
  /** Of the outermost around it; its own where there is none. */
  readonly rootRunId: string;
}

/** Of which execution something is told. */
export interface ObservedExecution {
  /** The name of the flow. */
  readonly flow: string;
  readonly run: RunContext;
}

/** Of which call of a chunk something is told; `run` is of the call. */
export interface ObservedChunk extends ObservedExecution {
  readonly chunk: string;
  /** The signal it was called for, as `data.signalId`. */
  readonly signalId: number;
}

/** How a call ended. One that asked a person is over, too: its answer goes on from where it stood. */
export type ChunkOutcome = 'complete' | 'waiting' | 'failed' | 'cancelled';

/**
 * One who is told. Each method is called at once, in the order of what happens, with the values themselves; what it throws,
 * or rejects with, is reported as an uncaught error and concerns no execution. Executions of sub flows are told of as well,
 * to those who observe what is around them.
 */
export interface FlowObserver {
  /** An execution begins, or one that was saved goes on. */
  onStart?(
    told: ObservedExecution & { readonly input: unknown; readonly isResumed: boolean },
  ): void;
  onChunkStart?(told: ObservedChunk & { readonly value: unknown }): void;
  /** `value` is what a chunk returned that is `complete`. One that was cancelled may end after its execution. */
  onChunkFinish?(
    told: ObservedChunk & { readonly outcome: ChunkOutcome; readonly value: unknown },
  ): void;
  /** A chunk has failed, before `onChunkFinish`, whether or not somebody catches it. */
  onChunkError?(told: ObservedChunk & { readonly error: Error }): void;
  /** An event is sent, as the contract's schema returned it. */
  onSignal?(told: ObservedChunk & { readonly name: string; readonly value: unknown }): void;
  /** An item is put into the stream, as the contract's schema returned it. */
  onItem?(told: ObservedChunk & { readonly value: unknown }): void;
  /** A person is asked, has answered, has not in time, or need not any more; told of the whole execution. */
  onInterrupt?(told: ObservedExecution & { readonly news: InterruptNews }): void;
  /** A value is set as the result: by a chunk, or by `end()`, which has none. */
  onResult?(told: ObservedExecution & { readonly value: unknown; readonly chunk?: string }): void;
  /** It has failed or stalled, before `onFinish`. That it was cancelled is no failure. */
  onError?(told: ObservedExecution & { readonly error: Error }): void;
  /** The execution has ended, however it did. */
  onFinish?(told: ObservedExecution & { readonly status: ExecutionStatus }): void;
}

/** @throws {FlowError} `invalid-option` */
export function checkObservers(observers: readonly FlowObserver[] = []): readonly FlowObserver[] {
  // Types promise it, but plain JavaScript may pass a function, or one observer.
  check(Array.isArray(observers), 'observers', 'a list', observers);
  for (const observer of observers) {
    const isObserver = typeof observer === 'object' && observer !== null;
    check(isObserver, 'observers', 'objects with methods such as onFinish', observer);
  }
  return [...observers];
}

/** @throws {FlowError} `invalid-option` */
export function checkParent(parent: ParentRun | undefined): void {
  if (parent === undefined) return;
  const hasIds =
    typeof parent === 'object' &&
    parent !== null &&
    typeof parent.runId === 'string' &&
    (parent.rootRunId === undefined || typeof parent.rootRunId === 'string');
  check(hasIds, 'parent', 'an object with a `runId`', parent);
}
