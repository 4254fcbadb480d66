// In: a snapshot and the value shown before it. Out: the answer so far, with seeds where a field is still pending.
// Only the open path can hold pending fields, so only it is copied; everything else keeps its identity.
// Knows nothing of listeners or time.

import { getOwn, isContainer, setOwn, type JsonObject } from '../internal/own.js';
import type { InstantSnapshot, Path, Streaming } from '../protocol/index.js';

export function seededValue<T>(
  { value, open, outcome, error }: InstantSnapshot<T>,
  seed: Streaming<T> | undefined,
): Streaming<T> | undefined {
  const isRunning = outcome === undefined && error === undefined;
  if (!isRunning || seed === undefined) return value;
  if (value === undefined) return seed;
  // A seed has the shape of the value it stands in for, key by key.
  return open === undefined ? value : (merge(value, seed, open, 0) as Streaming<T>);
}

function merge(value: unknown, seed: unknown, open: Path, depth: number): unknown {
  if (!isObject(value) || !isObject(seed)) return value;
  const merged: JsonObject = { ...seed };
  for (const key of Object.keys(value)) setOwn(merged, key, value[key]);
  const segment = open[depth];
  if (segment !== undefined) {
    const child = merge(getOwn(value, segment), getOwn(seed, segment), open, depth + 1);
    setOwn(merged, String(segment), child);
  }
  return merged;
}

function isObject(value: unknown): value is JsonObject {
  return isContainer(value) && !Array.isArray(value);
}
