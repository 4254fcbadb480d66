// In: places whose values may be otherwise now. Out: of a place, whether that was said of it since a moment.
// Each costs the depth of its place, however many there are.
// Knows nothing of values.

import type { Path } from '../protocol/index.js';

/** A place, with those below it by their keys. */
class Node extends Map<Path[number], Node> {
  /** When it was said last of this place, and of one below it. */
  here = 0;
  inside = 0;
}

export class Doubts {
  readonly #root = new Node();
  /** How often something was said so far. */
  now = 0;

  /** Says it of a place, and so of all around it and below. */
  add(place: Path): void {
    this.now++;
    let node = this.#root;
    for (const key of place) {
      node.inside = this.now;
      const next = node.get(key) ?? new Node();
      node.set(key, next);
      node = next;
    }
    node.here = this.now;
  }

  has(place: Path, since: number): boolean {
    let node = this.#root;
    for (const key of place) {
      const next = node.get(key);
      if (next === undefined || node.here > since) return node.here > since;
      node = next;
    }
    return node.here > since || node.inside > since;
  }
}
