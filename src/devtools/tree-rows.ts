// In: the answers of a run, which fields they lack, and what is folded up. Out: the fields as rows of a tree, in their order.
// Read from snapshots, so an answer that was restored, or had begun elsewhere, is a tree as well.
// Knows nothing of events and of what is shown.

import { fieldState, formatPath, parsePath } from '../protocol/index.js';
import type { FieldState, InstantSnapshot, Path, PathSegment } from '../protocol/index.js';
import type { FieldTime } from './field-time.js';
import { labelOf } from './field-times.js';
import { isPlain } from './opaque-value.js';

/** What a run shows, or a lane beside it. */
export interface ShownAnswer {
  /** Undefined for the run's own answer. */
  readonly lane: string | undefined;
  readonly snapshot: InstantSnapshot;
}

/** One field of the tree. */
export interface TreeRow extends FieldState {
  /** No other row has it. */
  readonly id: string;
  readonly lane: string | undefined;
  readonly path: string;
  readonly label: string;
  /** 1 for the root. */
  readonly level: number;
  readonly isFoldable: boolean;
}

/** Rows beyond these are not read: nobody scrolls so far, and each costs the depth of its path. */
const MAX_ROWS = 20_000;

/** `folded` holds ids of rows. */
export function treeRows(
  answers: readonly ShownAnswer[],
  fields: readonly FieldTime[],
  folded: ReadonlySet<string>,
): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  for (const { lane, snapshot } of answers) {
    if (snapshot.value === undefined) continue;
    const missing = missingByParent(fields, lane);
    /** The values that it is in: one that is in itself is not followed. */
    const around = new Set<unknown>();
    const visit = (segments: Path) => {
      if (rows.length >= MAX_ROWS) return;
      const path = formatPath(segments);
      const id = lane === undefined ? path : JSON.stringify([lane, path]);
      const state = fieldState(snapshot, segments);
      const isAgain = around.has(state.value);
      const children = isAgain ? [] : childrenOf(state.value, missing.get(path));
      const label = segments.length === 0 && lane !== undefined ? lane : labelOf(segments);
      const isFoldable = children.length > 0;
      rows.push({ ...state, id, lane, path, label, level: segments.length + 1, isFoldable });
      if (folded.has(id) || !isFoldable) return;
      around.add(state.value);
      for (const child of children) visit([...segments, child]);
      around.delete(state.value);
    };
    visit([]);
  }
  return rows;
}

function childrenOf(value: unknown, missing: readonly PathSegment[] = []): PathSegment[] {
  if (!isPlain(value)) return [];
  if (Array.isArray(value)) return value.map((_, index) => index);
  return [...Object.keys(value), ...missing.filter((key) => !Object.hasOwn(value, key))];
}

/** A field that is missing is in no value. */
function missingByParent(
  fields: readonly FieldTime[],
  inLane: string | undefined,
): ReadonlyMap<string, PathSegment[]> {
  const missing = new Map<string, PathSegment[]>();
  for (const { path, lane, state } of fields) {
    if (state !== 'missing' || lane !== inLane) continue;
    const segments = parsePath(path);
    const parent = formatPath(segments.slice(0, -1));
    missing.set(parent, [...(missing.get(parent) ?? []), segments.at(-1) ?? '']);
  }
  return missing;
}
