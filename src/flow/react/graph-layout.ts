// In: what stands in a flow, in which groups, and what leads to what. Out: a place for each, boxes around what is in a group.
// Every group is laid out for itself, the innermost first, and then is one block to what is around it.
// Knows nothing of SVG or of what runs.

import { layOutLayers, type Block, type Layers, type Passage } from './graph-layers.js';
import { groupBy } from './group-by.js';
import { GraphTree, keyOfGroup, keyOfNode, OUTSIDE, type Parting } from './graph-tree.js';
import type {
  FlowDrawing,
  GraphEdge,
  GraphLayout,
  GraphNode,
  PlacedEdge,
  PlacedGroup,
  PlacedNode,
} from './graph-types.js';
import { drawWay } from './graph-ways.js';
import { nodeSize, titleWidth } from './node-size.js';

/** An edge, with how it is seen from the innermost group around both of its ends. */
interface SeenEdge extends Parting {
  readonly edge: GraphEdge;
}

/** What is in a group, or outside of all, laid out for itself, with a frame around it. */
interface Level {
  readonly layers: Layers<SeenEdge>;
  /** From the frame to what is inside. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The name of a group stands above what is in it. */
const PADDING = { side: 14, top: 36, bottom: 14 } as const;
const MARGIN = { side: 16, top: 16, bottom: 16 } as const;

export function layOutGraph(drawing: FlowDrawing): GraphLayout {
  const tree = new GraphTree(drawing);
  const known = new Set(drawing.nodes.map(({ id }) => id));
  const edges = drawing.edges
    .filter(({ from, to }) => known.has(from) && known.has(to))
    .map((edge): SeenEdge => ({ edge, ...tree.part(edge.from, edge.to) }));
  const levels = layOutLevels(drawing.nodes, tree, edges);
  return new Places(tree, levels).layOut(drawing.nodes, edges);
}

/** The levels by the key of what they are inside of. */
function layOutLevels(
  nodes: readonly GraphNode[],
  tree: GraphTree,
  edges: readonly SeenEdge[],
): ReadonlyMap<string, Level> {
  const linksIn = groupBy(edges, ({ within }) => within);
  const blocks = nodes.map((node): Block => {
    return { id: keyOfNode(node.id), ...nodeSize(node, markOf(node, tree) !== undefined) };
  });
  const blocksIn = groupBy(blocks, ({ id }) => tree.within(id));
  const layOut = (key: string) => layOutLayers(blocksIn.get(key) ?? [], linksIn.get(key) ?? []);
  const levels = new Map<string, Level>();
  for (const { id, name } of tree.groups) {
    const key = keyOfGroup(id);
    const level = frame(layOut(key), PADDING, titleWidth(name));
    levels.set(key, level);
    const around = tree.within(key);
    const beside = blocksIn.get(around) ?? [];
    blocksIn.set(around, beside);
    beside.push({ id: key, width: level.width, height: level.height });
  }
  return levels.set(OUTSIDE, frame(layOut(OUTSIDE), MARGIN, 0));
}

function frame(
  layers: Layers<SeenEdge>,
  { side, top, bottom }: typeof PADDING | typeof MARGIN,
  least: number,
): Level {
  const width = Math.max(layers.width, least) + 2 * side;
  return {
    layers,
    left: (width - layers.width) / 2,
    top,
    width,
    height: layers.height + top + bottom,
  };
}

/** The node that opens a group has its id. What closes one is known by its kind. */
function markOf({ id, kind, group }: GraphNode, tree: GraphTree): PlacedNode['mark'] {
  if (group === undefined || tree.within(keyOfNode(id)) !== keyOfGroup(group)) return undefined;
  if (id === group) return 'begin';
  return /^end./.test(kind) ? 'end' : undefined;
}

/** Of all that is drawn: labels may stand out on both sides. */
function boundsOf(edges: readonly PlacedEdge[], width: number) {
  let [left, right] = [0, width];
  for (const { label } of edges) {
    if (label === undefined) continue;
    left = Math.min(left, label.left - MARGIN.side);
    right = Math.max(right, label.right + MARGIN.side);
  }
  return { left, right };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where things are in the whole; what is around a thing is asked for before it. */
class Places {
  readonly #tree: GraphTree;
  readonly #levels: ReadonlyMap<string, Level>;
  /** Where what is in a level begins. */
  readonly #origins = new Map<string, Point>();

  constructor(tree: GraphTree, levels: ReadonlyMap<string, Level>) {
    this.#tree = tree;
    this.#levels = levels;
    this.#open(OUTSIDE, { x: 0, y: 0 });
  }

  layOut(nodes: readonly GraphNode[], edges: readonly SeenEdge[]): GraphLayout {
    const { width = 0, height = 0 } = this.#levels.get(OUTSIDE) ?? {};
    const groups = this.#tree.groups.toReversed().map((group): PlacedGroup => {
      const key = keyOfGroup(group.id);
      const corner = this.#cornerOf(key);
      this.#open(key, corner);
      const { width = 0, height = 0 } = this.#levels.get(key) ?? {};
      return { group, ...corner, width, height };
    });
    const placed = new Map(nodes.map((node) => [node.id, this.#place(node)]));
    const ways = edges.flatMap((seen, index): PlacedEdge[] => {
      const { edge } = seen;
      const [from, to] = [placed.get(edge.from), placed.get(edge.to)];
      if (from === undefined || to === undefined) return [];
      const ends = { edge, from, to, ...this.#lead(seen) };
      return [{ id: String(index), ...ends, ...drawWay(ends) }];
    });
    const { left, right } = boundsOf(ways, width);
    return {
      left,
      width: right - left,
      height,
      groups,
      nodes: [...placed.values()],
      edges: ways,
    };
  }

  #place(node: GraphNode): PlacedNode {
    const key = keyOfNode(node.id);
    const mark = markOf(node, this.#tree);
    const { width, height } = nodeSize(node, mark !== undefined);
    const { x, y } = this.#cornerOf(key);
    const around = this.#tree.around(key);
    return { node, x: x + width / 2, y: y + height / 2, width, height, mark, around };
  }

  #lead(seen: SeenEdge): Pick<PlacedEdge, 'isBack' | 'via'> {
    const passages = this.#levels.get(seen.within)?.layers.passages.get(seen);
    const { x, y } = this.#originOf(seen.within);
    const via = passages?.map((each): Passage => ({
      x: each.x + x,
      top: each.top + y,
      bottom: each.bottom + y,
    }));
    return { isBack: via === undefined, via: via ?? [] };
  }

  #open(key: string, corner: Point): void {
    const { left = 0, top = 0 } = this.#levels.get(key) ?? {};
    this.#origins.set(key, { x: corner.x + left, y: corner.y + top });
  }

  #cornerOf(key: string): Point {
    const around = this.#tree.within(key);
    const { x, y } = this.#originOf(around);
    const { left = 0, top = 0 } = this.#levels.get(around)?.layers.corners.get(key) ?? {};
    return { x: x + left, y: y + top };
  }

  #originOf(key: string): Point {
    return this.#origins.get(key) ?? { x: 0, y: 0 };
  }
}
