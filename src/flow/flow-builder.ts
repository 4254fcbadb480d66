// In: a name and what all executions share. Out: a flow that can be built, and started any number of times.
// It knows its executions only while they run.
// Knows nothing of types: those are of `TriggerFlow`.

import { ChainBuilder } from './chain-builder.js';
import type { RunnableChunk } from './chunk.js';
import type { Contract } from './contract.js';
import { Definition } from './definition.js';
import { RunningExecution, START, type FlowHome } from './execution.js';
import type { ExecutionOptions } from './flow-options.js';
import { readSnapshot } from './load-execution.js';

interface FlowParts {
  readonly name: string;
  readonly resources: Readonly<Record<string, unknown>>;
  readonly contract: Contract;
}

type Handler = (data: never) => unknown;

export class FlowBuilder extends ChainBuilder {
  readonly name: string;
  readonly #flowState = new Map<string, unknown>();
  readonly #running = new Set<RunningExecution>();
  readonly #parts: FlowParts;

  constructor(parts: FlowParts) {
    super(new Definition(parts.name), START, START);
    this.name = parts.name;
    this.#parts = parts;
  }

  chunk(name: string | Handler, handler?: Handler): RunnableChunk {
    const given = typeof name === 'string' ? handler : name;
    if (typeof given === 'function') {
      return this.definition.chunkOf(given, typeof name === 'string' ? name : undefined);
    }
    throw this.definition.refuse('chunk() takes a function, or a name and a function.');
  }

  chain(): ChainBuilder {
    const start = this.definition.createPoint('chain');
    return new ChainBuilder(this.definition, start, start);
  }

  createExecution(options: ExecutionOptions = {}): RunningExecution {
    return new RunningExecution(this.#home, options);
  }

  loadExecution(snapshot: unknown, options: ExecutionOptions = {}): RunningExecution {
    const home = this.#home;
    const loaded = readSnapshot(snapshot, this.name, home.table);
    const execution = new RunningExecution(home, options, loaded);
    // What others have changed since then is newer.
    for (const [key, value] of loaded.flowState) {
      if (!this.#flowState.has(key)) this.#flowState.set(key, value);
    }
    return execution;
  }

  get #home(): FlowHome {
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
