// In: a run and the path of a list. Out: its items, each as soon as it is complete.
// An item cannot be taken back: when the whole answer is there already, only what it says last is given.
// Knows nothing of types; what is at which path, the schema promises.

import { isSame } from '../internal/plain-data.js';
import {
  formatPath,
  isFieldEvent,
  mayHave,
  type AttemptEvent,
  type FieldEvent,
  type Path,
  type PreparedSchema,
} from '../protocol/index.js';
import { lackOf } from './attempt.js';
import { AgentError } from './error.js';
import { leaveAtOnce } from './leave-at-once.js';
import type { ModelRun } from './model-run.js';
import { valueAt } from './places-of.js';
import { truncated } from './truncated.js';
import { foundIn, isBelow, valueOf, type Found } from './response-fields.js';
import type { RunEntry } from './run-entry.js';
import { isBeside, superseded } from './select-entries.js';

type Items = AsyncGenerator<unknown, void, undefined>;

/** @throws {AgentError} `invalid-option`, at once, where the schema allows no list */
export function readElements(
  run: ModelRun,
  schema: PreparedSchema | undefined,
  path: Path,
  signal: AbortSignal | undefined,
): Items {
  if (schema !== undefined && mayHave(schema, [...path, 0]))
    return leaveAtOnce(run.log.read(selectFact, signal), (facts) => follow(facts, run, path));
  throw new AgentError(
    'invalid-option',
    `elements: the schema has no list at ${formatPath(path) || 'the root'}. Pass the path of one, or read field().`,
  );
}

async function* follow(facts: AsyncIterable<Fact>, run: ModelRun, path: Path): Items {
  const items = new ListItems(path);
  let attempt = 1;
  for await (const entry of facts) {
    const isFailure = entry instanceof AgentError;
    if (isFailure || entry.type === 'end') {
      yield* items.give(false);
      if (isFailure) throw entry;
      if (entry.outcome === 'truncated') throw truncated(entry.incomplete);
      if (entry.outcome === 'complete') items.check(run.attempt.data);
    } else if (entry.type === 'attempt') {
      ({ attempt } = entry);
      items.restart(entry);
      // Of an attempt that is known not to count nothing is given.
    } else if (isFieldEvent(entry) && attempt === run.attempts) {
      items.note(entry);
      if (!run.log.isEnded) yield* items.give(run.mayRestart);
    }
  }
}

type Fact = NonNullable<ReturnType<typeof selectFact>>;

function selectFact(entry: RunEntry) {
  const isFact = typeof entry === 'object' && (entry instanceof AgentError || !isBeside(entry));
  return isFact ? entry : undefined;
}

/** What was given of a list, and what of it may be. */
class ListItems {
  readonly #path: Path;
  readonly #given: unknown[] = [];
  /** Items behind those, and any that do not fit, while that may change. */
  readonly #waiting = new Map<number, Found>();
  /** How many items are told and not withdrawn. */
  #standing = 0;
  /** What is wrong with the list or around it, or else what closed there last. */
  #around: Found | undefined;

  constructor(path: Path) {
    this.#path = path;
  }

  note(event: FieldEvent): void {
    const { type, segments } = event;
    const path = this.#path;
    const found = foundIn(event);
    if (isBelow(segments, path)) {
      if (type === 'replaced') this.#forget();
      if (found === undefined) return;
      if (this.#around === undefined || 'value' in this.#around) this.#around = found;
      // What a container makes of its list, or into one, is told by its own event alone.
      const list = 'value' in found ? valueAt(found.value, path, segments.length) : undefined;
      if (!Array.isArray(list)) return;
      this.#standing = list.length;
      for (const [index, value] of list.entries()) this.#put(index, { value });
      return;
    }
    const index = segments.at(-1);
    const isItem = segments.length === path.length + 1 && isBelow(path, segments);
    if (typeof index !== 'number' || !isItem) return;
    if (type === 'replaced') this.#waiting.delete(index);
    if (found !== undefined) this.#put(index, found);
  }

  /** Items that are next. @throws {AgentError} `invalid-output` of one that does not fit, unless that may change. */
  *give(mayChange: boolean): Generator<unknown, void, undefined> {
    for (;;) {
      const next = this.#given.length;
      const found = this.#waiting.get(next);
      if (found === undefined || (mayChange && 'error' in found)) break;
      this.#waiting.delete(next);
      const value = valueOf(found);
      this.#given.push(value);
      yield value;
    }
    if (!mayChange) for (const found of this.#waiting.values()) valueOf(found);
  }

  /** @throws {AgentError} `superseded` when items were given */
  restart(event: AttemptEvent): void {
    if (this.#given.length > 0) throw superseded(event);
    this.#forget();
  }

  /** @throws {AgentError} `superseded` when the whole answer has fewer than were given; when it has no list, why that is */
  check(data: unknown): void {
    if (this.#standing < this.#given.length) throw withdrawn();
    const list = valueAt(data, this.#path, 0);
    if (Array.isArray(list)) return;
    if (this.#around !== undefined) valueOf(this.#around);
    const path = formatPath(this.#path);
    throw lackOf([list === undefined ? path : `${path}[*]`], 'elements waits');
  }

  #forget(): void {
    this.#standing = 0;
    this.#waiting.clear();
    this.#around = undefined;
  }

  /** What is withdrawn has to come again, the same. */
  #put(index: number, found: Found): void {
    this.#standing = Math.max(this.#standing, index + 1);
    this.#waiting.delete(index);
    if (index >= this.#given.length || 'error' in found) this.#waiting.set(index, found);
    else if (!isSame(this.#given[index], found.value)) throw withdrawn();
  }
}

function withdrawn(): AgentError {
  return new AgentError(
    'superseded',
    'An item that was read does not count: the list was written anew, with another in its place. ' +
      'Read events, which say so, or await getData().',
  );
}
