// In: a snapshot and a value to stand in. Out: the answer so far, with the stand-in where a field is still pending.
// Only the open path can hold pending fields, so only it is copied; everything else keeps its identity.
// Knows nothing of listeners or time.

import { getOwn, isContainer, setOwn, type JsonObject } from '../internal/own.js';
import type { InstantSnapshot, Path, Streaming } from '../protocol/index.js';

/** What is shown where nothing has arrived. */
export interface Seed<T> {
  readonly value: Streaming<T> | undefined;
  /**
   * `initial` and `placeholder` end with the run, and give way to a list as soon as it begins; `stale`, the answer
   * before, stays until the new one is complete, item by item.
   */
  readonly kind: 'initial' | 'placeholder' | 'stale';
}

/** True while a seed may still be seen. */
export function isSeeded(
  { outcome, error }: InstantSnapshot,
  { value, kind }: Seed<unknown>,
): boolean {
  if (value === undefined) return false;
  return kind === 'stale' ? outcome !== 'complete' : outcome === undefined && error === undefined;
}

export function seededValue<T>(
  snapshot: InstantSnapshot<T>,
  seed: Seed<T>,
): Streaming<T> | undefined {
  const { value, open } = snapshot;
  if (!isSeeded(snapshot, seed)) return value;
  if (value === undefined) return seed.value;
  // A seed has the shape of the value it stands in for, key by key.
  return open === undefined
    ? value
    : (merge(value, seed.value, open, seed.kind === 'stale') as Streaming<T>);
}

function merge(value: unknown, seed: unknown, open: Path, hasItems: boolean): unknown {
  const [segment, ...deeper] = open;
  if (hasItems && Array.isArray(value) && Array.isArray(seed)) {
    const merged: unknown[] = [...value, ...seed.slice(value.length)];
    const at = Number(segment);
    if (segment !== undefined) merged[at] = merge(value[at], seed[at], deeper, hasItems);
    return merged;
  }
  if (!isObject(value) || !isObject(seed)) return value;
  const merged: JsonObject = { ...seed };
  for (const key of Object.keys(value)) setOwn(merged, key, value[key]);
  if (segment !== undefined) {
    const key = String(segment);
    setOwn(merged, key, merge(getOwn(value, key), getOwn(seed, key), deeper, hasItems));
  }
  return merged;
}

function isObject(value: unknown): value is JsonObject {
  return isContainer(value) && !Array.isArray(value);
}
