// In: a node of notation, and how many parts what was named before it has. Out: how many parts it stands for, written out.
// Each use of a name counts as what it names: forty lines that double each other stand for more than a memory holds.
// Knows nothing of zod.

import type { Node } from './notation.js';

export function countParts(node: Node, named: ReadonlyMap<string, number>): number {
  const countAll = (nodes: readonly Node[]) =>
    nodes.reduce((sum, each) => sum + countParts(each, named), 1);
  if (node.kind === 'value') return 1;
  if (node.kind === 'list') return countAll(node.items);
  if (node.kind === 'object') return countAll(node.entries.map(([, value]) => value));
  return (named.get(node.name) ?? 0) + countAll(node.calls.flatMap(({ args }) => args));
}
