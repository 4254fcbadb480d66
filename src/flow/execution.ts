// In: a flow's table, its options, and one input. Out: the one result, the stream, and how it ended.
// The stream ends with it on every path.
// Knows nothing of how steps are built.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { InstantEvent } from '../protocol/index.js';
import { breach, whenChecked, type Complaint, type Contract } from './contract.js';
import { ChunkStep } from './chunk-step.js';
import { Engine } from './engine.js';
import { ExecutionErrors } from './execution-errors.js';
import { createId } from './execution-id.js';
import type { ExecutionStatus } from './execution-status.js';
import { checkExecutionOptions, type ExecutionOptions } from './flow-options.js';
import type { InstantsOptions } from './instant-types.js';
import type { FlowInterrupt } from './interrupt-types.js';
import { Interrupts } from './interrupts.js';
import { Lifetime } from './lifetime.js';
import type { LoadedExecution } from './load-execution.js';
import { RunningData, type Surroundings } from './running-data.js';
import { RuntimeStream, type ReadOptions } from './runtime-stream.js';
import { saveExecution } from './save-execution.js';
import type { Scope } from './scope.js';
import type { FlowSnapshot } from './snapshot.js';
import type { StepTable } from './step.js';
import { takeUp } from './take-up.js';
import { Telling } from './telling.js';
import { createTrigger } from './trigger.js';

/** What an execution needs of its flow. */
export interface FlowHome {
  readonly name: string;
  readonly table: StepTable;
  readonly contract: Contract;
  readonly hasEnd: boolean;
  readonly flowState: Map<string, unknown>;
  readonly resources: Readonly<Record<string, unknown>>;
  /** The executions that are running. One is in here only while it runs. */
  readonly running: Set<RunningExecution>;
}

/** A result, and the chunk that set it. */
interface Outcome {
  readonly value: unknown;
  readonly chunk?: string;
}

export const START = createTrigger('start', 'start');

export class RunningExecution {
  readonly id: string;
  readonly stream: RuntimeStream<unknown>;
  readonly #telling: Telling;
  readonly #home: FlowHome;
  readonly #errors: ExecutionErrors;
  readonly #options: ReturnType<typeof checkExecutionOptions>;
  readonly #engine: Engine;
  readonly #interrupts: Interrupts;
  readonly #life: Lifetime;
  readonly #failures: Error[];
  readonly #state: Map<string, unknown>;
  #value: Outcome | undefined;

