// In: a run, and keys that its answer is to have. Out: their values at once, or each as it completes; else an error.
// A pattern stands for as many fields as fit it; whether all that it asks is there, the whole answer says.
// Knows nothing of types; what is at which path, the schema promises.

import { kindOf } from '../internal/kind-of.js';
import {
  formatPath,
  isFieldEvent,
  matchPath,
  type EndEvent,
  type FieldEvent,
  type InstantEvent,
  type Path,
  type PathInput,
} from '../protocol/index.js';
import { lackOf } from './attempt.js';
import { missingKeys, parseKey } from './ensure-keys.js';
import { AgentError } from './error.js';
import type { FieldIndex } from './field-index.js';
import { leaveAtOnce } from './leave-at-once.js';
import type { ModelRun } from './model-run.js';
import { PathTree } from './path-tree.js';
import { placesOf } from './places-of.js';
import { truncated } from './truncated.js';
import {
  foundIn,
  isBelow,
  mayComeRight,
  selectEventOrThrow,
  valueOf,
  type Found,
} from './response-fields.js';

interface Key {
  /** As it was given. */
  readonly key: PathInput;
  readonly path: Path;
}

interface FoundValue {
  readonly key: PathInput;
  readonly path: string;
  readonly indexes: readonly number[];
  readonly value: unknown;
  readonly attempt: number;
}

/** The value of one key, or those of a list of keys. Wrong paths are thrown at once. */
export function waitForKeys(
  fields: FieldIndex,
  keys: string | readonly PathInput[],
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const paths = toKeys('waitFor', keys).map(({ path }) => path);
  const values = collect(fields, paths, signal);
  return typeof keys === 'string' ? values.then(([value]) => value) : values;
}

async function collect(
  fields: FieldIndex,
  paths: readonly Path[],
  signal: AbortSignal | undefined,
): Promise<readonly unknown[]> {
  const found = await fields.find(paths, signal);
  const lost = paths.filter((_, index) => found[index] === undefined);
  if (lost.length > 0) throw lackOf(lost.map(formatPath), 'waitFor waits');
  return found.map((each) => each && valueOf(each));
}

/** The fields that the keys stand for, as they complete. Wrong paths are thrown at once. */
export function readKeys(
  run: ModelRun,
  keys: string | readonly PathInput[],
  signal: AbortSignal | undefined,
): AsyncGenerator<FoundValue, void, undefined> {
  const paths = toKeys('whenKey', keys);
  const events = run.log.read(selectEventOrThrow, signal);
  return leaveAtOnce(events, (source) => follow(source, run, paths));
}

/** A field that closed, and fits a key. */
interface Closed {
  readonly segments: Path;
  readonly found: Found;
}

async function* follow(
  events: AsyncIterable<InstantEvent>,
  run: ModelRun,
  keys: readonly Key[],
): AsyncGenerator<FoundValue, void, undefined> {
  let attempt = 1;
  let met = new Set<Key>();
  /** The places that were told and not withdrawn. */
  let told = new PathTree<true>();
  /** A field that does not fit, while that may change, and those behind it. */
  const waiting = new Map<string, Closed>();
  for await (const event of events) {
    if (event.type === 'attempt') {
      ({ attempt } = event);
      met = new Set();
      told = new PathTree();
      waiting.clear();
    }
    // Of an attempt that is known not to count nothing is given.
    if (attempt !== run.attempts) continue;
    if (isFieldEvent(event)) {
      if (event.type === 'replaced') {
        told.reach(event.segments).forget();
        for (const [path, { segments }] of waiting)
          if (isBelow(event.segments, segments)) waiting.delete(path);
      }
      for (const key of event.isComplete ? keys : []) {
        for (const closed of closedBy(event, key)) {
          met.add(key);
          const place = told.reach(closed.segments);
          // What was told by itself is not told again by what is around it.
          if (place.value && closed.segments.length > event.segments.length) continue;
          place.value = true;
          waiting.set(formatPath(closed.segments), closed);
        }
      }
    } else if (event.type !== 'end') continue;
    for (const [path, closed] of waiting) {
      if ('error' in closed.found && event.type !== 'end' && mayComeRight(run)) break;
      waiting.delete(path);
      yield* foundAt(path, closed, keys, attempt);
    }
    if (event.type === 'end') checkEnd(event, run, keys, met);
  }
}

/** What fits a key: the field itself, and what a container has besides now that it is whole. */
function* closedBy(event: FieldEvent, { path }: Key): Generator<Closed, void, undefined> {
  const { segments } = event;
  const found = foundIn(event);
  if (found === undefined || !matchPath(path.slice(0, segments.length), segments)) return;
  if (segments.length === path.length) yield { segments, found };
  else if ('value' in found)
    for (const [place, value] of placesOf(found.value, path, segments.length, segments))
      yield { segments: place, found: { value } };
}

/** A field that closed, for each of the keys that it fits. */
function* foundAt(
  path: string,
  { segments, found }: Closed,
  keys: readonly Key[],
  attempt: number,
): Generator<FoundValue, void, undefined> {
  const value = valueOf(found);
  const indexes = segments.filter((segment) => typeof segment === 'number');
  for (const { key, path: pattern } of keys)
    if (matchPath(pattern, segments)) yield { key, path, indexes, value, attempt };
}

/** A stopped run says so itself, by the error behind its end. */
function checkEnd(
  { outcome, incomplete }: EndEvent,
  run: ModelRun,
  keys: readonly Key[],
  met: ReadonlySet<Key>,
): void {
  // Whether all that a pattern stands for has come, only a whole answer says.
  const isOpen = keys.some((key) => key.path.includes('*') || !met.has(key));
  if (outcome === 'truncated' && isOpen) throw truncated(incomplete);
  if (outcome === 'complete') checkMet(run, keys, met);
}

function checkMet(run: ModelRun, keys: readonly Key[], met: ReadonlySet<Key>): void {
  const { data } = run.attempt;
  const unmet = keys.filter((key) => !met.has(key)).map(({ path }) => path);
  const missing = missingKeys(data, unmet);
  if (missing.length > 0) throw lackOf(missing, 'whenKey waits');
}

/** @throws {AgentError} `invalid-option` for no keys. @throws {PathError} `invalid-path` */
function toKeys(maker: string, keys: string | readonly PathInput[]): readonly Key[] {
  const list = typeof keys === 'string' ? [keys] : keys;
  // Types promise it, but plain JavaScript may pass anything.
  if (Array.isArray(list) && list.length > 0)
    return (list as readonly PathInput[]).map((key) => ({ key, path: parseKey(key) }));
  throw new AgentError(
    'invalid-option',
    `${maker}: the keys are ${kindOf(keys)}${Array.isArray(keys) ? ' without any' : ''}. Pass a path, or a list of paths: 'title' or ['title', 'items[*].name'].`,
  );
}
