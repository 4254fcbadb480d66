// In: a flow's table, its options, and one input. Out: the one result, the stream, and how it ended.
// The stream ends with it on every path. As a part of another execution it shares that one's turns, places and stream.
// Knows nothing of how steps are built.

import type { InstantEvent } from '../protocol/index.js';
import { breach, type Contract } from './contract.js';
import { Engine } from './engine.js';
import { ExecutionErrors } from './execution-errors.js';
import { createId } from './execution-id.js';
import type { ExecutionHost, PartRequest } from './execution-part.js';
import type { ExecutionStatus } from './execution-status.js';
import { checkExecutionOptions, checkReadOptions, type ExecutionOptions } from './flow-options.js';
import type { InstantsOptions } from './instant-types.js';
import type { FlowInterrupt } from './interrupt-types.js';
import { Interrupts, newsOf } from './interrupts.js';
import { PartSink, type ItemSink } from './item-sink.js';
import { Lifetime } from './lifetime.js';
import { keptItems, type LoadedExecution } from './load-execution.js';
import { Resources } from './resources.js';
import { RunningData } from './running-data.js';
import { RuntimeStream, type ReadOptions } from './runtime-stream.js';
import { saveWhenIdle } from './save-execution.js';
import type { Scope } from './scope.js';
import { Settling, type Outcome } from './settling.js';
import type { FlowSnapshot } from './snapshot.js';
import { standingOf, standIn, type Standing } from './standing.js';
import type { FlowHome } from './step.js';
import { StateValues } from './state-values.js';
import { SubFlows, type PartExecution } from './sub-flows.js';
import type { Surroundings } from './surroundings.js';
import { takeUp } from './take-up.js';
import { tellCalls } from './tell-calls.js';
import { Telling } from './telling.js';
import { createTrigger, START } from './trigger.js';
import { Watch } from './watch.js';

export class RunningExecution implements PartExecution {
  readonly id: string;
  /** Of the whole. */
  readonly rootId: string;
  readonly home: FlowHome;
  readonly engine: Engine;
  readonly flows: SubFlows;
  readonly answers: Contract['interrupts'];
  readonly state: StateValues;
  readonly sink: ItemSink;
  /** Of the whole, also in a part. */
  readonly stream: RuntimeStream<unknown>;
  readonly #standing: Standing;
  readonly #telling: Telling;
  readonly #watch: Watch;
  readonly #errors: ExecutionErrors;
  readonly #options: ReturnType<typeof checkExecutionOptions>;
  readonly #interrupts: Interrupts;
  readonly #life: Lifetime;
  readonly #host: ExecutionHost | undefined;
  readonly #resources: Resources;
  readonly #settling: Settling;

