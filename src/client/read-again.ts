// In: an answer as it was written, with a part of it changed. Out: what its schema makes of it now.
// By the reader that read it the first time: there is no second way to check an answer.
// Knows nothing of requests or of who shows what.

import { getOwn } from '../internal/own.js';
import {
  createSnapshot,
  fieldState,
  parsePath,
  reduceInstants,
  toEvents,
} from '../protocol/index.js';
import type {
  DoneEvent,
  FieldIssue,
  InstantEvent,
  InstantSnapshot,
  InvalidFields,
  Path,
} from '../protocol/index.js';
import type { AnswerReader, Verdict } from './answer-reader.js';
import { aloneAt, isWithin } from './written-value.js';

/** A whole answer, and what it amounts to. */
export interface WholeAnswer<T> {
  readonly snapshot: InstantSnapshot<T>;
  readonly verdict: Verdict<T>;
  /** What is told as complete in it, and is. */
  readonly completed: readonly DoneEvent[];
}

/** Reads a whole answer. What a verdict that had to be waited for tells is in the snapshot. */
export function readWhole<T>(
  reader: AnswerReader<T>,
  raw: unknown,
): WholeAnswer<T> | Promise<WholeAnswer<T>> {
  const events = toEvents(raw).flatMap((event) => reader.read(event));
  const snapshot = reduceInstants(createSnapshot<T>(), events);
  const verdict = reader.judge(snapshot.value);
  if (!(verdict instanceof Promise))
    return { snapshot, verdict, completed: completedIn(snapshot, events) };
  return verdict.then((settled) => {
    const late = settled.events ?? [];
    const last = reduceInstants(snapshot, late);
    const completed = completedIn(last, [...events, ...late]);
    return { snapshot: last, verdict: settled, completed };
  });
}

function completedIn(
  snapshot: InstantSnapshot,
  events: readonly InstantEvent[],
): readonly DoneEvent[] {
  // The last word on each.
  const told = new Map<string, DoneEvent>();
  for (const event of events) if (event.type === 'done') told.set(event.path, event);
  return [...told.values()].filter(
    ({ segments }) => fieldState(snapshot, segments).status === 'complete',
  );
}

/** A field, read without the rest of its answer. */
export interface FieldAlone {
  readonly snapshot: InstantSnapshot;
  readonly issues: readonly FieldIssue[];
  /** What it has that is complete, it itself last. */
  readonly completed: readonly DoneEvent[];
}

/** Reads one field as it stands among what is shown `around` it. What only the whole can tell is left to the whole. */
export function readAlone(
  reader: AnswerReader<unknown>,
  path: Path,
  raw: unknown,
  around: unknown,
): FieldAlone {
  let snapshot = createSnapshot();
  let issues: readonly FieldIssue[] = [];
  const completed: DoneEvent[] = [];
  const events = toEvents(aloneAt(around, path, raw)).flatMap((event) => reader.read(event));
  for (const event of events) {
    snapshot = reduceInstants(snapshot, [event]);
    if (event.type === 'done' && isWithin(event.segments, path)) completed.push(event);
    // One that is shown only as a whole closes with what is in it.
    if (!event.isComplete || !isWithin(path, event.segments)) continue;
    if (event.type === 'invalid') issues = issuesWithin(event.issues, path);
    if (event.segments.length === path.length) break;
  }
  return { snapshot, issues, completed };
}

/** What is wrong, without what is wrong at a path and below it. */
export function withoutComplaints(
  fields: InvalidFields | undefined,
  path: Path,
  depth = 0,
): InvalidFields | undefined {
  const key = path[depth];
  if (fields === undefined || key === undefined) return undefined;
  const { complaint, children = {} } = fields;
  const { [String(key)]: _, ...others } = children;
  const wrong = complaint?.issues ?? [];
  const issues = wrong.filter((issue) => !issuesWithin([issue], path).length);
  // The tree holds nothing else.
  const child = getOwn(children, String(key)) as InvalidFields | undefined;
  const below = withoutComplaints(child, path, depth + 1);
  return {
    ...(issues.length > 0 && { complaint: { issues } }),
    children: below ? { ...others, [String(key)]: below } : others,
  };
}

function issuesWithin(issues: readonly FieldIssue[], path: Path): readonly FieldIssue[] {
  return issues.filter((issue) => isWithin(parsePath(issue.path), path));
}
