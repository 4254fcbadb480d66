// In: a list, or what is none. Out: one branch for each item, then the list of their values in the same order.
// Knows nothing of what a branch does.

import { openGroup } from './group.js';
import type { Signal, Step, StepPort } from './step.js';
import type { Trigger } from './trigger.js';

export class ForEachStep implements Step {
  readonly name: string;
  readonly #item: Trigger;
  readonly out: Trigger;
  readonly #concurrency: number;

  constructor(name: string, item: Trigger, out: Trigger, concurrency: number) {
    this.name = name;
    this.#item = item;
    this.out = out;
    this.#concurrency = concurrency;
  }

  receive(port: StepPort, { value, scope }: Signal): void {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    openGroup(port, {
      owner: this,
      size: items.length,
      concurrency: this.#concurrency,
      scope,
      start: (index, item) => port.send(this.#item, items[index], item),
      done: (values) => port.send(this.out, values, scope),
    });
  }
}
