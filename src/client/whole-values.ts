// In: an answer that may have been cut off, and what was whole before it. Out: the last whole value of every field.
// Only the open path holds what is not whole; everything else is kept as it is.
// Knows nothing of who shows it, and when.

import { getOwn, isContainer } from '../internal/own.js';
import type { Path, PathSegment, Streaming } from '../protocol/index.js';
import type { RunSnapshot } from './run-snapshot.js';
import { putAt, removeAt } from './written-value.js';

/** The last whole value at a place; `undefined` where there was none. Immutable. */
export interface WholeValues {
  readonly value: unknown;
  /** What is in it and came later than it. */
  readonly inside?: ReadonlyMap<string, WholeValues>;
}

/** Adds what has arrived of one more answer. Costs the children of what is open. */
export function addWhole(
  before: WholeValues | undefined,
  value: unknown,
  open: Path | undefined,
): WholeValues | undefined {
  if (value === undefined) return before;
  if (open === undefined) return { value };
  if (!isContainer(value)) return before;
  const [segment, ...deeper] = open;
  const inside = new Map(before?.inside);
  for (const [key, child] of Object.entries(value)) {
    const isOpen = segment !== undefined && String(segment) === key;
    const whole = isOpen ? addWhole(step(before, key), child, deeper) : { value: child };
    if (whole) inside.set(key, whole);
  }
  return { value: before?.value, inside };
}

export function wholeAt(whole: WholeValues | undefined, path: Path): unknown {
  return path.reduce(step, whole)?.value;
}

/** The answer so far with the last whole value, or nothing, in the place of a text that is not over. */
export function withoutFragment(value: unknown, open: Path | undefined, whole?: WholeValues) {
  if (open === undefined || isContainer(open.reduce(childOf, value))) return value;
  const instead = wholeAt(whole, open);
  return instead === undefined ? removeAt(value, open) : putAt(value, open, instead);
}

/**
 * Returns what has arrived of an answer, without the text in the middle of which it is or was cut off: what can be shown,
 * or kept, as values that are whole. Lists and objects may be shorter than they will be.
 *
 * @example
 * const run = createInstantRun({ transport: createSourceTransport(() => ['{"score":7,"title":"Ti']) });
 * await run.submit('tea');
 * wholePartial(run.getSnapshot()); // { score: 7 }
 */
export function wholePartial<T>({
  partial,
  snapshot,
}: Pick<RunSnapshot<T>, 'partial' | 'snapshot'>): Streaming<T> | undefined {
  // Less of an answer so far is one, too.
  return withoutFragment(partial, snapshot.open) as Streaming<T> | undefined;
}

function step(whole: WholeValues | undefined, key: PathSegment): WholeValues | undefined {
  const inside = whole?.inside?.get(String(key));
  if (inside) return inside;
  const value = childOf(whole?.value, key);
  return value === undefined ? undefined : { value };
}

function childOf(value: unknown, key: PathSegment): unknown {
  return getOwn(value, Array.isArray(value) ? Number(key) : String(key));
}
