// In: an event of the workflow. Out: the sentence a screen reader says of it: of what is complete, failed or asked, and nothing else.

import type { InstantEvent } from 'fieldwise';
import { lanes } from './lanes.js';

export function sayEvent(event: InstantEvent): string | undefined {
  if (event.type === 'interrupt' && event.action === 'pause')
    return 'You are asked whether the report may be written.';
  if (event.type !== 'lane') return undefined;
  const name = nameOf(event.lane);
  const { event: inner } = event;
  if (inner.type === 'error') return `Failed: ${name}.`;
  if (inner.type === 'end' && inner.outcome === 'complete') return `Complete: ${name}.`;
  return undefined;
}

function nameOf(lane: string): string {
  if (lane === lanes.plan) return 'the plan';
  if (lane === lanes.report) return 'the report';
  return lane.slice(lanes.finding('').length);
}
