// In: a value. Out: its texts, numbers, booleans and nulls, in order, each with its path.

import { formatPath, type PathSegment } from 'fieldwise';

export type Leaf = readonly [path: string, value: unknown];

export function leavesOf(value: unknown, at: readonly PathSegment[] = []): readonly Leaf[] {
  if (typeof value !== 'object' || value === null)
    return value === undefined ? [] : [[formatPath(at), value]];
  if (Array.isArray(value))
    return value.flatMap((item: unknown, index) => leavesOf(item, [...at, index]));
  return Object.entries(value).flatMap(([key, child]) => leavesOf(child, [...at, key]));
}
