// In: what stands in a flow, and what leads to what. Out: a place for each node, layer by layer, and a way for each arrow.
// Layers by the longest way from a beginning; what leads back is drawn as such and moves nothing. Linear in nodes and arrows.
// Knows nothing of SVG or of what runs.

/** What stands in a flow, as `flow.describe()` has it. */
export interface GraphNode {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
}

/** What leads to what. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
}

/** A flow as plain data: what `flow.describe()` gives, and as much of it as is drawn. */
export interface FlowDrawing {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** In the units of a view box: about a pixel each. */
export interface PlacedNode {
  readonly node: GraphNode;
  /** Of its middle. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface PlacedEdge {
  /** Unique in the drawing. */
  readonly id: string;
  readonly edge: GraphEdge;
  /** From the bottom of one node to the top of another, unless it leads back. */
  readonly from: PlacedNode;
  readonly to: PlacedNode;
  readonly isBack: boolean;
}

export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

export const NODE_HEIGHT = 32;
const GAP = { between: 24, layers: 40 } as const;
const LETTER = 7.5;
const MARGIN = 16;

export function layOutGraph({ nodes, edges }: FlowDrawing): GraphLayout {
  const known = new Set(nodes.map(({ id }) => id));
  const inside = edges.filter(({ from, to }) => known.has(from) && known.has(to));
  const back = findBackEdges(nodes, inside);
  const forward = inside.filter((edge) => !back.has(edge));
  const layers = toLayers(nodes, forward);
  const widths = layers.map((layer) => sum(layer.map(widthOf)) + GAP.between * (layer.length - 1));
  const widest = Math.max(0, ...widths);
  const placed = new Map<string, PlacedNode>();
  for (const [index, layer] of layers.entries()) {
    let left = MARGIN + (widest - (widths[index] ?? 0)) / 2;
    const y = MARGIN + NODE_HEIGHT / 2 + index * (NODE_HEIGHT + GAP.layers);
    for (const node of sortByParents(layer, forward, placed)) {
      const width = widthOf(node);
      placed.set(node.id, { node, x: left + width / 2, y, width });
      left += width + GAP.between;
    }
  }
  return {
    width: widest + 2 * MARGIN,
    height: 2 * MARGIN + layers.length * (NODE_HEIGHT + GAP.layers) - GAP.layers,
    nodes: [...placed.values()],
    edges: inside.flatMap((edge, index) => {
      const [from, to] = [placed.get(edge.from), placed.get(edge.to)];
      return from && to ? [{ id: String(index), edge, from, to, isBack: back.has(edge) }] : [];
    }),
  };
}

/** Those that lead to a node on the way to themselves. Walked without the stack: a chain may be long. */
function findBackEdges(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
): ReadonlySet<GraphEdge> {
  const outgoing = groupBy(edges, ({ from }) => from);
  const back = new Set<GraphEdge>();
  const state = new Map<string, 'open' | 'closed'>();
  for (const { id } of nodes) {
    if (state.has(id)) continue;
    const way = [{ id, next: 0 }];
    state.set(id, 'open');
    for (let top = way.at(-1); top !== undefined; top = way.at(-1)) {
      const edge = outgoing.get(top.id)?.[top.next++];
      if (edge === undefined) {
        state.set(top.id, 'closed');
        way.pop();
      } else if (state.get(edge.to) === 'open') back.add(edge);
      else if (!state.has(edge.to)) {
        state.set(edge.to, 'open');
        way.push({ id: edge.to, next: 0 });
      }
    }
  }
  return back;
}

/** Each node below everything that leads to it. There are no circles among the edges. */
function toLayers(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
): readonly (readonly GraphNode[])[] {
  const outgoing = groupBy(edges, ({ from }) => from);
  const incoming = new Map(nodes.map(({ id }): [string, number] => [id, 0]));
  for (const { to } of edges) incoming.set(to, (incoming.get(to) ?? 0) + 1);
  const layerOf = new Map<string, number>();
  const ready = nodes.filter(({ id }) => incoming.get(id) === 0).map(({ id }) => id);
  // The list grows while it is read.
  for (const id of ready) {
    const layer = layerOf.get(id) ?? 0;
    layerOf.set(id, layer);
    for (const { to } of outgoing.get(id) ?? []) {
      layerOf.set(to, Math.max(layerOf.get(to) ?? 0, layer + 1));
      const left = (incoming.get(to) ?? 0) - 1;
      incoming.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  const layers: GraphNode[][] = [];
  for (const node of nodes) (layers[layerOf.get(node.id) ?? 0] ??= []).push(node);
  return layers;
}

/** By the middle of what leads there, so that arrows cross seldom; what nothing leads to keeps its place. */
function sortByParents(
  layer: readonly GraphNode[],
  edges: readonly GraphEdge[],
  placed: ReadonlyMap<string, PlacedNode>,
): readonly GraphNode[] {
  const own = new Set(layer.map(({ id }) => id));
  const incoming = groupBy(
    edges.filter(({ to }) => own.has(to)),
    ({ to }) => to,
  );
  const middleOf = ({ id }: GraphNode, index: number) => {
    const parents = (incoming.get(id) ?? []).flatMap(({ from }) => placed.get(from)?.x ?? []);
    return parents.length === 0 ? index : sum(parents) / parents.length;
  };
  return layer
    .map((node, index) => ({ node, at: middleOf(node, index) }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ node }) => node);
}

function widthOf({ name }: GraphNode): number {
  return Math.max(64, Math.ceil(name.length * LETTER) + 24);
}

function groupBy(
  edges: readonly GraphEdge[],
  keyOf: (edge: GraphEdge) => string,
): ReadonlyMap<string, readonly GraphEdge[]> {
  const groups = new Map<string, GraphEdge[]>();
  for (const edge of edges) {
    const key = keyOf(edge);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [edge]);
    else group.push(edge);
  }
  return groups;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
