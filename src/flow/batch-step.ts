// In: a value. Out: what every branch makes of it, by the branches' names.
// Knows nothing of what a branch does.

import { setOwn, type JsonObject } from '../internal/own.js';
import { openGroup } from './group.js';
import type { Signal, Step, StepPort } from './step.js';
import type { Trigger } from './trigger.js';

/** A branch: its name in the value of the batch, and what sets it going. */
export interface Branch {
  readonly name: string;
  readonly start: Trigger;
}

export class BatchStep implements Step {
  readonly name: string;
  readonly #branches: readonly Branch[];
  readonly #out: Trigger;
  readonly #concurrency: number;

  constructor(name: string, branches: readonly Branch[], out: Trigger, concurrency: number) {
    this.name = name;
    this.#branches = branches;
    this.#out = out;
    this.#concurrency = concurrency;
  }

  receive(port: StepPort, { value, scope }: Signal): void {
    const branches = this.#branches;
    openGroup(port, {
      owner: this,
      size: branches.length,
      concurrency: this.#concurrency,
      scope,
      start(index, item) {
        const branch = branches[index];
        if (branch !== undefined) port.send(branch.start, value, item);
      },
      done: (values) => port.send(this.#out, this.#byName(values), scope),
    });
  }

  #byName(values: readonly unknown[]): JsonObject {
    const named: JsonObject = {};
    for (const [index, { name }] of this.#branches.entries()) setOwn(named, name, values[index]);
    return named;
  }
}
