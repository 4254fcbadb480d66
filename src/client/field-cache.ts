// In: what is published, and a path. Out: that field's snapshot, the same object until the field changed.
// Works a field out at most once per publication.
// Knows nothing of listeners or events.

import { getOwn } from '../internal/own.js';
import { fieldState, formatPath, parsePath, type Path, type PathInput } from '../protocol/index.js';
import type { FieldSnapshot, RunSnapshot } from './run-snapshot.js';

interface Entry {
  readonly path: Path;
  /** The publication `field` was last checked against. */
  seen: RunSnapshot;
  field: FieldSnapshot;
}

export interface FieldCache {
  get(path: PathInput, published: RunSnapshot): FieldSnapshot;
}

export function createFieldCache(): FieldCache {
  /** By the path as it was given, so that a component's repeated question is one look-up; notations share an entry. */
  const entries = new Map<string, Entry>();

  function entryOf(input: PathInput, published: RunSnapshot): Entry {
    const known = typeof input === 'string' ? entries.get(input) : undefined;
    if (known !== undefined) return known;
    const path = parsePath(input);
    const written = formatPath(path);
    let entry = entries.get(written);
    if (entry === undefined) {
      entry = { path, seen: published, field: look(path, written, published) };
      entries.set(written, entry);
    }
    if (typeof input === 'string') entries.set(input, entry);
    return entry;
  }

  return {
    get(input, published) {
      const entry = entryOf(input, published);
      if (entry.seen === published) return entry.field;
      const next = look(entry.path, entry.field.path, published);
      entry.seen = published;
      if (!isSameField(next, entry.field)) entry.field = next;
      return entry.field;
    },
  };
}

function isSameField(one: FieldSnapshot, other: FieldSnapshot): boolean {
  return (
    one.status === other.status && one.issues === other.issues && Object.is(one.value, other.value)
  );
}

function look(segments: Path, path: string, { partial, snapshot }: RunSnapshot): FieldSnapshot {
  const { status, issues } = fieldState(snapshot, segments);
  return {
    path,
    value: segments.reduce<unknown>(step, partial),
    status,
    issues,
    isComplete: status === 'complete',
    isStreaming: status === 'streaming',
    isPending: status === 'pending',
  };
}

/** Digits index an array and are a plain key of an object, whichever way they were written. */
function step(container: unknown, segment: string | number): unknown {
  return getOwn(container, Array.isArray(container) ? Number(segment) : String(segment));
}
