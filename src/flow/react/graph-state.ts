// In: a drawing with its places, and where the chunks of its flow stand. Out: where each node and each group stands.
// A group stands where the chunks in it stand: a flow within a flow is at work while one of its chunks is.
// Knows nothing of how a state is shown.

import { countByNode, NONE, sum, type Counts } from './graph-chunks.js';
import type { GraphLayout } from './graph-types.js';
import type { FlowStatus } from './use-flow-status.js';

/**
 * Where a node stands: what is at work before what waits, what waits before what is over. `stopped` is what was at work, or
 * waited, when the run came to an end.
 */
export type NodeState = 'idle' | 'active' | 'waiting' | 'stopped' | 'failed' | 'done';

export interface GraphStates {
  /** Undefined of what never runs: events, where values are kept, joins. */
  readonly ofNode: (id: string) => NodeState | undefined;
  readonly ofGroup: (id: string) => NodeState;
}

export function readStates({ nodes }: GraphLayout, { status, chunks }: FlowStatus): GraphStates {
  const isOver = status === 'complete' || status === 'stopped' || status === 'error';
  const drawn = nodes.map(({ node }) => node);
  const groups = new Map<string, Counts>();
  const states = new Map<string, NodeState>();
  const known = countByNode(drawn, chunks);
  for (const { node, around } of nodes) {
    const counts = known.get(node.id);
    if (counts === undefined) continue;
    states.set(node.id, stateOf(counts, isOver));
    for (const { id } of around) groups.set(id, sum(groups.get(id) ?? NONE, counts));
  }
  const ofGroup = (id: string) => stateOf(groups.get(id) ?? NONE, isOver);
  for (const { node, mark } of nodes) if (mark === 'begin') states.set(node.id, ofGroup(node.id));
  return { ofNode: (id) => states.get(id), ofGroup };
}

function stateOf({ active, waiting, failed, done }: Counts, isOver: boolean): NodeState {
  if (isOver && active + waiting > 0) return 'stopped';
  if (active > 0) return 'active';
  if (waiting > 0) return 'waiting';
  if (failed > 0) return 'failed';
  return done > 0 ? 'done' : 'idle';
}
