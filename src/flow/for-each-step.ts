// In: a list, or what is none. Out: one branch for each item, then the list of their values in the same order.
// Knows nothing of what a branch does.

import { openGroup, type GroupStep } from './group.js';
import type { Scope } from './scope.js';
import type { Signal, StepPort } from './step.js';
import type { Trigger } from './trigger.js';

export class ForEachStep implements GroupStep {
  readonly name: string;
  readonly label = 'forEach';
  readonly out: Trigger;
  readonly concurrency: number;
  readonly #item: Trigger;

  constructor(name: string, item: Trigger, out: Trigger, concurrency: number) {
    this.name = name;
    this.out = out;
    this.concurrency = concurrency;
    this.#item = item;
  }

  get owner(): this {
    return this;
  }

  receive(port: StepPort, { value, scope }: Signal): void {
    // The items begin one after the other, and whose list it is may change it meanwhile.
    const input: readonly unknown[] = Array.isArray(value) ? [...value] : [value];
    openGroup(port, { step: this, input, size: input.length, scope });
  }

  sizeOf(input: unknown): number | undefined {
    return Array.isArray(input) ? input.length : undefined;
  }

  beginItem(port: StepPort, input: readonly unknown[], index: number, scope: Scope): void {
    port.send(this.#item, input[index], scope);
  }

  endGroup(port: StepPort, _: unknown, values: readonly unknown[], scope: Scope): void {
    port.send(this.out, values, scope);
  }
}
