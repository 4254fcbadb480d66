// In: paths, and what is wrong there. Out: a tree of it beside the value's, of which every untouched part stays the same.
// Walks one path per question or change, however many fields are invalid.
// Knows nothing of values or events.

import { getOwn, setOwn } from '../internal/own.js';
import type { FieldIssue } from './field-event.js';
import type { Path, PathSegment } from './path.js';

/** What says what is wrong with a field: its event, whose issues are worked out when they are read. */
export interface Complaint {
  readonly issues: readonly FieldIssue[];
}

/** What is wrong with a field, and with those below it. Immutable. */
export interface InvalidFields {
  readonly complaint?: Complaint;
  readonly children?: Readonly<Record<string, InvalidFields>>;
}

interface Draft {
  complaint?: Complaint;
  children?: Record<string, InvalidFields>;
}

/** One step down the tree. */
export function childOf(
  fields: InvalidFields | undefined,
  key: PathSegment,
): InvalidFields | undefined {
  // The tree holds nothing else.
  return getOwn(fields?.children, String(key)) as InvalidFields | undefined;
}

/** Adds what is wrong at a path; parts in `owned` may be changed in place. */
export function addComplaint(
  fields: InvalidFields | undefined,
  path: Path,
  complaint: Complaint,
  owned: Set<unknown>,
): InvalidFields {
  const root = edit(fields, owned);
  reach(root, path, owned).complaint = complaint;
  return root;
}

/** Forgets what is wrong at a path and below; parts in `owned` may be changed in place. */
export function removeComplaints(
  fields: InvalidFields | undefined,
  path: Path,
  owned: Set<unknown>,
): InvalidFields | undefined {
  const last = path.at(-1);
  if (last === undefined) return undefined;
  if (path.reduce(childOf, fields) === undefined) return fields;
  const root = edit(fields, owned);
  const parent = reach(root, path.slice(0, -1), owned);
  delete childrenOf(parent, owned)[String(last)];
  return root;
}

function reach(root: Draft, path: Path, owned: Set<unknown>): Draft {
  let draft = root;
  for (const key of path) {
    const children = childrenOf(draft, owned);
    const child = edit(childOf(draft, key), owned);
    setOwn(children, String(key), child);
    draft = child;
  }
  return draft;
}

function childrenOf(draft: Draft, owned: Set<unknown>): Record<string, InvalidFields> {
  const { children } = draft;
  if (children !== undefined && owned.has(children)) return children;
  const copy = { ...children };
  owned.add(copy);
  draft.children = copy;
  return copy;
}

function edit(fields: InvalidFields | undefined, owned: Set<unknown>): Draft {
  if (fields !== undefined && owned.has(fields)) return fields;
  const draft: Draft = { ...fields };
  owned.add(draft);
  return draft;
}
