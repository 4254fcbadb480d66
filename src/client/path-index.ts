// In: who listens at which path, and which paths changed. Out: the nodes whose listeners may have news.
// Paths are compared segment by segment in a trie; `na` is not a part of `name`.
// Knows nothing of values, events' meaning or React.

import type { InstantEvent, Path } from '../protocol/index.js';
import { isFieldEvent } from '../protocol/index.js';

/** One path somebody listens at, or an ancestor of one. There may be thousands, so they are kept small. */
export interface IndexNode<Leaf> {
  readonly listeners: Leaf[];
  /** Most paths end at a leaf of the answer, and have none. */
  children: Map<string, IndexNode<Leaf>> | undefined;
}

/** Who listens where. Holds a node only while someone listens at it or below. */
export interface PathIndex<Leaf> {
  add(path: Path, listener: Leaf): void;
  remove(path: Path, listener: Leaf): void;
  /**
   * Listeners at the events' paths, at their ancestors, and below where an event can replace what is below:
   * a value that began, closed or was withdrawn, another attempt, or the end of the run.
   */
  concerned(events: readonly InstantEvent[]): Set<Leaf>;
  /** Listeners at a path and below it; `[]` is everybody. */
  below(path: Path): Set<Leaf>;
  /** Listeners at a path, above it and below it. */
  around(path: Path): Set<Leaf>;
}

export function createPathIndex<Leaf>(): PathIndex<Leaf> {
  const root = createNode<Leaf>();
  return {
    add(path, listener) {
      let node = root;
      for (const segment of path) {
        const key = String(segment);
        const children: Map<string, IndexNode<Leaf>> = (node.children ??= new Map());
        let child = children.get(key);
        if (child === undefined) children.set(key, (child = createNode()));
        node = child;
      }
      node.listeners.push(listener);
    },
    remove: (path, listener) => void prune(root, path, 0, listener),
    concerned(events) {
      const found = new Set<Leaf>();
      for (const event of events) {
        if (isFieldEvent(event)) {
          const node = visit(root, event.segments, found);
          if (node && event.type !== 'delta') visitAll(node, found);
        } else if (event.type === 'attempt' || event.type === 'end' || event.type === 'error') {
          visitAll(root, found);
        }
      }
      return found;
    },
    below(path) {
      const found = new Set<Leaf>();
      const node = visit(root, path, new Set());
      if (node) visitAll(node, found);
      return found;
    },
    around(path) {
      const found = new Set<Leaf>();
      const node = visit(root, path, found);
      if (node) visitAll(node, found);
      return found;
    },
  };
}

/** A number and the same digits as text are one key: a container is an array or an object, never both. */
function createNode<Leaf>(): IndexNode<Leaf> {
  return { listeners: [], children: undefined };
}

/** Collects along a path as far as the trie goes; the node at its end, if it goes that far. */
function visit<Leaf>(
  root: IndexNode<Leaf>,
  path: Path,
  found: Set<Leaf>,
): IndexNode<Leaf> | undefined {
  let node: IndexNode<Leaf> | undefined = root;
  for (const listener of root.listeners) found.add(listener);
  for (const segment of path) {
    node = node.children?.get(String(segment));
    if (node === undefined) return undefined;
    for (const listener of node.listeners) found.add(listener);
  }
  return node;
}

function visitAll<Leaf>(node: IndexNode<Leaf>, found: Set<Leaf>): void {
  for (const listener of node.listeners) found.add(listener);
  if (node.children) for (const child of node.children.values()) visitAll(child, found);
}

/** Removes the listener; true when the node is of no more use. */
function prune<Leaf>(node: IndexNode<Leaf>, path: Path, depth: number, listener: Leaf): boolean {
  const segment = path[depth];
  if (segment === undefined) {
    const at = node.listeners.indexOf(listener);
    if (at !== -1) node.listeners.splice(at, 1);
  } else {
    const key = String(segment);
    const child = node.children?.get(key);
    if (child && prune(child, path, depth + 1, listener)) node.children?.delete(key);
  }
  return node.listeners.length === 0 && !node.children?.size;
}
