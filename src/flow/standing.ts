// In: a flow, and the steps of it that run other flows. Out: where what runs in each stands in the description of the whole.
// A flow that runs itself stands where it first does: however deep it goes, there are as many places as are described.
// Knows nothing of executions.

import type { FactSource } from '../protocol/index.js';
import type { FlowHome, FlowStep } from './step.js';

/** The flows within the flow that something is in: nothing in the flow itself. */
export type Within = Pick<FactSource, 'within'>;

/** A chunk that something is told of. */
export interface Speaker extends FactSource {
  readonly chunk: string;
}

/** Where an execution stands. */
export interface Standing {
  readonly within: Within;
  /** What is a flow's alone, of this one and of those around it. */
  readonly flows: readonly object[];
  /** It is of a flow that is around it as well. */
  readonly isTurn: boolean;
}

export function standingOf({ running }: FlowHome): Standing {
  return { within: {}, flows: [running], isTurn: false };
}

/** Where the flow stands that a step runs. */
export function standIn(around: Standing, { name, spot, home }: FlowStep): Standing {
  if (around.isTurn) return around;
  const { within = [] } = around.within;
  const outer = within.at(-1);
  const id = outer === undefined ? `${spot}` : `${outer.id}/${spot}`;
  const flow = home.running;
  return {
    within: { within: [...within, { id, name }] },
    flows: [...around.flows, flow],
    isTurn: around.flows.includes(flow),
  };
}

/** Nothing more of what is told than who tells it. */
export function speakerOf({ chunk, within }: Speaker): Speaker {
  return within === undefined ? { chunk } : { chunk, within };
}

/** Tells things of one name apart that come from several flows; ids have no spaces. */
export function keyOf(name: string, { within }: Within): string {
  return `${within?.at(-1)?.id ?? ''} ${name}`;
}
