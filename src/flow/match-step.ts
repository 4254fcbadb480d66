// In: a value. Out: the branch whose condition holds for it, or the value itself where none does.
// Conditions are the user's functions: they may be async, see what a chunk sees, and hold by being truthy.
// Knows nothing of what a branch does.

import { isSame } from '../internal/plain-data.js';
import { getOwn } from '../internal/own.js';
import { openGroup, type GroupOwner, type GroupStep } from './group.js';
import { writtenCase } from './plan.js';
import type { Scope } from './scope.js';
import type { Signal, StepPort } from './step.js';
import type { Trigger } from './trigger.js';

export interface MatchCase {
  readonly start: Trigger;
  /** The value to be equal to, or a function that decides; undefined for the branch taken when no other is. */
  readonly condition: { readonly test: unknown } | undefined;
}

export type MatchMode = 'hitFirst' | 'hitAll';

export interface MatchOptions {
  readonly owner: GroupOwner;
  readonly mode: MatchMode;
  readonly cases: readonly MatchCase[];
  readonly out: Trigger;
}

type Test = (value: unknown, data: unknown) => unknown;

/** What a group of `hitAll` is made of: the value, and the cases it fits. */
interface Hits {
  readonly value: unknown;
  readonly hits: readonly number[];
}

export class MatchStep implements GroupStep {
  readonly name: string;
  readonly concurrency = Infinity;
  readonly #options: MatchOptions;

  constructor(options: MatchOptions) {
    this.name = options.owner.name;
    this.#options = options;
  }

  /** Which cases a value fits is saved by their order. */
  get label(): string {
    const cases = this.#options.cases.map(({ condition }) =>
      condition === undefined ? 'else' : (writtenCase(condition.test) ?? 'a case'),
    );
    return `match of ${cases.join(', ')}`;
  }

  get owner(): GroupOwner {
    return this.#options.owner;
  }

  receive(port: StepPort, signal: Signal): void {
    port.call({
      chunk: this.name,
      signal,
      step: this,
      concurrency: Infinity,
      run: (data) => this.#choose(signal.value, data),
      done: (hits) => this.#go(port, signal, hits as readonly number[]),
    });
  }

  sizeOf(input: unknown): number | undefined {
    const hits = getOwn(input, 'hits');
    if (!Array.isArray(hits)) return undefined;
    const { cases } = this.#options;
    const areCases = hits.every((hit) => typeof hit === 'number' && cases[hit] !== undefined);
    return areCases ? hits.length : undefined;
  }

  beginItem(port: StepPort, { value, hits }: Hits, index: number, scope: Scope): void {
    const hit = this.#options.cases[hits[index] ?? -1];
    if (hit !== undefined) port.send(hit.start, value, scope);
  }

  endGroup(port: StepPort, _: unknown, values: readonly unknown[], scope: Scope): void {
    port.send(this.#options.out, values, scope);
  }

  async #choose(value: unknown, data: unknown): Promise<readonly number[]> {
    const { cases, mode } = this.#options;
    const hits: number[] = [];
    for (const [index, { condition }] of cases.entries()) {
      if (condition === undefined || !(await holds(condition.test, value, data))) continue;
      hits.push(index);
      if (mode === 'hitFirst') break;
    }
    if (hits.length > 0) return hits;
    return [...cases.keys()].filter((index) => cases[index]?.condition === undefined);
  }

  #go(port: StepPort, { value, scope }: Signal, hits: readonly number[]): void {
    const { mode, out } = this.#options;
    const input: Hits = { value, hits };
    if (hits.length === 0) port.send(out, value, scope);
    else if (mode === 'hitFirst') this.beginItem(port, input, 0, scope);
    else openGroup(port, { step: this, input, size: hits.length, scope });
  }
}

function holds(test: unknown, value: unknown, data: unknown): unknown {
  // What a condition takes and gives, the types of `case` have seen to.
  if (typeof test === 'function') return (test as Test)(value, data);
  // A zero has no sign for those who compare it.
  return test === value || isSame(test, value);
}
