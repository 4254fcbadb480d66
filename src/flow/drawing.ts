// In: nodes, edges and groups, one at a time. Out: a description with each of them once.
// Knows nothing of flows.

import type { FlowDescription, FlowEdge, FlowGroup, FlowNode } from './description.js';

export class Drawing {
  readonly #nodes = new Map<string, FlowNode>();
  readonly #edges = new Map<string, FlowEdge>();
  readonly #groups = new Map<string, FlowGroup>();

  /** What is said of a node a second time is added to what is known. */
  node(node: FlowNode): string {
    this.#nodes.set(node.id, { ...this.#nodes.get(node.id), ...node });
    return node.id;
  }

  edge(from: string, to: string, kind: FlowEdge['kind'], label?: string): void {
    const key = JSON.stringify([from, to, kind, label]);
    this.#edges.set(key, { from, to, ...(label === undefined ? {} : { label }), kind });
  }

  group(group: FlowGroup): void {
    this.#groups.set(group.id, group);
  }

  finish(name: string): FlowDescription {
    return {
      name,
      nodes: [...this.#nodes.values()],
      edges: [...this.#edges.values()],
      groups: [...this.#groups.values()],
    };
  }
}
