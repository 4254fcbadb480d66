// In: a signal. Out: a chunk run on its value; what it returns goes to those behind this step and to those who wait for the chunk.
// Also the small steps that only pass a value on.
// Knows nothing of how many others run.

import type { RunnableChunk } from './chunk.js';
import type { StepLimits } from './flow-options.js';
import type { Scope } from './scope.js';
import type { Signal, Step, StepPort } from './step.js';
import type { Trigger } from './trigger.js';

export class ChunkStep implements Step {
  readonly chunk: RunnableChunk;
  readonly out: Trigger;
  readonly concurrency: number;
  readonly maxQueued: number;

  constructor(chunk: RunnableChunk, out: Trigger, { concurrency, maxQueued }: StepLimits) {
    this.chunk = chunk;
    this.out = out;
    this.concurrency = concurrency;
    this.maxQueued = maxQueued;
  }

  get name(): string {
    return this.chunk.name;
  }

  get label(): string {
    return `chunk ${this.chunk.name}`;
  }

  receive(port: StepPort, signal: Signal): void {
    const { chunk, concurrency } = this;
    port.call({
      chunk: chunk.name,
      signal,
      step: this,
      concurrency,
      asks: true,
      // The data is of the chunk's own input, which the types of `to` have seen to.
      run: (data) => chunk.handler(data as never),
      done: (value) => this.goOn(port, value, signal.scope),
    });
  }

  /** Sends on what the chunk returned. */
  goOn(port: StepPort, value: unknown, scope: Scope): void {
    port.send(this.out, value, scope);
    port.send(this.chunk.trigger, value, scope);
  }
}

/** Sends what comes on to another trigger, changed by `shape` if there is one. */
export class RelayStep implements Step {
  readonly name: string;
  readonly #out: Trigger;
  readonly #shape: (signal: Signal) => unknown;

  constructor(
    name: string,
    out: Trigger,
    shape: (signal: Signal) => unknown = ({ value }) => value,
  ) {
    this.name = name;
    this.#out = out;
    this.#shape = shape;
  }

  receive(port: StepPort, signal: Signal): void {
    port.send(this.#out, this.#shape(signal), signal.scope);
  }
}

/** Makes the first value that comes the result. */
export class EndStep implements Step {
  readonly name = 'end';

  receive(port: StepPort, signal: Signal): void {
    port.setFirstResult(signal.value);
  }
}
