// In: a node with its place. Out: what it is called where nobody sees what is around it.
// Knows nothing of who listens.

import type { PlacedNode } from './graph-types.js';

/** Its name, behind those of the groups around it, the outermost first. */
export function fullName({ node, mark, around }: PlacedNode): string {
  const outer = around.slice(mark === 'begin' ? 1 : 0).map(({ name }) => name);
  return [...outer.toReversed(), node.name].join(' / ');
}
