// In: an object from the wire that claims to be an event. Out: the event it is, or a refusal.
// Everything a snapshot or a listener relies on is checked; events of a type not known here pass, for newer servers.
// Knows nothing of cursors or frames.

import type { InstantEvent, LaneEvent, Outcome } from './event.js';
import type { FieldIssue, StartKind } from './field-event.js';
import type { LaneOp } from './lane-frames.js';
import type { Path } from './path.js';
import { isSoundBeside } from './sound-beside.js';

/** An object on the wire, not looked into yet. */
export interface WholeOp {
  readonly type: string;
}

/** A field event as it travels: its path in segments, without what follows from the rest. */
export type FieldOp = { readonly path: Path } & (
  | { readonly type: 'start'; readonly kind: StartKind }
  | { readonly type: 'delta'; readonly delta: string }
  | { readonly type: 'done'; readonly value: unknown }
  | { readonly type: 'invalid'; readonly value: unknown; readonly issues: readonly FieldIssue[] }
  | { readonly type: 'missing' }
  | { readonly type: 'replaced' }
);

/** Indexes beyond are refused: a single one would make a list of that length. */
const MAX_INDEX = 1_000_000;

const FIELD_TYPES: ReadonlySet<string> = new Set([
  'start',
  'delta',
  'done',
  'invalid',
  'missing',
  'replaced',
]);
const KINDS: ReadonlySet<unknown> = new Set<StartKind>(['object', 'array', 'string']);
const OUTCOMES: ReadonlySet<unknown> = new Set<Outcome>(['complete', 'truncated', 'stopped']);

export function isWhole(op: unknown): op is WholeOp {
  return typeof op === 'object' && op !== null && typeof Reflect.get(op, 'type') === 'string';
}

/** What is on the wire as a whole: a lane's facts travel as its own frame. */
export type CheckedOp = FieldOp | LaneOp | Exclude<InstantEvent, LaneEvent>;

export function isFieldOp(op: CheckedOp): op is FieldOp {
  return FIELD_TYPES.has(op.type);
}

export function isLaneOp(op: CheckedOp): op is LaneOp {
  return op.type === 'lane';
}

/** @throws {TypeError} when a part is missing or of another kind than its type demands. */
export function checkWhole(op: WholeOp): CheckedOp {
  if (!isSound(op.type, op as WholeOp & Readonly<Record<string, unknown>>)) {
    throw new TypeError(`This is no event of the type ${op.type}.`);
  }
  // Checked part by part above; a type not known here is for whoever knows it.
  return op as CheckedOp;
}

function isSound(type: string, op: Readonly<Record<string, unknown>>): boolean {
  if (FIELD_TYPES.has(type) && !isPath(op['path'])) return false;
  switch (type) {
    case 'start':
      return KINDS.has(op['kind']);
    case 'delta':
    case 'reasoning':
      return typeof op['delta'] === 'string';
    case 'done':
      return 'value' in op;
    case 'invalid':
      return 'value' in op && Array.isArray(op['issues']) && op['issues'].every(isIssue);
    case 'attempt':
      return (
        isIndex(op['attempt']) &&
        typeof op['reason'] === 'string' &&
        (op['missing'] === undefined || isTexts(op['missing']))
      );
    case 'end':
      return OUTCOMES.has(op['outcome']) && isTexts(op['incomplete']);
    case 'error':
      return (
        isTexts([op['code'], op['message']]) &&
        (op['path'] === undefined || typeof op['path'] === 'string')
      );
    case 'lane':
      return isSoundBeside(type, op) && Array.isArray(op['frame']);
    default:
      return isSoundBeside(type, op);
  }
}

function isPath(path: unknown): path is Path {
  return (
    Array.isArray(path) && path.every((segment) => typeof segment === 'string' || isIndex(segment))
  );
}

function isIndex(segment: unknown): boolean {
  return Number.isInteger(segment) && Number(segment) >= 0 && Number(segment) < MAX_INDEX;
}

function isIssue(issue: unknown): boolean {
  if (typeof issue !== 'object' || issue === null) return false;
  return isTexts([Reflect.get(issue, 'path'), Reflect.get(issue, 'message')]);
}

function isTexts(values: unknown): boolean {
  return Array.isArray(values) && values.every((value) => typeof value === 'string');
}
