// In: what is wrong inside one child. Out: one issue that stands for all of it, and all of it again when somebody asks.
// An answer may be wrong at many places deep down; each container around them keeps one reference, and copies nothing.
// Knows nothing of messages.

import type { $ZodRawIssue } from 'zod/v4/core';

/** Stands among a container's issues for everything that is wrong inside one child. */
class IssuesInside {
  /** Issues of zod may have more properties. */
  readonly [more: string]: unknown;
  readonly code = 'custom';
  readonly input = undefined;
  /** zod writes the keys of the containers around it here. */
  readonly path: PropertyKey[] = [];
  readonly issues: readonly $ZodRawIssue[];
  /** Whether checks of the containers around it may still run, as zod has it. */
  readonly continue: boolean | undefined;

  constructor(issues: readonly $ZodRawIssue[]) {
    this.issues = issues;
    if (issues.some((issue) => issue.continue === false)) this.continue = false;
    else this.continue = issues.every((issue) => issue.continue === true) || undefined;
  }
}

/** One issue for a child's container. A single one of the child's own is repeated, since code may look at it. */
export function inside(issues: readonly $ZodRawIssue[]): $ZodRawIssue {
  const only = issues.length === 1 ? issues[0] : undefined;
  const isOwn = only !== undefined && !only.path?.length && !(only instanceof IssuesInside);
  return isOwn ? copyIssue(only, { path: [] }) : new IssuesInside(issues);
}

/** A copy of an issue with some of it changed. What a union's options say stays what it is: worked out when it is read. */
export function copyIssue<Issue extends object>(
  issue: Issue,
  changes: Partial<$ZodRawIssue>,
): Issue {
  const errors = Object.getOwnPropertyDescriptor(issue, 'errors');
  const copy = { ...issue, ...changes };
  return errors === undefined ? copy : Object.defineProperty(copy, 'errors', errors);
}

/** Every issue in the order zod raises them, each with its path from here. */
export function spreadOut(issues: readonly $ZodRawIssue[]): readonly $ZodRawIssue[] {
  const all: $ZodRawIssue[] = [];
  spread(issues, [], all);
  return all;
}

function spread(
  issues: readonly $ZodRawIssue[],
  around: readonly PropertyKey[],
  all: $ZodRawIssue[],
): void {
  for (const issue of issues) {
    const path = [...around, ...(issue.path ?? [])];
    if (issue instanceof IssuesInside) spread(issue.issues, path, all);
    else all.push(copyIssue(issue, { path }));
  }
}

/** Issues by the child they are in, each with its path from there. */
export function issuesByChild(
  issues: readonly $ZodRawIssue[],
): ReadonlyMap<string, readonly $ZodRawIssue[]> {
  const inside = new Map<string, $ZodRawIssue[]>();
  for (const issue of issues) {
    const [key, ...path] = issue.path ?? [];
    if (key === undefined) continue;
    const those = inside.get(String(key)) ?? [];
    if (!(issue instanceof IssuesInside)) those.push(copyIssue(issue, { path }));
    else for (const each of issue.issues) those.push(each);
    inside.set(String(key), those);
  }
  return inside;
}
