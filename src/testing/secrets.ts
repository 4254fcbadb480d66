// In: what was told of an answer, and rules. Out: which of its fields are to be masked.
// A pattern names the whole field it is found in: of a text that arrived in pieces, no piece need hold it.
// Knows nothing of where the fields stand in a text.

import { isContainer } from '../internal/own.js';
import {
  isFieldEvent,
  matchPath,
  parsePath,
  UsageError,
  type InstantEventInput,
  type Path,
} from '../protocol/index.js';

/**
 * What to mask: the field at a path and all that is in it, `customer` or `items[*].email`; or every text and number in
 * which a pattern is found.
 */
export type RedactionRule = { readonly path: string } | { readonly match: RegExp };

/** True for the path of a field that is to be masked. */
export type IsSecret = (path: Path) => boolean;

export function secretsIn(
  events: readonly InstantEventInput[],
  rules: readonly RedactionRule[],
): IsSecret {
  const found = foundIn(
    events,
    rules.flatMap((rule) => ('match' in rule ? [rule.match] : [])),
  );
  return (path) =>
    found.has(JSON.stringify(path)) ||
    rules.some((rule) => 'path' in rule && isWithin(path, parsePath(rule.path)));
}

/** The fields in which a pattern is found, and of texts that nobody closed any: it may have been in the rest. */
function foundIn(
  events: readonly InstantEventInput[],
  patterns: readonly RegExp[],
): ReadonlySet<string> {
  const found = new Set<string>();
  const open = new Set<string>();
  const look = (value: unknown, path: Path): void => {
    if (patterns.some((pattern) => isIn(pattern, value))) found.add(JSON.stringify(path));
    if (isContainer(value))
      for (const [key, child] of Object.entries(value))
        look(child, [...path, Array.isArray(value) ? Number(key) : key]);
  };
  const leave = () => {
    if (patterns.length > 0) for (const path of open) found.add(path);
    open.clear();
  };
  for (const event of events) {
    if (event.type === 'attempt' || event.type === 'replaced') leave();
    if (!isFieldEvent(event)) continue;
    const path = parsePath(event.path);
    if (event.type === 'delta' || (event.type === 'start' && event.kind === 'string'))
      open.add(JSON.stringify(path));
    if (event.type !== 'done' && event.type !== 'invalid') continue;
    open.delete(JSON.stringify(path));
    look(event.value, path);
  }
  leave();
  return found;
}

/**
 * A path that is written wrong would mask nothing, and nobody would know. Of an answer that was cut off a field may be
 * missing.
 *
 * @throws {UsageError} `invalid-option`, which names the fields there are.
 */
export function checkFound(
  events: readonly InstantEventInput[],
  rules: readonly RedactionRule[],
): void {
  const paths = events.filter((event) => isFieldEvent(event)).map(({ path }) => path);
  const isWhole = events.some((event) => event.type === 'end' && event.outcome === 'complete');
  if (!isWhole) return;
  for (const rule of rules) {
    if (!('path' in rule)) continue;
    const pattern = parsePath(rule.path);
    if (paths.some((path) => matchPath(pattern, parsePath(path)))) continue;
    const others = [...new Set(paths)].filter((path) => path !== '').slice(0, MOST_PATHS);
    throw new UsageError(
      'invalid-option',
      `\`rules\` would mask nothing: the answer has no field at ${rule.path}. It has ${others.join(', ')}.`,
    );
  }
}

const MOST_PATHS = 12;

/** Whether a pattern is in a text or number. */
export function isIn(pattern: RegExp, value: unknown): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  // Not the pattern itself: one with the flag `g` remembers where it was.
  return String(value).search(pattern) !== -1;
}

function isWithin(path: Path, pattern: Path): boolean {
  return path.length >= pattern.length && matchPath(pattern, path.slice(0, pattern.length));
}
