// In: the data of an answer, and paths that must be in it. Out: the paths that are not, written as they are in this answer.
// A key counts as there whatever its value, `null` and `''` too; `[*]` asks every item, so of an empty list nothing.
// Knows nothing of models or attempts.

import { getOwn, isContainer } from '../internal/own.js';
import {
  formatPath,
  parsePath,
  type Path,
  type PathInput,
  type PathSegment,
  type PreparedSchema,
} from '../protocol/index.js';

/**
 * Reads the path of a key. Beside the usual ways to write one, indexes may keep their brackets between slashes:
 * `/items/[*]/title`.
 * @throws {PathError} `invalid-path`
 */
export function parseKey(key: PathInput): Path {
  const path = parsePath(key);
  return typeof key === 'string' && key.startsWith('/') ? path.map(toSegment) : path;
}

function toSegment(segment: PathSegment): PathSegment {
  const inner = typeof segment === 'string' ? /^\[(\*|\d+)\]$/.exec(segment)?.[1] : undefined;
  if (inner === undefined) return segment;
  return inner === '*' ? inner : Number(inner);
}

/** The keys that are missing, each as the first place on its way where there is nothing. */
export function missingKeys(data: unknown, keys: Iterable<Path>): readonly string[] {
  const missing = new Set<string>();
  for (const key of keys) collect(data, key, 0, [], missing);
  return [...missing];
}

function collect(
  value: unknown,
  key: Path,
  depth: number,
  here: readonly PathSegment[],
  missing: Set<string>,
): void {
  const segment = key[depth];
  if (segment === undefined) {
    if (value === undefined) missing.add(formatPath(here));
    return;
  }
  const known = knownSegments(value, segment);
  if (known === undefined) {
    missing.add(segment === '*' ? `${formatPath(here)}[*]` : formatPath([...here, segment]));
    return;
  }
  for (const each of known) {
    const child = getOwn(value, each);
    if (child === undefined) missing.add(formatPath([...here, each]));
    else collect(child, key, depth + 1, [...here, each], missing);
  }
}

/** The places a segment stands for in a container; `undefined` where there is none to look into. */
function knownSegments(value: unknown, segment: PathSegment): readonly PathSegment[] | undefined {
  if (!isContainer(value)) return undefined;
  if (Array.isArray(value)) {
    if (segment === '*') return value.map((_, index) => index);
    return typeof segment === 'number' ? [segment] : undefined;
  }
  if (segment !== '*' || Object.hasOwn(value, '*')) return [String(segment)];
  const keys = Object.keys(value);
  // Nothing shows that it is a list of nothing.
  return keys.length === 0 ? undefined : keys;
}

/** True of a place where the model wrote nothing, and for which the schema has a default. */
export function isFilledIn(schema: PreparedSchema, written: unknown, place: Path): boolean {
  let part = schema.root;
  let value = written;
  for (const key of place) {
    if (!isContainer(value)) return false;
    const container = Array.isArray(value)
      ? part?.decide('array', {})
      : part?.decide('object', value);
    if (container === undefined || 'waitsFor' in container) return false;
    part = container.child(key);
    value = getOwn(value, key);
  }
  return value === undefined && part?.absent() !== undefined;
}
