// In: instant events with their times. Out: one row per field: when it started, grew, stalled and was done.
// Rows are in the order the fields began, parents before children. An event costs the same, however many came before.
// Knows nothing of the clock, of React or of the wire.

import { formatPath, isFieldEvent } from '../protocol/index.js';
import type {
  FieldEvent,
  FieldStatus,
  InstantEvent,
  InvalidEvent,
  Path,
} from '../protocol/index.js';
import { holdsFields } from './field-time.js';
import type { FieldCounts, FieldKind, FieldTime, FieldTimeState, Stall } from './field-time.js';

/** Nothing for so long, in an open field, is a stall: what a reader of the page notices. */
const STALL_MS = 500;
const MAX_STALLS = 20;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface Row extends Mutable<FieldTime> {
  readonly stalls: Stall[];
}

const CLOSED: Partial<Record<FieldEvent['type'], FieldTimeState>> = {
  done: 'done',
  invalid: 'invalid',
  missing: 'missing',
};

/** How many more rows are kept; what begins beyond them is counted. */
export interface Room {
  left: number;
}

/** The rows of one answer: of a run, or of a lane beside it. */
export class FieldTimes {
  readonly #room: Room;
  readonly #lane: string | undefined;
  readonly #rows: Row[] = [];
  readonly #rowOf = new Map<string, Row>();
  /** The last row that began at each depth: those around the open one, since one path is open at a time. */
  readonly #path: (Row | undefined)[] = [];
  /** The row in which something came last. */
  #open: Row | undefined;
  readonly #counts: Mutable<FieldCounts> = { done: 0, invalid: 0, missing: 0, open: 0 };
  #lastMs: number | undefined;
  #firstLeafMs: number | undefined;
  #hidden = 0;
  #hasInvalid = false;

  constructor(room: Room, lane?: string) {
    this.#room = room;
    this.#lane = lane;
  }

  get rows(): readonly FieldTime[] {
    return this.#rows;
  }

  /** Kept along, so that nobody goes through all rows to count them. */
  get counts(): FieldCounts {
    return this.#counts;
  }

  /** When the first value that is no container began. */
  get firstLeafMs(): number | undefined {
    return this.#firstLeafMs;
  }

  /** Fields for which there is no row any more. */
  get hiddenCount(): number {
    return this.#hidden;
  }

  record(event: InstantEvent, atMs: number): void {
    if (event.type === 'attempt') this.leave(atMs);
    if (!isFieldEvent(event)) return;
    this.#noteStall(atMs);
    const { path } = event;
    if (event.type === 'replaced') this.#rowOf.delete(path);
    else if (event.type === 'start') this.#begin(event, event.kind, atMs);
    else if (event.type === 'delta') this.#grow(path, event.delta, atMs);
    else this.#close(event, atMs);
    this.#lastMs = atMs;
  }

  /**
   * Takes over what came of fields after all events: one that was asked for anew is told by no event of its run. Looks
   * only at rows that ended badly.
   */
  meet(stateOf: (path: string) => FieldStatus, atMs: number): void {
    if (this.#counts.invalid + this.#counts.missing + this.#counts.open === 0) return;
    for (const row of this.#rowOf.values()) {
      if (row.state === 'done' || stateOf(row.path) !== 'complete') continue;
      row.doneMs ??= atMs;
      this.#settle(row, 'done', undefined);
    }
  }

  /** An attempt, or the answer, is over: its rows stay as they are, and what comes begins anew. */
  leave(atMs: number): void {
    for (const row of this.#rowOf.values()) row.doneMs ??= atMs;
    this.#rowOf.clear();
    this.#path.length = 0;
    this.#open = undefined;
    this.#hasInvalid = false;
  }

  /** What was open while nothing came is where it stalled. */
  #noteStall(atMs: number): void {
    const open = this.#open;
    const fromMs = this.#lastMs;
    if (!open || fromMs === undefined || open.state !== 'open' || atMs - fromMs < STALL_MS) return;
    open.stalls.push({ fromMs, toMs: atMs });
    if (open.stalls.length > MAX_STALLS) open.stalls.splice(shortestOf(open.stalls), 1);
  }

  #begin(event: FieldEvent, kind: FieldKind, atMs: number): Row | undefined {
    if (!holdsFields(kind) && kind !== 'nothing') this.#firstLeafMs ??= atMs;
    const { segments } = event;
    const depth = segments.length;
    this.#touch(this.#path[depth - 1], atMs);
    if (this.#room.left === 0) {
      this.#hidden += 1;
      return undefined;
    }
    this.#room.left -= 1;
    const row: Row = {
      path: event.path,
      lane: this.#lane,
      label: depth === 0 && this.#lane !== undefined ? this.#lane : labelOf(segments),
      depth,
      kind,
      startedMs: atMs,
      grewMs: undefined,
      doneMs: undefined,
      pieces: 0,
      characters: 0,
      stalls: [],
      state: 'open',
      issue: undefined,
    };
    this.#rows.push(row);
    this.#count(row, 1);
    this.#path[depth] = row;
    this.#rowOf.set(event.path, row);
    this.#open = row;
    return row;
  }

