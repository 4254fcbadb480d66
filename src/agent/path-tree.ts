// In: paths, and what is noted at them. Out: the same, by path; forgotten together with what is around it.
// Knows nothing of what is noted.

import type { Path, PathSegment } from '../protocol/index.js';

/** What is noted at one place, and in it. */
export class PathTree<Value> {
  value: Value | undefined;
  #inside: Map<PathSegment, PathTree<Value>> | undefined;

  /** What is directly in it, if anything was noted there or below. */
  child(segment: PathSegment): PathTree<Value> | undefined {
    return this.#inside?.get(segment);
  }

  /** The place at a path, from now on. */
  reach(path: Path): PathTree<Value> {
    return path.reduce<PathTree<Value>>((place, segment) => place.#open(segment), this);
  }

  /** Forgets what is noted here and in it. */
  forget(): void {
    this.value = undefined;
    this.#inside = undefined;
  }

  #open(segment: PathSegment): PathTree<Value> {
    const inside = (this.#inside ??= new Map<PathSegment, PathTree<Value>>());
    let place = inside.get(segment);
    if (place === undefined) inside.set(segment, (place = new PathTree()));
    return place;
  }
}
