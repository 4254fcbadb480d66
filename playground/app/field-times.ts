// In: instant events with their times. Out: one row per field: when it started, grew and was done.
// Rows are in the order the fields began, parents before children.
// Knows nothing of the clock, of React or of the wire.

import { isFieldEvent, type InstantEvent, type PathSegment } from 'fieldwise';

export type FieldKind = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';

/** One field's life in milliseconds since the run began. */
export interface FieldTime {
  readonly path: string;
  /** The last segment, as a person reads it under its parent. */
  readonly label: string;
  readonly depth: number;
  readonly kind: FieldKind;
  readonly startedMs: number;
  /** Undefined while it is open. */
  readonly doneMs: number | undefined;
}

export interface FieldTimes {
  record(event: InstantEvent, atMs: number): void;
  readonly fields: readonly FieldTime[];
  readonly firstLeafMs: number | undefined;
}

export function createFieldTimes(): FieldTimes {
  const fields: FieldTime[] = [];
  const rowOf = new Map<string, number>();
  let firstLeafMs: number | undefined;

  const begin = (path: string, segments: readonly PathSegment[], kind: FieldKind, atMs: number) => {
    if (kind !== 'object' && kind !== 'array') firstLeafMs ??= atMs;
    rowOf.set(path, fields.length);
    fields.push({
      path,
      label: labelOf(segments),
      depth: segments.length,
      kind,
      startedMs: atMs,
      doneMs: undefined,
    });
  };

  return {
    record(event, atMs) {
      if (!isFieldEvent(event)) return;
      const { path, segments } = event;
      if (event.type === 'replaced') rowOf.delete(path);
      if (event.type === 'start') begin(path, segments, event.kind, atMs);
      if (event.type !== 'done') return;
      if (!rowOf.has(path)) begin(path, segments, kindOf(event.value), atMs);
      const row = rowOf.get(path) ?? 0;
      const field = fields[row];
      if (field !== undefined) fields[row] = { ...field, doneMs: atMs };
    },
    fields,
    get firstLeafMs() {
      return firstLeafMs;
    },
  };
}

function labelOf(segments: readonly PathSegment[]): string {
  const last = segments.at(-1);
  if (last === undefined) return 'answer';
  return typeof last === 'number' ? `[${last}]` : last;
}

function kindOf(value: unknown): FieldKind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const kind = typeof value;
  return kind === 'string' || kind === 'number' || kind === 'boolean' ? kind : 'object';
}
