// In: how many items, and how to start one. Out: their values in order, when the work of all of them is over.
// An item is over when everything it started is, loops included; its value is the last that reached the group's end.
// Knows nothing of what the items are.

import { FlowError } from './error.js';
import type { Place, Scope } from './scope.js';
import { Seats, type Seat } from './seats.js';
import type { Signal, Step, StepPort } from './step.js';

/** What the items of a group know it by. */
export interface GroupOwner {
  readonly name: string;
}

/** The step that opens groups. All it needs is in a group's input, so a group may be gone on with elsewhere. */
export interface GroupStep extends Step {
  readonly owner: GroupOwner;
  /** How many items of a group may be at work at once. */
  readonly concurrency: number;
  /** How many items a group has; undefined for what cannot be a group's input. */
  sizeOf(input: unknown): number | undefined;
  beginItem(port: StepPort, input: unknown, index: number, scope: Scope): void;
  endGroup(port: StepPort, input: unknown, values: readonly unknown[], scope: Scope): void;
}

export interface GroupOptions {
  readonly step: GroupStep;
  readonly input: unknown;
  readonly size: number;
  /** The scope the group stands in. */
  readonly scope: Scope;
}

/** Begins a group; one of no items is done at once. */
export function openGroup(port: StepPort, options: GroupOptions): void {
  const { step, input, size, scope } = options;
  if (size === 0) step.endGroup(port, input, [], scope);
  else new Group(port, options).feed();
}

export class Group {
  readonly options: GroupOptions;
  readonly #port: StepPort;
  readonly #seats: Seats;
  readonly #values = new Map<number, unknown>();
  #started = 0;
  #settled = 0;
  #isFeeding = false;

  constructor(port: StepPort, options: GroupOptions) {
    this.options = options;
    this.#port = port;
    this.#seats = new Seats(options.step.concurrency, () => this.#feedOn());
  }

  /** How many items have been started. They start in their order. */
  get started(): number {
    return this.#started;
  }

  /** The values there are, by the index of their item. */
  get values(): ReadonlyMap<number, unknown> {
    return this.#values;
  }

  /** Starts items while there is room. One that ends at once comes back here, and must not start the next inside itself. */
  feed(): void {
    if (this.#isFeeding) return;
    this.#isFeeding = true;
    const { size } = this.options;
    while (this.#started < size && this.#seats.hasRoom) {
      this.#start(this.#started++);
    }
    this.#isFeeding = false;
    if (this.#settled === size) this.#end();
  }

  /** Takes up what was begun elsewhere: so many items, these of them still at work. Gives their scopes. */
  takeUp(
    started: number,
    values: ReadonlyMap<number, unknown>,
    atWork: readonly number[],
  ): ReadonlyMap<number, Scope> {
    this.#started = started;
    this.#settled = started - atWork.length;
    for (const [index, value] of values) this.#values.set(index, value);
    return new Map(atWork.map((index) => [index, this.#open(index)]));
  }

  #start(index: number): void {
    const { step, input } = this.options;
    const item = this.#open(index);
    item.hold();
    step.beginItem(this.#port, input, index, item);
    item.release();
  }

  #open(index: number): Scope {
    const seat = this.#seats.take(this.options.scope.seat);
    const hooks = { seat, onSettled: () => this.#settle(seat) };
    const place = new GroupPlace(this, index, (value) => void this.#values.set(index, value));
    const item: Scope = this.#port.openScope(this.options.scope, hooks, place);
    return item;
  }

  #settle(seat: Seat): void {
    this.#settled++;
    seat.end();
    this.#feedOn();
  }

  #feedOn(): void {
    if (this.options.scope.reason === undefined) this.feed();
  }

  #end(): void {
    const { size, step, input, scope } = this.options;
    const filled = this.#values.size;
    if (filled === size) {
      const values = Array.from({ length: size }, (_, index) => this.#values.get(index));
      step.endGroup(this.#port, input, values, scope);
    } else {
      this.#port.noteWaiting(
        `${step.owner.name} has the values of ${filled} of ${size} items: the others ended on the way.`,
      );
    }
  }
}

/** One item of a group. */
export class GroupPlace implements Place {
  readonly owner: GroupOwner;
  readonly group: Group;
  readonly index: number;
  readonly fill: (value: unknown) => void;

  constructor(group: Group, index: number, fill: (value: unknown) => void) {
    this.owner = group.options.step.owner;
    this.group = group;
    this.index = index;
    this.fill = fill;
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
    let { layer } = scope;
    // What is around a part is no place of its own.
    while (!layer.isWhole && layer.parent !== undefined && layer.place?.owner !== this.#owner) {
      layer = layer.parent.layer;
    }
    if (layer.place === undefined) {
      throw new FlowError(
        'stray-signal',
        `${this.name} was reached from ${trigger.name}, outside any item of ${this.#owner.name}. ` +
          'Send what sets this branch going from within an item.',
      );
    }
    layer.place.fill(value);
  }
}
