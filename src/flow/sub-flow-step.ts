// In: a value. Out: the result of another flow that was run for it.
// The other flow is looked at when its turn comes, so a flow may run itself, and one may be finished after it was placed.
// Knows nothing of how an execution is a part of another.

import type { SubFlowParts } from './sub-flow-options.js';
import type { PlannedFlow, Spot } from './plan.js';
import type { Resources } from './resources.js';
import type { Scope } from './scope.js';
import type { FlowHome, FlowStep, Signal, StepPort } from './step.js';
import type { Trigger } from './trigger.js';

/** A flow as a part of others. */
export interface FlowSource extends PlannedFlow {
  /** As it is now. @throws {FlowError} `invalid-flow` for a group that was never closed */
  readonly home: FlowHome;
  /** The flows that it runs itself. */
  readonly flows: ReadonlySet<FlowSource>;
}

export class SubFlowStep implements FlowStep {
  readonly name: string;
  readonly spot: Spot;
  readonly concurrency: number;
  readonly capture: FlowStep['capture'];
  readonly writeBack: FlowStep['writeBack'];
  readonly #flow: FlowSource;
  readonly #resources: readonly string[];
  readonly #out: Trigger;

  constructor(name: string, spot: Spot, flow: FlowSource, parts: SubFlowParts, out: Trigger) {
    this.name = name;
    this.spot = spot;
    this.concurrency = parts.concurrency;
    this.#resources = parts.resources;
    this.capture = parts.capture;
    this.writeBack = parts.writeBack;
    this.#flow = flow;
    this.#out = out;
  }

  get label(): string {
    return `flow ${this.name}`;
  }

  get home(): FlowHome {
    return this.#flow.home;
  }

  handOn(resources: Resources): Readonly<Record<string, unknown>> {
    const names = this.#resources.filter((name) => resources.has(name));
    return Object.fromEntries(names.map((name) => [name, resources.get(name)] as const));
  }

  receive(port: StepPort, signal: Signal): void {
    port.callFlow(this, signal);
  }

  goOn(port: StepPort, value: unknown, scope: Scope): void {
    port.send(this.#out, value, scope);
  }
}

/** Looks at every flow that one leads to. @throws {FlowError} `invalid-flow` for a group that was never closed */
export function checkFlows(first: FlowSource): void {
  const flows = new Set([first]);
  // What is added to a set while it is gone through has its turn as well.
  for (const { home, flows: next } of flows) {
    if (home.table.listeners.size > 0) for (const flow of next) flows.add(flow);
  }
}
