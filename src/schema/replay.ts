// In: a child's schema. Out: one that takes what was found out of the child when it closed, instead of finding out again.
// A container made of such children checks only itself: its size, its keys, its refinements and transforms.
// Knows nothing of paths or events.

import { util, type $ZodRawIssue, type $ZodType, type ParsePayload } from 'zod/v4/core';
import { runsAs } from './clone.js';
import { inside } from './issues-inside.js';
import { ChildUntold, type Verdict } from './verdict.js';

/** Stands in a container's place of a child whose output is not simply there to be taken. */
class Held {
  readonly raw: unknown;
  /** Absent where the child's schema could not tell; a container that must know cannot tell either. */
  readonly verdict: Verdict | undefined;
  /** What it was told as, where there is no verdict. */
  readonly shown: unknown;

  constructor(raw: unknown, verdict: Verdict | undefined, shown: unknown) {
    this.raw = raw;
    this.verdict = verdict;
    this.shown = shown;
  }
}

/** True where an output is not simply there to be taken. */
export function isHeld(held: unknown): boolean {
  return held instanceof Held;
}

/** True of a child that was found wrong. */
export function isWrong(held: unknown): boolean {
  return held instanceof Held && (held.verdict?.issues.length ?? 0) > 0;
}

/** True of a child that is wrong in any case, and of which a promise may find more. */
export function isPartlyTold(held: unknown): boolean {
  return held instanceof Held && held.verdict?.isPartial === true;
}

/** True of a child in which a function of the schema threw. */
export function hasThrown(held: unknown): boolean {
  return held instanceof Held && held.verdict?.hasThrown === true;
}

/** What was found wrong with a child, as its container says it. */
export function issuesOf(key: PropertyKey, held: unknown): readonly $ZodRawIssue[] {
  const issues = held instanceof Held ? (held.verdict?.issues ?? []) : [];
  return issues.length === 0 ? [] : util.prefixIssues(key, [inside(issues)]);
}

/** What may be shown of something held: its output, what was written where it is wrong, what was told where nobody knows. */
export function release(held: unknown): unknown {
  if (!(held instanceof Held)) return held;
  const { verdict, raw, shown } = held;
  if (verdict === undefined) return shown;
  return verdict.issues.length === 0 ? verdict.value : raw;
}

/** What to put in a container for a child: its output as it is, where that says everything. */
export function hold(raw: unknown, verdict: Verdict | undefined, shown = raw): unknown {
  const isPlain =
    verdict !== undefined && verdict.issues.length === 0 && verdict.value !== undefined;
  return isPlain ? verdict.value : new Held(raw, verdict, shown);
}

/** A schema that gives back what {@link hold} took, and answers for absent children like the original. */
export function replay(schema: $ZodType): $ZodType {
  return runsAs(schema, (payload, context) => {
    const { value } = payload;
    if (value === undefined) return schema._zod.run(payload, context);
    if (!(value instanceof Held)) return payload;
    // Ends the check of the container: asking again would begin a second promise or throw again, and tell no more.
    if (value.verdict === undefined || value.verdict.hasThrown === true) throw new ChildUntold();
    return repeat(payload, value.verdict);
  });
}

function repeat(payload: ParsePayload, { value, issues }: Verdict): ParsePayload {
  payload.value = value;
  if (issues.length > 0) payload.issues.push(inside(issues));
  return payload;
}
