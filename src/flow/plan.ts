// In: the calls by which a flow is built. Out: the same calls as a list, in the order they were made.
// What a flow is described and exported from: made anew from it, a flow has the same steps under the same names.
// Knows nothing of steps or executions.

import type { RunnableChunk } from './chunk.js';
import type { SubFlowParts } from './sub-flow-options.js';
import type { Trigger } from './trigger.js';

/** Where a chain stands: behind the call of this number. The start of the flow is 0. */
export type Spot = number;

/** A flow that is a part of this one, or this one itself. */
export interface PlannedFlow {
  readonly name: string;
  readonly plan: Plan;
}

/** One call. `after` is the chain it was made on. */
export type PlanCall =
  | { readonly kind: 'chain' }
  | {
      readonly kind: 'to';
      readonly after: Spot;
      readonly chunk: RunnableChunk;
      readonly concurrency: number;
      readonly maxQueued: number;
    }
  | {
      readonly kind: 'subFlow';
      readonly after: Spot;
      readonly name: string;
      readonly flow: PlannedFlow;
      readonly parts: SubFlowParts;
    }
  | { readonly kind: 'join'; readonly after: Spot; readonly chain: Spot }
  | {
      readonly kind: 'when';
      /** The chain whose group the new one stands in. */
      readonly after: Spot;
      readonly triggers: readonly Trigger[];
      readonly mode: 'and' | 'or' | 'simpleOr';
      readonly isAlone: boolean;
    }
  | {
      readonly kind: 'batch';
      readonly after: Spot;
      readonly branches: readonly (readonly [name: string, chunk: RunnableChunk])[];
      readonly concurrency: number;
    }
  | { readonly kind: 'forEach'; readonly after: Spot; readonly concurrency: number }
  | { readonly kind: 'endForEach' | 'caseElse' | 'endMatch' | 'end'; readonly after: Spot }
  | { readonly kind: 'match'; readonly after: Spot; readonly mode: 'hitFirst' | 'hitAll' }
  | { readonly kind: 'case'; readonly after: Spot; readonly test: unknown }
  | {
      readonly kind: 'collect';
      readonly after: Spot;
      readonly name: string;
      readonly branch: string;
      readonly mode: 'filledAndUpdate' | 'filledThenEmpty';
    };

/** Its number is where the chain goes on. */
export type PlanStep = PlanCall & { readonly id: Spot };

export class Plan {
  readonly steps: PlanStep[] = [];

  /** The number of the next call. */
  get nextId(): Spot {
    return this.steps.length + 1;
  }

  add(call: PlanCall): Spot {
    const id = this.nextId;
    this.steps.push({ ...call, id });
    return id;
  }
}

/** A case in a word; undefined for what has none. */
export function writtenCase(test: unknown): string | undefined {
  if (typeof test === 'function') return test.name === '' ? undefined : test.name;
  return typeof test === 'object' && test !== null ? undefined : String(test);
}
