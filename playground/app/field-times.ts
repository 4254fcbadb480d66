// In: instant events with their times. Out: one row per field: when it started, grew and was done.
// Rows are in the order the fields began, parents before children.
// Knows nothing of the clock, of React or of the wire.

import {
  formatPath,
  isFieldEvent,
  type FieldEvent,
  type InstantEvent,
  type InvalidEvent,
  type PathSegment,
} from 'fieldwise';

export type FieldKind = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null' | 'nothing';

/** `missing` is what the object around it closed without. */
export type FieldTimeState = 'open' | 'done' | 'invalid' | 'missing';

/** One field's life in milliseconds since the run began. */
export interface FieldTime {
  readonly path: string;
  /** The last segment, as a person reads it under its parent. */
  readonly label: string;
  readonly depth: number;
  readonly kind: FieldKind;
  readonly startedMs: number;
  /** When it closed; undefined while it is open. */
  readonly doneMs: number | undefined;
  readonly state: FieldTimeState;
  /** What is wrong with an invalid field itself, not with what is in it. */
  readonly issue: string | undefined;
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
    if (kind !== 'object' && kind !== 'array' && kind !== 'nothing') firstLeafMs ??= atMs;
    rowOf.set(path, fields.length);
    fields.push({
      path,
      label: labelOf(segments),
      depth: segments.length,
      kind,
      startedMs: atMs,
      doneMs: undefined,
      state: 'open',
      issue: undefined,
    });
  };
  const close = (path: string, part: Pick<FieldTime, 'doneMs' | 'state' | 'issue'>) => {
    const row = rowOf.get(path) ?? 0;
    const field = fields[row];
    if (field !== undefined) fields[row] = { ...field, ...part };
  };

  /** What was invalid only by what is in it is not any more when all of that is done. */
  const mend = (segments: readonly PathSegment[]) => {
    for (let depth = segments.length - 1; depth >= 0; depth--) {
      const path = formatPath(segments.slice(0, depth));
      const field = fields[rowOf.get(path) ?? -1];
      if (field?.state !== 'invalid' || field.issue !== undefined) return;
      const isWrong = fields.some(
        (inner) => inner.state === 'invalid' && isInside(inner.path, path),
      );
      if (isWrong) return;
      close(path, { doneMs: field.doneMs, state: 'done', issue: undefined });
    }
  };

  return {
    record(event, atMs) {
      if (event.type === 'attempt') rowOf.clear();
      if (!isFieldEvent(event)) return;
      const { path, segments } = event;
      if (event.type === 'replaced') rowOf.delete(path);
      if (event.type === 'start') begin(path, segments, event.kind, atMs);
      const state = closedStates[event.type];
      if (state === undefined) return;
      if (!rowOf.has(path)) begin(path, segments, kindOf(event.value), atMs);
      const issue = event.type === 'invalid' ? ownIssue(event) : undefined;
      close(path, { doneMs: atMs, state, issue });
      if (state === 'done') mend(segments);
    },
    fields,
    get firstLeafMs() {
      return firstLeafMs;
    },
  };
}

const closedStates: Partial<Record<FieldEvent['type'], FieldTimeState>> = {
  done: 'done',
  invalid: 'invalid',
  missing: 'missing',
};

function isInside(inner: string, outer: string): boolean {
  if (outer === '') return inner !== '';
  return inner.startsWith(outer) && /^[.[]/.test(inner.slice(outer.length));
}

function ownIssue({ path, issues }: InvalidEvent): string | undefined {
  const own = issues.filter((issue) => issue.path === path).map(({ message }) => message);
  return own.length === 0 ? undefined : own.join(' ');
}

function labelOf(segments: readonly PathSegment[]): string {
  const last = segments.at(-1);
  if (last === undefined) return 'answer';
  return typeof last === 'number' ? `[${last}]` : last;
}

function kindOf(value: unknown): FieldKind {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const kind = typeof value;
  return kind === 'string' || kind === 'number' || kind === 'boolean' ? kind : 'object';
}
