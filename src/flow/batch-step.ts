// In: a value. Out: what every branch makes of it, by the branches' names.
// Knows nothing of what a branch does.

import { setOwn, type JsonObject } from '../internal/own.js';
import { openGroup, type GroupStep } from './group.js';
import type { Scope } from './scope.js';
import type { Signal, StepPort } from './step.js';
import type { Trigger } from './trigger.js';

/** A branch: its name in the value of the batch, and what sets it going. */
export interface Branch {
  readonly name: string;
  readonly start: Trigger;
}

export class BatchStep implements GroupStep {
  readonly name: string;
  readonly concurrency: number;
  readonly #branches: readonly Branch[];
  readonly #out: Trigger;

  constructor(name: string, branches: readonly Branch[], out: Trigger, concurrency: number) {
    this.name = name;
    this.concurrency = concurrency;
    this.#branches = branches;
    this.#out = out;
  }

  /** Values are saved by the order of the branches. */
  get label(): string {
    return `batch of ${this.#branches.map(({ name }) => name).join(', ')}`;
  }

  get owner(): this {
    return this;
  }

  receive(port: StepPort, { value, scope }: Signal): void {
    openGroup(port, { step: this, input: value, size: this.sizeOf(), scope });
  }

  sizeOf(): number {
    return this.#branches.length;
  }

  beginItem(port: StepPort, input: unknown, index: number, scope: Scope): void {
    const branch = this.#branches[index];
    if (branch !== undefined) port.send(branch.start, input, scope);
  }

  endGroup(port: StepPort, _: unknown, values: readonly unknown[], scope: Scope): void {
    const named: JsonObject = {};
    for (const [index, { name }] of this.#branches.entries()) setOwn(named, name, values[index]);
    port.send(this.#out, named, scope);
  }
}
