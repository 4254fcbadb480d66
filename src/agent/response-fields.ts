// In: a run and a path. Out: the items of the list there as they complete; what became of a field, by its event.
// Knows nothing of types; what is at which path, the schema promises.

import { isFieldEvent, type InstantEvent, type Path } from '../protocol/index.js';
import { isSame } from '../internal/is-same.js';
import { AgentError } from './error.js';
import { listIssues } from './list-issues.js';
import type { ModelRun } from './model-run.js';
import type { RunEntry } from './run-entry.js';
import { truncated } from './response-data.js';
import { isBeside, superseded } from './select-entries.js';

/** What became of a field that closed. */
export type Found = { readonly value: unknown } | { readonly error: AgentError };

/** @throws {AgentError} `invalid-output` of a field that does not fit its schema. */
export function valueOf(found: Found): unknown {
  if ('error' in found) throw found.error;
  return found.value;
}

/** The items of the list at a path, in their order. */
export async function* readElements(
  run: ModelRun,
  path: Path,
  signal: AbortSignal | undefined,
): AsyncGenerator<unknown, void, undefined> {
  const given = new GivenItems();
  /** An item that does not fit, while that may change, and those behind it. */
  const waiting = new Map<number, Found>();
  let attempt = 1;
  for await (const event of run.log.read(selectEventOrThrow, signal)) {
    if (event.type === 'attempt') {
      if (given.count > 0) throw superseded(event);
      ({ attempt } = event);
      waiting.clear();
    }
    // Of an attempt that is known not to count nothing is given.
    if (attempt !== run.attempts) continue;
    if (event.type === 'end') {
      for (const found of waiting.values()) valueOf(found);
      if (event.outcome === 'truncated') throw truncated(event.incomplete);
      if (event.outcome === 'complete') given.check();
    }
    if (!isFieldEvent(event)) continue;
    if (event.type === 'replaced' && isBelow(event.segments, path)) {
      given.doubt();
      waiting.clear();
    }
    const index = event.segments.at(-1);
    const isInside = event.segments.length === path.length + 1 && isBelow(path, event.segments);
    if (typeof index !== 'number' || !isInside) continue;
    if (event.type === 'replaced') waiting.delete(index);
    const last = foundIn(event);
    if (last === undefined) continue;
    waiting.set(index, last);
    for (let next = index; next <= given.count; next++) {
      const found = waiting.get(next);
      if (found === undefined || ('error' in found && mayComeRight(run))) break;
      waiting.delete(next);
      const value = valueOf(found);
      if (given.add(next, value)) yield value;
    }
  }
}

/** Whether what does not fit may be followed by what does: another attempt, or what an answer that has ended says last. */
export function mayComeRight(run: ModelRun): boolean {
  return run.mayRestart || run.log.isEnded;
}

/** Items that cannot be taken back. What is withdrawn has to come again, the same. */
class GivenItems {
  readonly #values: unknown[] = [];
  /** How many of them still stand. */
  #standing = 0;

  get count(): number {
    return this.#values.length;
  }

  /** True of one that is to be given. @throws {AgentError} `superseded` for another in the place of one that was. */
  add(index: number, value: unknown): boolean {
    this.#standing = Math.max(this.#standing, index + 1);
    if (index >= this.#values.length) return this.#values.push(value) > 0;
    if (!isSame(this.#values[index], value)) throw withdrawn();
    return false;
  }

  /** The list is withdrawn. */
  doubt(): void {
    this.#standing = 0;
  }

  /** @throws {AgentError} `superseded` when the answer has fewer than were given. */
  check(): void {
    if (this.#standing < this.#values.length) throw withdrawn();
  }
}

function withdrawn(): AgentError {
  return new AgentError(
    'superseded',
    'An item that was read does not count: the list was written anew, with another in its place. ' +
      'Read events, which say so, or await getData().',
  );
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
