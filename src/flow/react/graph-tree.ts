// In: nodes, groups, and which stands in which. Out: what stands around each; for two of them, where their ways inside part.
// A group that nothing stands in is left out; one that would stand in itself stands outside of all.
// Knows nothing of places.

import type { FlowDrawing, GraphGroup, GraphNode } from './graph-types.js';

/** The key of what is outside of all groups. */
export const OUTSIDE = '';

/** The node that opens a group has that group's id. */
export const keyOfNode = (id: string): string => `n${id}`;
export const keyOfGroup = (id: string): string => `g${id}`;

/** Two nodes, as seen from the innermost group around both: each itself, or the group it is in. */
export interface Parting {
  /** The key of that group. */
  readonly within: string;
  readonly from: string;
  readonly to: string;
}

export class GraphTree {
  /** Those that something stands in, those inside before what is around them. */
  readonly groups: readonly GraphGroup[];
  /** By key: the groups around it, the innermost first. */
  readonly #around = new Map<string, readonly GraphGroup[]>();

  constructor({ nodes, groups = [] }: FlowDrawing) {
    const known = new Map(groups.map((group) => [group.id, group]));
    const used = new Set<GraphGroup>();
    for (const node of nodes) {
      const around = groupsAround(node, known);
      this.#around.set(keyOfNode(node.id), around);
      for (const [index, group] of around.entries()) {
        used.add(group);
        this.#around.set(keyOfGroup(group.id), around.slice(index + 1));
      }
    }
    this.groups = [...used].toSorted((one, other) => this.#depth(other) - this.#depth(one));
  }

  around(key: string): readonly GraphGroup[] {
    return this.#around.get(key) ?? [];
  }

  /** The key of what it stands in. */
  within(key: string): string {
    const [inner] = this.around(key);
    return inner === undefined ? OUTSIDE : keyOfGroup(inner.id);
  }

  part(from: string, to: string): Parting {
    const [one, other] = [this.#wayTo(keyOfNode(from)), this.#wayTo(keyOfNode(to))];
    let parting = { within: OUTSIDE, from: keyOfNode(from), to: keyOfNode(to) };
    for (const [depth, key] of one.entries()) {
      const beside = other[depth];
      if (beside === undefined) break;
      parting = { within: one[depth - 1] ?? OUTSIDE, from: key, to: beside };
      if (key !== beside) break;
    }
    return parting;
  }

  #depth({ id }: GraphGroup): number {
    return this.around(keyOfGroup(id)).length;
  }

  /** From the outermost group to the thing itself. */
  #wayTo(key: string): readonly string[] {
    return [
      ...this.around(key)
        .map(({ id }) => keyOfGroup(id))
        .toReversed(),
      key,
    ];
  }
}

function groupsAround(
  node: GraphNode,
  known: ReadonlyMap<string, GraphGroup>,
): readonly GraphGroup[] {
  const around = new Set<GraphGroup>();
  for (let group = known.get(node.group ?? ''); group; group = known.get(group.group ?? '')) {
    // A circle has no outside.
    if (around.has(group)) return [];
    around.add(group);
  }
  return [...around];
}
