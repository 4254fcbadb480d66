// In: how many items, and how to start one. Out: their values in order, when the work of all of them is over.
// An item is over when everything it started is, loops included; its value is the last that reached the group's end.
// Knows nothing of what the items are.

import { FlowError } from './error.js';
import type { Scope } from './scope.js';
import type { Signal, Step, StepPort } from './step.js';

/** What the items of a group know it by. */
export interface GroupOwner {
  readonly name: string;
}

export interface GroupOptions {
  readonly owner: GroupOwner;
  readonly size: number;
  /** How many items may be at work at once. */
  readonly concurrency: number;
  /** The scope the group stands in. */
  readonly scope: Scope;
  readonly start: (index: number, scope: Scope) => void;
  readonly done: (values: readonly unknown[]) => void;
}

/** Begins a group; one of no items is done at once. */
export function openGroup(port: StepPort, options: GroupOptions): void {
  if (options.size === 0) options.done([]);
  else new Group(port, options).feed();
}

class Group {
  readonly #port: StepPort;
  readonly #options: GroupOptions;
  readonly #values: unknown[];
  readonly #isFilled: boolean[] = [];
  #filled = 0;
  #started = 0;
  #settled = 0;
  #isFeeding = false;

  constructor(port: StepPort, options: GroupOptions) {
    this.#port = port;
    this.#options = options;
    this.#values = Array.from({ length: options.size });
  }

  /** Starts items while there is room. One that ends at once comes back here, and must not start the next inside itself. */
  feed(): void {
    if (this.#isFeeding) return;
    this.#isFeeding = true;
    const { size, concurrency } = this.#options;
    while (this.#started < size && this.#started - this.#settled < concurrency) {
      this.#start(this.#started++);
    }
    this.#isFeeding = false;
    if (this.#settled === size) this.#end();
  }

  #start(index: number): void {
    const { owner, scope, start } = this.#options;
    const hooks = { onSettled: () => this.#settle(item) };
    const fill = (value: unknown) => this.#fill(index, value);
    const item = this.#port.openScope(scope, hooks, { owner, fill });
    item.hold();
    start(index, item);
    item.release();
  }

  #fill(index: number, value: unknown): void {
    if (this.#isFilled[index] !== true) this.#filled++;
    this.#isFilled[index] = true;
    this.#values[index] = value;
  }

  #settle(item: Scope): void {
    this.#settled++;
    if (item.reason === undefined) this.feed();
  }

  #end(): void {
    const { size, owner, done } = this.#options;
    if (this.#filled === size) done(this.#values);
    else {
      this.#port.noteWaiting(
        `${owner.name} has the values of ${this.#filled} of ${size} items: the others ended on the way.`,
      );
    }
  }
}

/** Where the branch of an item ends: gives its value to the item. */
export class GroupEndStep implements Step {
  readonly name: string;
  readonly #owner: GroupOwner;

  constructor(name: string, owner: GroupOwner) {
    this.name = name;
    this.#owner = owner;
  }

  receive(_: StepPort, { scope, value, trigger }: Signal): void {
    let layer: Scope | undefined = scope.layer;
    while (layer !== undefined && layer.place?.owner !== this.#owner) layer = layer.parent?.layer;
    if (layer?.place === undefined) {
      throw new FlowError(
        'stray-signal',
        `${this.name} was reached from ${trigger.name}, outside any item of ${this.#owner.name}. ` +
          'Send what sets this branch going from within an item.',
      );
    }
    layer.place.fill(value);
  }
}
