// In: a run, and keys that its answer is to have. Out: their values at once, or each as it completes; else an error.
// A pattern stands for as many fields as fit it; whether all that it asks is there, the whole answer says.
// Knows nothing of types; what is at which path, the schema promises.

import { kindOf } from '../internal/kind-of.js';
import {
  formatPath,
  isFieldEvent,
  matchPath,
  type EndEvent,
  type Path,
} from '../protocol/index.js';
import { lackOf } from './attempt.js';
import { missingKeys, parseKey } from './ensure-keys.js';
import { AgentError } from './error.js';
import type { ModelRun } from './model-run.js';
import { truncated } from './response-data.js';
import { findField, foundIn, selectEventOrThrow, valueOf } from './response-fields.js';

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
  run: ModelRun,
  keys: string | readonly string[],
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const paths = toKeys('waitFor', keys).map(({ path }) => path);
  const values = collect(run, paths, signal);
  return typeof keys === 'string' ? values.then(([value]) => value) : values;
}

async function collect(
  run: ModelRun,
  paths: readonly Path[],
  signal: AbortSignal | undefined,
): Promise<readonly unknown[]> {
  const found = await Promise.all(paths.map((path) => findField(run, path, signal)));
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
  for await (const event of run.log.read(selectEventOrThrow, signal)) {
    if (event.type === 'attempt') {
      ({ attempt } = event);
      met = new Set();
    }
    // Of an attempt that is known not to count nothing is given.
    if (attempt !== run.attempts) continue;
    if (event.type === 'end') checkEnd(event, run, keys, met);
    if (!isFieldEvent(event)) continue;
    const found = foundIn(event);
    if (found === undefined) continue;
    for (const key of keys.filter(({ path }) => matchPath(path, event.segments))) {
      met.add(key);
      const { path, indexes } = event;
      yield { key: key.written, path, indexes, value: valueOf(found), attempt };
    }
  }
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
