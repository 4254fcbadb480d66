// In: a parent's node and a key or index. Out: the address of one field, shared by all of its events.
// The written paths grow from the parent's, so an address costs the same at any depth; the rest is worked out when read.
// Knows nothing of values or events.

import { formatKey, joinPath, type Path, type PathSegment } from './path.js';

/** Distinct keys, and indexes, whose written form is remembered. */
const MAX_KNOWN = 4096;

/** One field's place in the answer. */
export class FieldNode {
  readonly parent: FieldNode | undefined;
  /** Key or index inside the parent; `undefined` at the root. */
  readonly key: PathSegment | undefined;
  readonly path: string;
  #wildcardPath: string | undefined;
  #segments: Path | undefined;

  private constructor(parent: FieldNode | undefined, key: PathSegment | undefined, path: string) {
    this.parent = parent;
    this.key = key;
    this.path = path;
  }

  static root(): FieldNode {
    return new FieldNode(undefined, undefined, '');
  }

  /** The node of any path, with its ancestors. */
  static of(path: Path): FieldNode {
    return path.reduce<FieldNode>((node, key) => node.childAt(key), FieldNode.root());
  }

  /** The node of a child, whose key or index is written as `suffix`. */
  child(key: PathSegment, suffix: string): FieldNode {
    return new FieldNode(this, key, joinPath(this.path, suffix));
  }

  childAt(key: PathSegment): FieldNode {
    return this.child(key, typeof key === 'number' ? `[${key}]` : formatKey(key));
  }

  /** True for the same place; the nodes of one place are one object unless it was named anew. */
  isAt(other: FieldNode | undefined): boolean {
    return this === other || this.path === other?.path;
  }

  get wildcardPath(): string {
    this.#wildcardPath ??= writeWildcards(this);
    return this.#wildcardPath;
  }

  get segments(): Path {
    this.#segments ??= climb(this);
    return this.#segments;
  }

  get indexes(): readonly number[] {
    return this.segments.filter((segment) => typeof segment === 'number');
  }
}

function writeWildcards({ parent, key, path }: FieldNode): string {
  if (parent === undefined) return path;
  if (typeof key === 'number') return `${parent.wildcardPath}[*]`;
  return joinPath(parent.wildcardPath, formatKey(String(key)));
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

/** A key, how it is written, and which key came after it the last time. */
interface WrittenKey {
  readonly key: string;
  readonly suffix: string;
  next: WrittenKey | undefined;
}

/**
 * Remembers how keys and indexes are written, since answers repeat them. A key is handed back as engines keep the names
 * of properties, which they look up without reading them again.
 */
export class WrittenKeys {
  readonly #keys = new Map<string, WrittenKey>();
  readonly #indexes: string[] = [];
  #last: WrittenKey | undefined;

  ofKey(text: string): WrittenKey {
    const guess = this.#last?.next;
    // Objects of a list have their keys in one order: comparing with the likely one costs less than looking any up.
    const written = guess?.key === text ? guess : this.#find(text);
    if (this.#last !== undefined) this.#last.next = written;
    this.#last = written;
    return written;
  }

  ofIndex(index: number): string {
    return index < MAX_KNOWN ? (this.#indexes[index] ??= `[${index}]`) : `[${index}]`;
  }

  #find(text: string): WrittenKey {
    let written = this.#keys.get(text);
    if (written === undefined) {
      if (this.#keys.size >= MAX_KNOWN) this.#forget();
      const [key = text] = Object.keys({ [text]: true });
      written = { key, suffix: formatKey(key), next: undefined };
      this.#keys.set(key, written);
    }
    return written;
  }

  /** Keys point to those that came after them, so the last one is let go of, too. */
  #forget(): void {
    this.#keys.clear();
    this.#last = undefined;
  }
}
