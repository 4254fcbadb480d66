// In: a parent's node and a key or index. Out: the address of one field, shared by all of its events.
// The written paths grow from the parent's, so an address costs the same at any depth; the rest is worked out when read.
// Knows nothing of values or events.

import { formatKey, joinPath, type Path, type PathSegment } from './path.js';

/** Distinct keys whose written form is remembered; beyond that the memory starts over. */
const MAX_SUFFIXES = 4096;

/** One field's place in the answer. */
export class FieldNode {
  readonly parent: FieldNode | undefined;
  /** Key or index inside the parent; `undefined` at the root. */
  readonly key: PathSegment | undefined;
  readonly path: string;
  readonly wildcardPath: string;
  #segments: Path | undefined;

  private constructor(
    parent: FieldNode | undefined,
    key: PathSegment | undefined,
    path: string,
    wildcardPath: string,
  ) {
    this.parent = parent;
    this.key = key;
    this.path = path;
    this.wildcardPath = wildcardPath;
  }

  static root(): FieldNode {
    return new FieldNode(undefined, undefined, '', '');
  }

  /** The node of any path, with its ancestors. */
  static of(path: Path, suffixes = new KeySuffixes()): FieldNode {
    return path.reduce<FieldNode>((node, key) => node.child(key, suffixes), FieldNode.root());
  }

  child(key: PathSegment, suffixes: KeySuffixes): FieldNode {
    if (typeof key === 'number') {
      return new FieldNode(this, key, `${this.path}[${key}]`, `${this.wildcardPath}[*]`);
    }
    const suffix = suffixes.of(key);
    return new FieldNode(
      this,
      key,
      joinPath(this.path, suffix),
      joinPath(this.wildcardPath, suffix),
    );
  }

  get segments(): Path {
    this.#segments ??= climb(this);
    return this.#segments;
  }

  get indexes(): readonly number[] {
    return this.segments.filter((segment) => typeof segment === 'number');
  }
}

function climb(leaf: FieldNode): Path {
  const segments: PathSegment[] = [];
  let node: FieldNode | undefined = leaf;
  while (node?.key !== undefined) {
    segments.push(node.key);
    node = node.parent;
  }
  return segments.toReversed();
}

/** Remembers the written form of keys, since models repeat them. */
export class KeySuffixes {
  readonly #known = new Map<string, string>();

  of(key: string): string {
    let suffix = this.#known.get(key);
    if (suffix === undefined) {
      if (this.#known.size >= MAX_SUFFIXES) this.#known.clear();
      suffix = formatKey(key);
      this.#known.set(key, suffix);
    }
    return suffix;
  }
}
