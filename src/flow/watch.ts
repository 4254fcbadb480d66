// In: what happens in an execution, and those who observe it. Out: each of them told, with the run it is told of.
// What an observer throws is reported to the platform and concerns nobody here.
// Knows nothing of what they do with it.

import { reportUncaught } from '../internal/report-error.js';
import type { ProgressPhase } from '../protocol/index.js';
import type { ExecutionStatus } from './execution-status.js';
import type { InterruptNews } from './interrupt-types.js';
import type {
  ChunkOutcome,
  FlowObserver,
  ObservedChunk,
  ParentRun,
  RunContext,
} from './observer.js';
import type { Call } from './step.js';

export interface WatchOptions {
  readonly flow: string;
  readonly executionId: string;
  readonly parent: ParentRun | undefined;
  /** Those of what is around come first; who is named twice is told once. */
  readonly observers: Iterable<FlowObserver>;
  /** What a step is called where an execution is saved. */
  readonly nameOf: (call: Call) => string;
}

const OUTCOMES: Readonly<Record<Exclude<ProgressPhase, 'begin'>, ChunkOutcome>> = {
  end: 'complete',
  wait: 'waiting',
  fail: 'failed',
  cancel: 'cancelled',
};

export class Watch {
  readonly run: RunContext;
  readonly observers: ReadonlySet<FlowObserver>;
  readonly #options: WatchOptions;
  #hasBegun = false;

  constructor(options: WatchOptions) {
    const { executionId, parent, observers } = options;
    this.#options = options;
    this.observers = new Set(observers);
    const rootRunId = parent?.rootRunId ?? parent?.runId ?? executionId;
    this.run = {
      runId: executionId,
      ...(parent && { parentRunId: parent.runId }),
      rootRunId,
    };
  }

  /** A signal reaches a step once, so the two of them tell calls apart, here and wherever the execution goes on. */
  runOf(call: Call): RunContext {
    const { runId, rootRunId } = this.run;
    const own = `${runId}/${call.signal.id}/${this.#options.nameOf(call)}`;
    return { runId: own, parentRunId: runId, rootRunId };
  }

  start(input: unknown, isResumed: boolean): void {
    this.#hasBegun = true;
    this.#tell((observer) => observer.onStart?.({ ...this.#told, input, isResumed }));
  }

  /** `came` is what the call returned, or failed with. */
  step(call: Call, phase: ProgressPhase, came: unknown): void {
    if (this.observers.size === 0) return;
    const told = this.#of(call);
    if (phase === 'begin') {
      const { value } = call.signal;
      return this.#tell((observer) => observer.onChunkStart?.({ ...told, value }));
    }
    if (phase === 'fail' && came instanceof Error) {
      this.#tell((observer) => observer.onChunkError?.({ ...told, error: came }));
    }
    const outcome = OUTCOMES[phase];
    const value = outcome === 'complete' ? came : undefined;
    this.#tell((observer) => observer.onChunkFinish?.({ ...told, outcome, value }));
  }

  signal(call: Call, name: string, value: unknown): void {
    this.#tell((observer) => observer.onSignal?.({ ...this.#of(call), name, value }));
  }

  item(call: Call, value: unknown): void {
    this.#tell((observer) => observer.onItem?.({ ...this.#of(call), value }));
  }

  question(news: InterruptNews): void {
    this.#tell((observer) => observer.onInterrupt?.({ ...this.#told, news }));
  }

  result(value: unknown, chunk?: string): void {
    const by = chunk === undefined ? undefined : { chunk };
    this.#tell((observer) => observer.onResult?.({ ...this.#told, value, ...by }));
  }

  finish(status: ExecutionStatus, error: Error | undefined): void {
    if (!this.#hasBegun) return;
    if (error !== undefined && status !== 'cancelled') {
      this.#tell((observer) => observer.onError?.({ ...this.#told, error }));
    }
    this.#tell((observer) => observer.onFinish?.({ ...this.#told, status }));
  }

  get #told() {
    return { flow: this.#options.flow, run: this.run };
  }

  #of(call: Call): ObservedChunk {
    const { chunk, signal } = call;
    return { ...this.#told, run: this.runOf(call), chunk, signalId: signal.id };
  }

  #tell(what: (observer: FlowObserver) => unknown): void {
    for (const observer of this.observers) {
      try {
        // What is async without being asked to is reported like the rest.
        Promise.resolve(what(observer)).catch(reportUncaught);
      } catch (thrown) {
        reportUncaught(thrown);
      }
    }
  }
}
