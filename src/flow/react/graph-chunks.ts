// In: the nodes of a drawing, and where the chunks of its flow stand. Out: how many calls each node has at work, waiting, over.
// A chunk is known by its name and by the flow within the flow that it is in.
// Knows nothing of how either is shown.

import { groupBy } from './group-by.js';
import type { GraphNode } from './graph-types.js';
import type { ChunkStatus } from './use-flow-status.js';

export type Counts = Pick<ChunkStatus, 'active' | 'waiting' | 'failed' | 'done'>;

export const NONE: Counts = { active: 0, waiting: 0, failed: 0, done: 0 };

export function sum(one: Counts, other: Counts): Counts {
  return {
    active: one.active + other.active,
    waiting: one.waiting + other.waiting,
    failed: one.failed + other.failed,
    done: one.done + other.done,
  };
}

/** By the ids of nodes: of chunks, and of flows that are drawn without what is in them. */
export function countByNode(
  nodes: readonly GraphNode[],
  chunks: readonly ChunkStatus[],
): ReadonlyMap<string, Counts> {
  const counts = new Map<string, Counts>();
  const drawn = nodes.filter(({ kind }) => kind === 'chunk');
  const byName = groupBy(drawn, ({ name }) => name);
  const inside = new Set(nodes.map(placeOf));
  for (const { id, kind } of nodes) {
    if (kind === 'chunk' || (kind === 'subFlow' && !inside.has(id))) counts.set(id, NONE);
  }
  for (const status of chunks) {
    for (const id of nodesOf(status, byName.get(status.chunk) ?? [], counts)) {
      counts.set(id, sum(counts.get(id) ?? NONE, status));
    }
  }
  return counts;
}

function nodesOf(
  { within = [] }: ChunkStatus,
  named: readonly GraphNode[],
  counts: ReadonlyMap<string, Counts>,
): readonly string[] {
  const place = within.at(-1)?.id ?? '';
  const own = named.filter((node) => placeOf(node) === place);
  // One that runs itself is drawn once, without what is in it.
  const around = within.findLast(({ id }) => counts.has(id));
  if (own.length === 0 && around !== undefined) return [around.id];
  // What does not say where it comes from, or is not drawn as it was described, is known by its name alone.
  return (own.length > 0 ? own : named).map(({ id }) => id);
}

/** In a description the id of what is inside a flow within the flow begins with the id of that. */
function placeOf({ id }: GraphNode): string {
  return id.slice(0, Math.max(0, id.lastIndexOf('/')));
}
