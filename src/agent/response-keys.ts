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
  type Path,
} from '../protocol/index.js';
import { lackOf } from './attempt.js';
import { missingKeys, parseKey } from './ensure-keys.js';
import { AgentError } from './error.js';
import type { FieldIndex } from './field-index.js';
import type { ModelRun } from './model-run.js';
import { truncated } from './response-data.js';
import { foundIn, isBelow, mayComeRight, selectEventOrThrow, valueOf } from './response-fields.js';

interface Key {
  readonly written: string;
  readonly path: Path;
}

interface FoundValue {
  readonly key: string;
  readonly path: string;
  readonly indexes: readonly number[];
  readonly value: unknown;
  readonly attempt: number;
}

/** The value of one key, or those of a list of keys. Wrong paths are thrown at once. */
export function waitForKeys(
  fields: FieldIndex,
  keys: string | readonly string[],
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
  keys: string | readonly string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<FoundValue, void, undefined> {
  return follow(run, toKeys('whenKey', keys), signal);
}

async function* follow(
  run: ModelRun,
  keys: readonly Key[],
  signal: AbortSignal | undefined,
): AsyncGenerator<FoundValue, void, undefined> {
  let attempt = 1;
  let met = new Set<Key>();
  /** A field that does not fit, while that may change, and those behind it. */
  const waiting = new Map<string, FieldEvent>();
  for await (const event of run.log.read(selectEventOrThrow, signal)) {
    if (event.type === 'attempt') {
      ({ attempt } = event);
      met = new Set();
      waiting.clear();
    }
    // Of an attempt that is known not to count nothing is given.
    if (attempt !== run.attempts) continue;
    if (isFieldEvent(event)) {
      if (event.type === 'replaced')
        for (const { path, segments } of waiting.values())
          if (isBelow(event.segments, segments)) waiting.delete(path);
      const fitting = keys.filter(({ path }) => matchPath(path, event.segments));
      if (fitting.length === 0 || !event.isComplete) continue;
      for (const key of fitting) met.add(key);
      waiting.set(event.path, event);
    } else if (event.type !== 'end') continue;
    for (const field of waiting.values()) {
      if (field.type === 'invalid' && event.type !== 'end' && mayComeRight(run)) break;
      waiting.delete(field.path);
      yield* foundAt(field, keys, attempt);
    }
    if (event.type === 'end') checkEnd(event, run, keys, met);
  }
}

/** A field that closed, for each of the keys that it fits. */
function* foundAt(
  event: FieldEvent,
  keys: readonly Key[],
  attempt: number,
): Generator<FoundValue, void, undefined> {
  const found = foundIn(event);
  if (found === undefined) return;
  const value = valueOf(found);
  const { path, indexes, segments } = event;
  for (const key of keys)
    if (matchPath(key.path, segments)) yield { key: key.written, path, indexes, value, attempt };
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
function toKeys(maker: string, keys: string | readonly string[]): readonly Key[] {
  const list = typeof keys === 'string' ? [keys] : keys;
  // Types promise it, but plain JavaScript may pass anything.
  if (Array.isArray(list) && list.length > 0)
    return (list as readonly string[]).map((written) => ({ written, path: parseKey(written) }));
  throw new AgentError(
    'invalid-option',
    `${maker}: the keys are ${kindOf(keys)}${Array.isArray(keys) ? ' without any' : ''}. Pass a path, or a list of paths: 'title' or ['title', 'items[*].name'].`,
  );
}
