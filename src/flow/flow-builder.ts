// In: a name and what all executions share. Out: a flow that can be built, and started any number of times.
// It knows its executions only while they run.
// Knows nothing of types: those are of `TriggerFlow`.

import { ChainBuilder } from './chain-builder.js';
import type { RunnableChunk } from './chunk.js';
import type { Contract } from './contract.js';
import { Definition } from './definition.js';
import { describeContract } from './describe-contract.js';
import { describeFlow } from './describe-flow.js';
import type { FlowDescription } from './description.js';
import { RunningExecution } from './execution.js';
import { checkChunkOptions, type ChunkOptions, type ExecutionOptions } from './flow-options.js';
import { readSnapshot } from './load-execution.js';
import type { LoadedPart } from './load-part.js';
import type { FlowObserver } from './observer.js';
import type { Plan } from './plan.js';
import { RunningExecutions } from './running-executions.js';
import { StateValues } from './state-values.js';
import type { FlowHome } from './step.js';
import { checkFlows, type FlowSource } from './sub-flow-step.js';
import { START } from './trigger.js';

interface FlowParts {
  readonly name: string;
  readonly resources: Readonly<Record<string, unknown>>;
  readonly contract: Contract;
  readonly observers: readonly FlowObserver[];
}

type Handler = (data: never) => unknown;

export class FlowBuilder extends ChainBuilder implements FlowSource {
  readonly name: string;
  readonly #flowState = new StateValues();
  readonly #running = new RunningExecutions();
  readonly #parts: FlowParts;

  constructor(parts: FlowParts) {
    super(new Definition(parts.name), { head: START, tail: START, spot: 0 });
    this.name = parts.name;
    this.#parts = parts;
  }

  chunk(name: string | Handler, handler?: Handler, options: ChunkOptions = {}): RunnableChunk {
    const emits = checkChunkOptions(options);
    if (typeof name === 'string' && typeof handler === 'function') {
      return this.definition.chunkOf(handler, name, emits);
    }
    if (typeof name === 'function' && handler === undefined) return this.definition.chunkOf(name);
    throw this.definition.refuse('chunk() takes a function, or a name and a function.');
  }

  chain(): ChainBuilder {
    const start = this.definition.createPoint('chain');
    const spot = this.definition.plan.add({ kind: 'chain' });
    return new ChainBuilder(this.definition, { head: start, tail: start, spot });
  }

  describe(): FlowDescription {
    return { ...describeFlow(this), ...describeContract(this.contract) };
  }

  get contract(): Contract {
    return this.#parts.contract;
  }

  get executions(): ReadonlyMap<string, unknown> {
    return this.#running.byId;
  }

  createExecution(options: ExecutionOptions = {}): RunningExecution {
    checkFlows(this);
    return new RunningExecution(this.home, options);
  }

  loadExecution(snapshot: unknown, options: ExecutionOptions = {}): RunningExecution {
    checkFlows(this);
    const { home } = this;
    const loaded = readSnapshot(snapshot, home);
    const execution = new RunningExecution(home, options, loaded);
    fillFlowState(loaded);
    for (const { part } of loaded.calls) fillFlowState(part);
    return execution;
  }

  protected override get source(): FlowSource {
    return this;
  }

  get plan(): Plan {
    return this.definition.plan;
  }

  get flows(): ReadonlySet<FlowSource> {
    return this.definition.flows;
  }

  get home(): FlowHome {
    return {
      ...this.#parts,
      table: this.definition.table,
      hasEnd: this.definition.hasEnd,
      flowState: this.#flowState,
      running: this.#running,
    };
  }

  start(input?: unknown, options?: ExecutionOptions): Promise<unknown> {
    return this.createExecution(options).start(input);
  }

  getRuntimeStream(
    input?: unknown,
    options?: ExecutionOptions,
  ): AsyncGenerator<unknown, void, undefined> {
    const execution = this.createExecution(options);
    return execution.stream.read({
      onJoin: () => void execution.start(input),
      onLeave: () => execution.cancel('its only reader has left'),
    });
  }
}

/** What others have changed since it was saved is newer. */
function fillFlowState({ home, flowState }: LoadedPart): void {
  for (const [key, value] of flowState) {
    if (!home.flowState.has(key)) home.flowState.set(key, value);
  }
}