  /** `loaded` is what it goes on with, if it began elsewhere. */
  constructor(home: FlowHome, options: ExecutionOptions, loaded?: LoadedExecution) {
    this.id = loaded?.id ?? createId();
    this.#home = home;
    this.#errors = new ExecutionErrors(home.name);
    this.#options = checkExecutionOptions(options);
    const { timeoutMs, signal } = this.#options;
    this.#life = new Lifetime({
      timeoutMs,
      signal,
      errors: this.#errors,
      isWaiting: () => this.#isWaiting,
      onEnd: (status, error) => this.#onEnd(status, error),
    });
    this.stream = new RuntimeStream(this.#options.streamBuffer, loaded?.stream);
    this.#telling = new Telling(this.id, this.#options.streamBuffer);
    this.#failures = [...(loaded?.failures ?? [])];
    this.#state = new Map(loaded?.state);
    this.#value = loaded?.result;
    this.#engine = this.#createEngine();
    this.#interrupts = new Interrupts({
      engine: this.#engine,
      answers: home.contract.interrupts,
      tell: (news, isGivenUp) => {
        void this.stream.put(news);
        this.#telling.question(news, isGivenUp);
      },
      count: loaded?.asked ?? 0,
    });
    if (loaded !== undefined) this.#goOn(loaded);
  }

  get result(): Promise<unknown> {
    return this.#life.result;
  }

  get status(): ExecutionStatus {
    return this.#life.status;
  }

  get interrupts(): readonly FlowInterrupt[] {
    return this.#interrupts.pending.map(({ interrupt }) => interrupt);
  }

  get failures(): readonly Error[] {
    return this.#failures;
  }

  get counts(): { readonly signals: number; readonly jobs: number } {
    return this.#engine.counts;
  }

  /** A second start changes nothing. */
  start(input?: unknown): Promise<unknown> {
    if (!this.#life.isCreated) return this.result;
    this.#begin();
    const { root } = this.#engine;
    root.hold();
    this.#check(this.#home.contract.input, input, breach('The input'), (value) => {
      this.#engine.send(START, value, root);
      root.release();
    });
    return this.result;
  }

  async continueWith(asked: string | FlowInterrupt, answer?: unknown): Promise<void> {
    if (typeof asked === 'string') await this.#interrupts.answer(asked, undefined, answer);
    else await this.#interrupts.answer(asked.id, asked.name, answer);
  }

  idle(): Promise<ExecutionStatus> {
    return this.#life.idle();
  }

  async save(): Promise<FlowSnapshot> {
    while (this.status === 'running') await this.idle();
    const { status } = this;
    const { activity } = this.#engine;
    const pinned = status === 'waiting' ? activity.pinned : [];
    if ((status !== 'completed' && status !== 'waiting') || pinned.length > 0) {
      throw this.#errors.unsaved(status, pinned);
    }
    return saveExecution({
      flow: this.#home.name,
      id: this.id,
      status,
      table: this.#home.table,
      engine: this.#engine,
      pending: this.#interrupts.pending,
      asked: this.#interrupts.count,
      state: this.#state,
      flowState: this.#home.flowState,
      result: this.#value,
      failures: this.#failures,
      stream: this.stream.kept,
    });
  }

  cancel(reason?: unknown): void {
    this.#life.fail('cancelled', this.#errors.cancelled(reason));
  }

  getRuntimeStream(options?: ReadOptions): AsyncGenerator<unknown, void, undefined> {
    return this.stream.read(options);
  }

  instants(options?: InstantsOptions): AsyncGenerator<InstantEvent, void, undefined> {
    return this.#telling.read(options);
  }

  [Symbol.asyncIterator](): AsyncGenerator<InstantEvent, void, undefined> {
    return this.instants();
  }

  /** A value that all executions share has changed. */
  tellFlowState(key: string, value: unknown, scope: Scope = this.#engine.root): void {
    if (this.#life.isRunning) {
      this.#engine.send(createTrigger('flowState', key), value, scope);
    }
  }

  #begin(): void {
    this.#home.running.add(this);
    this.#life.begin();
  }

  #goOn(loaded: LoadedExecution): void {
    this.#begin();
    if (loaded.isCompleted) this.#life.complete(loaded.result?.value);
    else if (this.#life.isRunning) takeUp(loaded, this.#engine, this.#interrupts);
    for (const { interrupt } of this.#interrupts.pending) this.#telling.askAgain(interrupt);
  }

  #createEngine(): Engine {
    const { table, flowState, resources, running } = this.#home;
    const { concurrency, onError, resources: own } = this.#options;
    const engine = new Engine({
      table,
      concurrency,
      createData: (task, signal) => new RunningData(task, signal, around),
      onResult: (value) => (this.#value ??= { value }),
      onSettled: () => this.#settle(),
      onFailure: (error) => this.#onFailure(error),
      onIdle: () => {
        if (this.#isWaiting) this.#life.wakeIdlers();
      },
      onStep: ({ step, chunk, signal }, phase) => {
        if (step instanceof ChunkStep) this.#telling.step(chunk, phase, 'active', signal.id);
      },
      onPause: ({ name, payload, limit }, { chunk, step, signal: { scope }, done }) =>
        this.#interrupts.open({ name, chunk, payload }, limit, { step, scope, done }),
    });
    const around: Surroundings = {
      executionId: this.id,
      engine,
      cancels: onError === 'cancel',
      contract: this.#home.contract,
      stream: this.stream,
      telling: this.#telling,
      state: this.#state,
      flowState,
      resources: new Map(Object.entries({ ...resources, ...own })),
      setResult: (value, chunk) => (this.#value = { value, chunk }),
      announce: (key, value, scope) => {
        for (const each of running)
          each.tellFlowState(key, value, each === this ? scope : undefined);
      },
    };
    return engine;
  }

  get #isWaiting(): boolean {
    return this.#interrupts.size > 0 && this.#engine.isIdle;
  }

  /** Nothing runs and nothing waits to run. */
  #settle(): void {
    const { notes } = this.#engine;
    const [failure] = this.#failures;
    if (this.#value !== undefined) this.#complete(this.#value);
    else if (failure !== undefined) this.#life.fail('failed', failure);
    else if (!this.#home.hasEnd && notes.length === 0) this.#life.complete(undefined);
    else this.#life.fail('stalled', this.#errors.stalled(notes));
  }

  #complete({ value, chunk }: Outcome): void {
    this.#check(this.#home.contract.result, value, breach('The result', chunk), (checked) => {
      this.#value = { value: checked };
      this.#life.complete(checked);
    });
  }

  /** Goes on with what the schema returns; what does not fit ends the execution. */
  #check(
    schema: StandardSchemaV1 | undefined,
    value: unknown,
    complaint: Complaint,
    goOn: (value: unknown) => void,
  ): void {
    const whileRunning = <Given>(next: (given: Given) => void) => {
      return (given: Given) => {
        if (this.#life.isRunning) next(given);
      };
    };
    const fail = (error: Error) => {
      this.#failures.push(error);
      this.#life.fail('failed', error);
    };
    void whenChecked(schema, value, complaint, whileRunning(goOn), whileRunning(fail));
  }

  #onFailure(error: Error): boolean {
    this.#failures.push(error);
    if (this.#options.onError === 'cancel') this.#life.fail('failed', error);
    return true;
  }

  #onEnd(status: ExecutionStatus, error: Error | undefined): void {
    this.#home.running.delete(this);
    if (error !== undefined && status !== 'stalled') this.#engine.stop(error);
    this.stream.end(error);
    this.#telling.end(status, error, this.#value?.value);
  }
}