  /** `loaded` is what it goes on with, if it began elsewhere; `host` is the execution around a part. */
  constructor(
    home: FlowHome,
    options: ExecutionOptions,
    loaded?: LoadedExecution,
    host?: ExecutionHost,
  ) {
    const kept = loaded ?? host?.loaded;
    this.id = kept?.id ?? createId();
    this.rootId = host?.rootId ?? this.id;
    this.home = home;
    this.#host = host;
    this.#standing = host?.standing ?? standingOf(home);
    this.#errors = new ExecutionErrors(home.name);
    this.#options = checkExecutionOptions(options);
    const { timeoutMs, signal, streamBuffer, resources, onError, observers } = this.#options;
    this.#resources = new Resources({ ...home.resources, ...resources });
    this.#watch = new Watch({
      flow: home.name,
      executionId: this.id,
      parent: host?.watch.run ?? this.#options.parent,
      observers: [...(host?.watch.observers ?? []), ...home.observers, ...observers],
      nameOf: ({ step, chunk }) => home.table.names.get(step) ?? chunk,
    });
    this.#life = new Lifetime({
      timeoutMs,
      signal,
      errors: this.#errors,
      isWaiting: () => this.#isWaiting,
      onEnd: (status, error) => this.#onEnd(status, error),
    });
    this.#settling = new Settling({
      home,
      life: this.#life,
      errors: this.#errors,
      onError,
      kept: { result: kept?.result, failures: kept?.failures },
      onSet: (value, chunk) => this.#watch.result(value, chunk),
      // The whole is at work, and a part not over, while a schema has not answered.
      onLater: (later) => this.engine.activity.until(later, host?.scope),
    });
    this.stream = host?.stream ?? new RuntimeStream(streamBuffer, loaded && keptItems(loaded));
    this.#telling = host?.telling ?? new Telling(this.id, streamBuffer);
    this.sink = host === undefined ? this.stream : new PartSink(host, kept?.isStreamEnded);
    this.state = new StateValues(kept?.state ?? Object.entries(host?.given.state ?? {}));
    this.answers = { ...host?.answers, ...home.contract.interrupts };
    this.engine = this.#createEngine();
    this.flows = new SubFlows(this.engine, (request) => this.#createPart(request));
    this.#interrupts =
      host?.interrupts ??
      new Interrupts({
        engine: this.engine,
        tell: (news, isGivenUp) => {
          void this.stream.put(news, newsOf(news));
          this.#telling.question(news, isGivenUp);
          this.#watch.question(news);
        },
        count: loaded?.asked ?? 0,
      });
    if (kept !== undefined) this.engine.takeUp(kept.notes, loaded?.signals);
    if (loaded !== undefined) this.#goOn(loaded);
    else if (kept !== undefined) this.#begin(undefined, true);
  }

  get result(): Promise<unknown> {
    return this.#life.result;
  }

  get status(): ExecutionStatus {
    return this.#life.status;
  }

  get value(): Outcome | undefined {
    return this.#settling.value;
  }

  get failures(): readonly Error[] {
    return this.#settling.failures.kept;
  }

  get failureCount(): number {
    return this.#settling.failures.count;
  }

  get interrupts(): readonly FlowInterrupt[] {
    return this.#interrupts.pending.map(({ interrupt }) => interrupt);
  }

  get counts(): { readonly signals: number; readonly jobs: number } {
    return this.engine.counts;
  }

  /** A second start changes nothing. */
  start(input?: unknown): Promise<unknown> {
    if (!this.#life.isCreated) return this.result;
    this.#begin(input);
    const { root } = this.engine;
    root.hold();
    const { input: schema } = this.home.contract;
    const later = this.#settling.check(schema, input, breach('The input'), (value) =>
      this.engine.send(START, value, root),
    );
    if (later === undefined) root.release();
    else void later.finally(() => root.release());
    return this.result;
  }

  continueWith(asked: string | FlowInterrupt, answer?: unknown): Promise<void> {
    return this.#interrupts.answer(asked, answer);
  }

  idle(): Promise<ExecutionStatus> {
    return this.#life.idle();
  }

  save(): Promise<FlowSnapshot> {
    return saveWhenIdle(this, this.#interrupts, this.#errors);
  }

  setResource(name: string, value: unknown): void {
    this.#resources.set(name, value);
  }

  setConcurrency(concurrency: number): void {
    this.engine.gate.resize(concurrency);
  }

  cancel(reason?: unknown): void {
    this.#life.fail('cancelled', this.#errors.cancelled(reason));
  }

  getRuntimeStream(options?: ReadOptions): AsyncGenerator<unknown, void, undefined> {
    return this.stream.read(checkReadOptions(options));
  }

  instants(options?: InstantsOptions): AsyncGenerator<InstantEvent, void, undefined> {
    return this.#telling.read(options);
  }

  [Symbol.asyncIterator](): AsyncGenerator<InstantEvent, void, undefined> {
    return this.instants();
  }

  /** A value that all executions share has changed. */
  tellFlowState(key: string, read: () => unknown, scope: Scope = this.engine.root): void {
    if (this.#life.isRunning) this.engine.sendRead(createTrigger('flowState', key), read, scope);
  }

  #begin(input: unknown, isResumed = false): void {
    this.home.running.add(this, this.home.table.listeners.keys(), this.#host === undefined);
    this.#watch.start(input, isResumed);
    // Who is told of it may end it.
    if (this.#life.isCreated) this.#life.begin();
  }

  #goOn(loaded: LoadedExecution): void {
    this.#begin(undefined, true);
    if (loaded.isCompleted) this.#life.complete(loaded.result?.value);
    else if (this.#life.isRunning) takeUp(loaded, this, this.#interrupts);
    this.#telling.askAgain(this.interrupts);
  }

  #createEngine(): Engine {
    const { table, flowState, running } = this.home;
    const { within } = this.#standing;
    const engine = new Engine({
      host: this.#host,
      table,
      concurrency: this.#options.concurrency,
      createData: (task, call) => new RunningData(task, call, around),
      onResult: (value) => this.#settling.setFirst(value),
      onSettled: () => this.#settling.settle(engine.notes),
      onFailure: (error) => this.#settling.fail(error),
      onAborted: (reason) => this.#life.fail('cancelled', reason),
      onIdle: () => {
        if (!this.#isWaiting) return;
        engine.activity.tellLenders();
        this.#life.wakeIdlers();
      },
      ...tellCalls(this.#telling, this.#watch, within),
      onFlow: (step, signal) => this.flows.call(step, signal),
      onPause: ({ name, payload, limit }, { chunk, step, signal: { scope }, done }) => {
        const asked = { name, chunk, payload, ...within };
        this.#interrupts.open(asked, limit, { step, scope, answers: this.answers, done });
      },
    });
    const around: Surroundings = {
      executionId: this.id,
      rootExecutionId: this.rootId,
      engine,
      cancels: this.#options.onError === 'cancel',
      contract: this.home.contract,
      stream: this.sink,
      telling: this.#telling,
      within,
      watch: this.#watch,
      state: this.state,
      flowState,
      resources: this.#resources,
      setResult: (value, chunk) => this.#settling.set(value, chunk),
      announce: (key, read, scope) => running.announce(key, read, this, scope),
    };
    return engine;
  }

  /** An execution of another flow, as a part of this one. */
  #createPart(request: PartRequest): RunningExecution {
    const { onError } = this.#options;
    const resources = request.step.handOn(this.#resources);
    return new RunningExecution(request.step.home, { onError, resources }, undefined, {
      ...request,
      rootId: this.rootId,
      standing: standIn(this.#standing, request.step),
      engine: this.engine,
      interrupts: this.#interrupts,
      answers: this.answers,
      stream: this.stream,
      telling: this.#telling,
      watch: this.#watch,
      sink: this.sink,
      schema: this.home.contract.stream,
      failures: this.#settling.failures,
      onError,
    });
  }

  get #isWaiting(): boolean {
    return this.#interrupts.size > 0 && this.engine.isIdle;
  }

  #onEnd(status: ExecutionStatus, error: Error | undefined): void {
    this.home.running.remove(this);
    if (error !== undefined && status !== 'stalled') this.engine.stop(error);
    this.sink.end(error);
    this.#watch.finish(status, error);
    const host = this.#host;
    if (host === undefined) return this.#telling.end(status, error, this.value?.value);
    if (status === 'completed') host.failures.addAll(this.#settling.failures);
    host.onEnd({ status, value: this.value?.value, error });
  }
}
