// In: a directed graph. Out: the nodes of one cycle, its first node again at the end, or undefined.
// Depth first, each node once.
// Knows nothing of files.

/** Finds a cycle in a graph given as each node's successors. */
export function findCycle(
  graph: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined {
  const left = new Set<string>();
  const trail: string[] = [];

  const visit = (node: string): readonly string[] | undefined => {
    const start = trail.indexOf(node);
    if (start >= 0) return [...trail.slice(start), node];
    if (left.has(node)) return undefined;
    trail.push(node);
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next);
      if (cycle !== undefined) return cycle;
    }
    trail.pop();
    left.add(node);
    return undefined;
  };

  for (const node of graph.keys()) {
    const cycle = visit(node);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
