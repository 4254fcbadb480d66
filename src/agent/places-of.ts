// In: a value, and a path or pattern in it. Out: what stands at each place that fits, in the order of the value.
// Knows nothing of answers, or of who asks.

import { getOwn, isContainer } from '../internal/own.js';
import type { Path, PathSegment } from '../protocol/index.js';

/** Of `path` from `depth` on, in a value that is at `here`. `'*'` stands for every index and every key. */
export function* placesOf(
  value: unknown,
  path: Path,
  depth = 0,
  here: readonly PathSegment[] = [],
): Generator<readonly [place: Path, value: unknown]> {
  const segment = path[depth];
  if (segment === undefined) {
    if (value !== undefined) yield [here, value];
  } else if (isContainer(value)) {
    for (const key of segment === '*' ? keysOf(value) : [segment])
      yield* placesOf(getOwn(value, key), path, depth + 1, [...here, key]);
  }
}

/** What stands at a path, from `depth` on; `undefined` where nothing does. */
export function valueAt(value: unknown, path: Path, depth: number): unknown {
  return path.slice(depth).reduce((inside, key) => getOwn(inside, key), value);
}

function keysOf(container: object): readonly PathSegment[] {
  return Array.isArray(container) ? [...container.keys()] : Object.keys(container);
}
