// In: an event, or a run. Out: what became of a field, by its event; the run, kept going.
// Knows nothing of types; what is at which path, the schema promises.

import type { InstantEvent, Path } from '../protocol/index.js';
import { AgentError } from './error.js';
import { listIssues } from './list-issues.js';
import type { ModelRun } from './model-run.js';
import type { RunEntry } from './run-entry.js';
import { isBeside } from './select-entries.js';

/** What became of a field that closed. */
export type Found = { readonly value: unknown } | { readonly error: AgentError };

/** @throws {AgentError} `invalid-output` of a field that does not fit its schema. */
export function valueOf(found: Found): unknown {
  if ('error' in found) throw found.error;
  return found.value;
}

/** Whether what does not fit may be followed by what does: another attempt, or what an answer that has ended says last. */
export function mayComeRight(run: ModelRun): boolean {
  return run.mayRestart || run.log.isEnded;
}

/** Keeps a run going to its end, at the pace of its model, or until the signal aborts. */
export async function hold(run: ModelRun, signal?: AbortSignal): Promise<void> {
  await run.log.read(() => undefined, signal).next();
}

export function selectEventOrThrow(entry: RunEntry): InstantEvent | undefined {
  if (typeof entry === 'string') return undefined;
  if (entry instanceof AgentError) throw entry;
  return isBeside(entry) ? undefined : entry;
}

export function foundIn(event: InstantEvent): Found | undefined {
  if (event.type === 'done') return { value: event.value };
  if (event.type !== 'invalid') return undefined;
  const { path, issues } = event;
  const message = `${path === '' ? 'The answer' : `The field ${path}`} does not match its schema: ${listIssues(issues)}.`;
  return {
    error: new AgentError('invalid-output', message, {
      path,
      issues: issues.map((issue) => ({ path: issue.path, message: issue.message })),
    }),
  };
}

/** True of a path that is, or leads to, another. */
export function isBelow(outer: Path, path: Path): boolean {
  return outer.length <= path.length && outer.every((segment, depth) => segment === path[depth]);
}
