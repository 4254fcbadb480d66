// In: a lane and how it ended. Out: the sentence a screen reader says of it, once; nothing of what was stopped.

import type { RowState } from './flow-log.js';
import { lanes } from './lanes.js';

export function sayLane(lane: string, state: RowState): readonly string[] {
  if (state === 'failed') return [`Failed: ${nameOf(lane)}.`];
  return state === 'done' ? [`Complete: ${nameOf(lane)}.`] : [];
}

function nameOf(lane: string): string {
  if (lane === lanes.plan) return 'the plan';
  if (lane === lanes.report) return 'the report';
  return lane.slice(lanes.finding('').length);
}
