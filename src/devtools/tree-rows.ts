// In: what a run shows, which fields it lacks, and what is folded up. Out: the fields as rows of a tree, in their order.
// Read from the snapshot, so an answer that was restored, or had begun elsewhere, is a tree as well.
// Knows nothing of events and of what is shown.

import { isContainer } from '../internal/own.js';
import { fieldState, formatPath, parsePath } from '../protocol/index.js';
import type { FieldState, InstantSnapshot, Path, PathSegment } from '../protocol/index.js';
import type { FieldTime } from './field-time.js';
import { labelOf } from './field-times.js';

/** One field of the tree. */
export interface TreeRow extends FieldState {
  readonly path: string;
  readonly label: string;
  /** 1 for the root. */
  readonly level: number;
  readonly isFoldable: boolean;
}

/** Rows beyond these are not read: nobody scrolls so far, and each costs the depth of its path. */
const MAX_ROWS = 20_000;

export function treeRows(
  snapshot: InstantSnapshot,
  fields: readonly FieldTime[],
  folded: ReadonlySet<string>,
): readonly TreeRow[] {
  if (snapshot.value === undefined) return [];
  const rows: TreeRow[] = [];
  const missing = missingByParent(fields);
  const visit = (segments: Path) => {
    if (rows.length >= MAX_ROWS) return;
    const path = formatPath(segments);
    const state = fieldState(snapshot, segments);
    const children = childrenOf(state.value, missing.get(path));
    const label = labelOf(segments);
    const isFoldable = children.length > 0;
    rows.push({ ...state, path, label, level: segments.length + 1, isFoldable });
    if (folded.has(path)) return;
    for (const key of children) visit([...segments, key]);
  };
  visit([]);
  return rows;
}

function childrenOf(value: unknown, missing: readonly PathSegment[] = []): PathSegment[] {
  if (!isContainer(value)) return [];
  if (Array.isArray(value)) return value.map((_, index) => index);
  return [...Object.keys(value), ...missing.filter((key) => !Object.hasOwn(value, key))];
}

/** A field that is missing is in no value. */
function missingByParent(fields: readonly FieldTime[]): ReadonlyMap<string, PathSegment[]> {
  const missing = new Map<string, PathSegment[]>();
  for (const { path, state } of fields) {
    if (state !== 'missing') continue;
    const segments = parsePath(path);
    const parent = formatPath(segments.slice(0, -1));
    missing.set(parent, [...(missing.get(parent) ?? []), segments.at(-1) ?? '']);
  }
  return missing;
}
