// In: what is known of an answer, and a path. Out: where the field there stands.
// The value and the one open path are the whole state: a field is complete when it exists and is not on that path.
// Knows nothing of how it became known.

import { getOwn, isContainer } from '../internal/own.js';
import type { ErrorEvent, Outcome } from './event.js';
import type { FieldIssue } from './field-event.js';
import type { InstantMeta } from './meta.js';
import type { Streaming } from './field-path.js';
import { childOf, type InvalidFields } from './invalid-fields.js';
import { parsePath, type Path, type PathInput, type PathSegment } from './path.js';

/** What is known of an answer. Immutable: a later snapshot shares every part that did not change. */
export interface InstantSnapshot<T = unknown> {
  /** The answer so far: absent keys have not begun, strings may still grow. */
  readonly value: Streaming<T> | undefined;
  /** The deepest open value's path; `undefined` when nothing is open. Its prefixes are open, everything else is closed. */
  readonly open: Path | undefined;
  /** Closed fields that do not fit the schema; `fieldState` tells their issues. `undefined` while there are none. */
  readonly invalid: InvalidFields | undefined;
  /** What the model thought aloud so far. */
  readonly reasoning: string;
  readonly meta: InstantMeta;
  /** How the run ended; `undefined` while it goes on or when it failed. */
  readonly outcome: Outcome | undefined;
  /** Why the run failed. */
  readonly error: Omit<ErrorEvent, 'type'> | undefined;
}

/**
 * Where a field stands: no byte yet · open · closed by the grammar · closed, and not what the schema asks for · left out
 * (its parent closed, or the run ended, without it) · begun, and the run ended before it closed.
 */
export type FieldStatus =
  | 'pending'
  | 'streaming'
  | 'complete'
  | 'invalid'
  | 'missing'
  | 'incomplete';

/** One field of a snapshot. */
export interface FieldState {
  readonly value: unknown;
  readonly status: FieldStatus;
  /** What is wrong with an `invalid` field, or with what is in it; empty for every other status. */
  readonly issues: readonly FieldIssue[];
}

const NO_ISSUES: readonly FieldIssue[] = Object.freeze([]);

/** The snapshot before the first event. */
export function createSnapshot<T = unknown>(): InstantSnapshot<T> {
  return {
    value: undefined,
    open: undefined,
    invalid: undefined,
    reasoning: '',
    meta: {},
    outcome: undefined,
    error: undefined,
  };
}

/**
 * Looks one field up: its value so far, where it stands and what is wrong with it. Costs the depth of the path.
 *
 * @throws {PathError} `invalid-path`
 */
export function fieldState(snapshot: InstantSnapshot, path: PathInput): FieldState {
  return stateAt(snapshot, parsePath(path));
}

export function stateAt(snapshot: InstantSnapshot, path: Path): FieldState {
  const { value: root, open, outcome, error } = snapshot;
  let { invalid } = snapshot;
  const hasEnded = outcome !== undefined || error !== undefined;
  let value: unknown = root;
  let isPresent = root !== undefined;
  let isOpen = isPresent && open !== undefined;
  for (const [depth, segment] of path.entries()) {
    if (!isPresent) break;
    const key = toKey(value, segment);
    isPresent = has(value, key);
    if (!isPresent) return absent(isOpen && !hasEnded ? 'pending' : 'missing');
    value = getOwn(value, key);
    invalid &&= childOf(invalid, key);
    isOpen &&= depth < (open?.length ?? 0) && open?.[depth] === key;
  }
  if (!isPresent) return absent(hasEnded ? 'missing' : 'pending');
  if (isOpen) {
    return { value, status: hasEnded ? 'incomplete' : 'streaming', issues: NO_ISSUES };
  }
  const issues = invalid?.complaint?.issues;
  if (issues !== undefined) return { value, status: 'invalid', issues };
  return { value, status: 'complete', issues: NO_ISSUES };
}

function absent(status: FieldStatus): FieldState {
  return { value: undefined, status, issues: NO_ISSUES };
}

/** A segment as the container at hand takes it: digits index an array, a number is an object's key as text. */
export function toKey(container: unknown, segment: PathSegment): PathSegment {
  if (Array.isArray(container))
    return typeof segment === 'string' && /^\d+$/.test(segment) ? Number(segment) : segment;
  return String(segment);
}

function has(container: unknown, key: PathSegment): boolean {
  if (Array.isArray(container)) {
    return Number.isInteger(key) && Number(key) >= 0 && Number(key) < container.length;
  }
  return isContainer(container) && Object.hasOwn(container, key);
}
