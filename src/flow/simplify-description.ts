// In: a description of a flow. Out: one of its chunks, signals and choices alone, with what leads from one to the next.
// Where groups begin and end, joins of chains, and all that is inside a sub flow are left out, and gone through.
// Knows nothing of how it is drawn.

import type { FlowDescription, FlowEdge, FlowNode, FlowNodeKind } from './description.js';
import { Drawing } from './drawing.js';

/** Nodes that stand for nothing that happens. */
const PASSED: ReadonlySet<FlowNodeKind> = new Set([
  'chain',
  'batch',
  'endBatch',
  'forEach',
  'endForEach',
  'endMatch',
]);

export function simplifyDescription(description: FlowDescription): FlowDescription {
  const { name, nodes } = description;
  const around = outermostSubFlows(description);
  const drawing = new Drawing();
  const kept = new Map<string, FlowNode>();
  for (const node of nodes) {
    if (PASSED.has(node.kind) || (around.get(node.id) ?? node.id) !== node.id) continue;
    const { id, kind, name: shown, again } = node;
    kept.set(id, node);
    drawing.node({ id, kind, name: shown, ...(again !== undefined && { again }) });
  }
  const leading = edgesByStart(description.edges, around);
  for (const from of kept.keys()) {
    for (const { to, kind, label } of reach(from, leading, kept)) {
      drawing.edge(from, to, kind, label);
    }
  }
  return drawing.finish(name);
}

/** The node that stands for the sub flow a node is inside of; it is that node itself, too. */
function outermostSubFlows({ nodes, groups }: FlowDescription): ReadonlyMap<string, string> {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const found = new Map<string, string>();
  for (const { id, group: first } of nodes) {
    for (
      let group = byId.get(first ?? '');
      group !== undefined;
      group = byId.get(group.group ?? '')
    ) {
      if (group.kind === 'subFlow') found.set(id, group.id);
    }
  }
  return found;
}

function edgesByStart(
  edges: readonly FlowEdge[],
  around: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly FlowEdge[]> {
  const leading = new Map<string, FlowEdge[]>();
  for (const edge of edges) {
    const from = around.get(edge.from) ?? edge.from;
    const to = around.get(edge.to) ?? edge.to;
    // What leads from one node of a sub flow to another is inside it.
    if (from === to && (from !== edge.from || to !== edge.to)) continue;
    const found = leading.get(from) ?? [];
    leading.set(from, found);
    found.push({ ...edge, from, to });
  }
  return leading;
}

/** The next nodes that are kept, each with the labels on the way to it. */
function reach(
  start: string,
  leading: ReadonlyMap<string, readonly FlowEdge[]>,
  kept: ReadonlyMap<string, FlowNode>,
): readonly FlowEdge[] {
  const reached: FlowEdge[] = [];
  const seen = new Set<string>();
  const left = [...(leading.get(start) ?? [])].toReversed();
  for (let edge = left.pop(); edge !== undefined; edge = left.pop()) {
    if (kept.has(edge.to)) reached.push(edge);
    else if (!seen.has(JSON.stringify([edge.to, edge.label]))) {
      const { label } = edge;
      seen.add(JSON.stringify([edge.to, label]));
      const next = (leading.get(edge.to) ?? []).map((each) => ({
        ...each,
        ...(label === undefined || each.label !== undefined ? {} : { label }),
      }));
      left.push(...next.toReversed());
    }
  }
  return reached;
}
