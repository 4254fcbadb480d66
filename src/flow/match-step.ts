// In: a value. Out: the branch whose condition holds for it, or the value itself where none does.
// Conditions are the user's functions: they may be async, see what a chunk sees, and hold by being truthy.
// Knows nothing of what a branch does.

import { openGroup, type GroupOwner } from './group.js';
import type { Signal, Step, StepPort } from './step.js';
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

export class MatchStep implements Step {
  readonly name: string;
  readonly #options: MatchOptions;

  constructor(options: MatchOptions) {
    this.name = options.owner.name;
    this.#options = options;
  }

  receive(port: StepPort, signal: Signal): void {
    port.call({
      chunk: this.name,
      signal,
      step: this,
      concurrency: Infinity,
      run: (data) => this.#choose(signal.value, data),
      done: (hits) => this.#go(port, signal, hits as readonly MatchCase[]),
    });
  }

  async #choose(value: unknown, data: unknown): Promise<readonly MatchCase[]> {
    const { cases, mode } = this.#options;
    const hits: MatchCase[] = [];
    for (const each of cases) {
      if (each.condition === undefined || !(await holds(each.condition.test, value, data)))
        continue;
      hits.push(each);
      if (mode === 'hitFirst') break;
    }
    return hits.length > 0 ? hits : cases.filter(({ condition }) => condition === undefined);
  }

  #go(port: StepPort, { value, scope }: Signal, hits: readonly MatchCase[]): void {
    const { mode, out, owner } = this.#options;
    const [first] = hits;
    if (first === undefined) port.send(out, value, scope);
    else if (mode === 'hitFirst') port.send(first.start, value, scope);
    else {
      openGroup(port, {
        owner,
        size: hits.length,
        concurrency: Infinity,
        scope,
        start(index, item) {
          const hit = hits[index];
          if (hit !== undefined) port.send(hit.start, value, item);
        },
        done: (values) => port.send(out, values, scope),
      });
    }
  }
}

function holds(test: unknown, value: unknown, data: unknown): unknown {
  // What a condition takes and gives, the types of `case` have seen to.
  return typeof test === 'function' ? (test as Test)(value, data) : Object.is(test, value);
}
