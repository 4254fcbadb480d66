// In: what is published, and a path. Out: that field's snapshot, the same object until the field changed.
// Works a field out at most once per publication, and holds no publication: only its number.
// Knows nothing of listeners or events.

import { getOwn } from '../internal/own.js';
import { fieldState, formatPath, parsePath, type Path, type PathInput } from '../protocol/index.js';
import type { FieldSnapshot, RunSnapshot } from './run-snapshot.js';

interface Entry {
  readonly path: Path;
  /** Every notation it was asked by. */
  readonly names: Set<string>;
  /** The number of the publication `field` was last checked against. */
  seen: number;
  field: FieldSnapshot;
  holders: number;
}

/** What is published, and which publication it is. */
export interface Publication {
  readonly number: number;
  readonly snapshot: RunSnapshot;
}

export interface FieldCache {
  get(path: PathInput, published: Publication): FieldSnapshot;
  /** Keeps the field until the returned function was called as often as this one; then it is forgotten. */
  hold(path: PathInput, published: Publication): () => void;
  /** Forgets what nobody holds, unless it is what it was. */
  clear(published: Publication): void;
}

export function createFieldCache(): FieldCache {
  /** By the path as it was given, so that a component's repeated question is one look-up; notations share an entry. */
  const entries = new Map<string, Entry>();

  function entryOf(input: PathInput, published: Publication): Entry {
    const known = typeof input === 'string' ? entries.get(input) : undefined;
    if (known !== undefined) return known;
    const path = parsePath(input);
    const written = formatPath(path);
    let entry = entries.get(written);
    if (entry === undefined) {
      const field = look(path, written, published.snapshot);
      entry = { path, names: new Set(), seen: published.number, field, holders: 0 };
      name(entry, written);
    }
    if (typeof input === 'string') name(entry, input);
    return entry;
  }

  function name(entry: Entry, notation: string): void {
    entry.names.add(notation);
    entries.set(notation, entry);
  }

  function forget(entry: Entry): void {
    for (const notation of entry.names) entries.delete(notation);
  }

  return {
    get: (input, published) => refresh(entryOf(input, published), published),
    hold(input, published) {
      const entry = entryOf(input, published);
      entry.holders += 1;
      return () => {
        entry.holders -= 1;
        if (entry.holders === 0) forget(entry);
      };
    },
    clear(published) {
      for (const entry of new Set(entries.values())) {
        const before = entry.field;
        if (refresh(entry, published) !== before && entry.holders === 0) forget(entry);
      }
    },
  };
}

function refresh(entry: Entry, { number, snapshot }: Publication): FieldSnapshot {
  if (entry.seen === number) return entry.field;
  const next = look(entry.path, entry.field.path, snapshot);
  entry.seen = number;
  if (next.status !== entry.field.status || !Object.is(next.value, entry.field.value)) {
    entry.field = next;
  }
  return entry.field;
}

function look(segments: Path, path: string, { partial, snapshot }: RunSnapshot): FieldSnapshot {
  const { status } = fieldState(snapshot, segments);
  return {
    path,
    value: segments.reduce<unknown>(step, partial),
    status,
    isComplete: status === 'complete',
    isStreaming: status === 'streaming',
    isPending: status === 'pending',
  };
}

/** Digits index an array and are a plain key of an object, whichever way they were written. */
function step(container: unknown, segment: string | number): unknown {
  return getOwn(container, Array.isArray(container) ? Number(segment) : String(segment));
}