  #grow(path: string, delta: string, atMs: number): void {
    const row = this.#rowOf.get(path);
    if (!row) return;
    this.#touch(row, atMs);
    row.pieces += 1;
    row.characters += delta.length;
    this.#open = row;
  }

  #close(event: FieldEvent, atMs: number): void {
    const state = CLOSED[event.type];
    const row = this.#rowOf.get(event.path) ?? this.#begin(event, kindOf(event.value), atMs);
    if (!row || state === undefined) return;
    row.doneMs = atMs;
    this.#settle(row, state, event.type === 'invalid' ? ownIssue(event) : undefined);
    this.#open = this.#path[row.depth - 1];
    if (state === 'invalid') this.#hasInvalid = true;
    else if (this.#hasInvalid && state === 'done') this.#mend(event.segments);
  }

  #touch(row: Row | undefined, atMs: number): void {
    if (row) row.grewMs ??= atMs;
  }

  /** What was invalid only by what is in it is not any more when all of that is done. */
  #mend(segments: Path): void {
    for (let depth = segments.length - 1; depth >= 0; depth--) {
      const row = this.#rowOf.get(formatPath(segments.slice(0, depth)));
      if (row?.state !== 'invalid' || row.issue !== undefined) return;
      const isWrong = (inner: Row) => inner.state === 'invalid' && isInside(inner.path, row.path);
      if (this.#rows.some(isWrong)) return;
      this.#settle(row, 'done', undefined);
    }
  }

  #settle(row: Row, state: FieldTimeState, issue: string | undefined): void {
    this.#count(row, -1);
    row.state = state;
    row.issue = issue;
    this.#count(row, 1);
  }

  /** What a person counts: leaves, and what is itself invalid. */
  #count({ kind, state, issue }: Row, by: 1 | -1): void {
    if (!holdsFields(kind) || issue !== undefined) this.#counts[state] += by;
  }
}

/** True of a path below another. */
export function isInside(inner: string, outer: string): boolean {
  if (outer === '') return inner !== '';
  return inner.startsWith(outer) && /^[.[]/.test(inner.slice(outer.length));
}

/** How a field is called under its parent. */
export function labelOf(segments: Path): string {
  const last = segments.at(-1);
  if (last === undefined) return 'answer';
  if (typeof last === 'number') return `[${last}]`;
  return last === '' ? '""' : last;
}

/** What a value is. */
export function kindOf(value: unknown): FieldKind {
  const kind = typeof value;
  if (kind === 'undefined') return 'nothing';
  if (kind !== 'object') return kind;
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  if (value instanceof Map) return 'map';
  if (value instanceof Set) return 'set';
  return value instanceof URL ? 'url' : 'object';
}

function shortestOf(stalls: readonly Stall[]): number {
  const lengths = stalls.map(({ fromMs, toMs }) => toMs - fromMs);
  return lengths.indexOf(Math.min(...lengths));
}

function ownIssue({ path, issues }: InvalidEvent): string | undefined {
  const own = issues.filter((issue) => issue.path === path).map(({ message }) => message);
  return own.length === 0 ? undefined : own.join(' ');
}
