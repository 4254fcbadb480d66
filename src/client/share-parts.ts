// In: an answer as it is shown, and the same put together anew. Out: the new one, in which what is equal is what is shown.
// So that whoever shows a field which nothing happened to is not woken. Walks the answer once, when one of its fields was amended.
// Knows nothing of runs.

import { getOwn, isContainer, setOwn, type JsonObject } from '../internal/own.js';
import type { InvalidFields } from '../protocol/index.js';

export function shareValue(before: unknown, after: unknown): unknown {
  if (Object.is(before, after)) return before;
  if (before instanceof Date && after instanceof Date)
    return before.getTime() === after.getTime() ? before : after;
  if (!isPlain(before) || !isPlain(after) || Array.isArray(before) !== Array.isArray(after))
    return after;
  const shared: JsonObject | unknown[] = Array.isArray(after) ? [] : {};
  const names = Object.keys(after);
  let isSame = names.length === Object.keys(before).length;
  for (const name of names) {
    const known = childOf(before, name);
    const child = shareValue(known, childOf(after, name));
    isSame &&= Object.hasOwn(before, name) && Object.is(known, child);
    if (Array.isArray(shared)) shared[Number(name)] = child;
    else setOwn(shared, name, child);
  }
  return isSame ? before : shared;
}

export function shareComplaints(
  before: InvalidFields | undefined,
  after: InvalidFields | undefined,
): InvalidFields | undefined {
  if (before === undefined || after === undefined) return after;
  const known = before.complaint;
  const isSame = JSON.stringify(known?.issues) === JSON.stringify(after.complaint?.issues);
  const complaint = isSame ? known : after.complaint;
  const children: Record<string, InvalidFields> = {};
  for (const [key, child] of Object.entries(after.children ?? {})) {
    // The tree holds nothing else.
    const other = getOwn(before.children, key) as InvalidFields | undefined;
    setOwn(children, key, shareComplaints(other, child));
  }
  return { ...(complaint && { complaint }), children };
}

/** True of what has children by its keys, lists included; what a schema made a class of is a value of its own. */
function isPlain(value: unknown): value is JsonObject | unknown[] {
  if (!isContainer(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}

function childOf(container: object, name: string): unknown {
  return getOwn(container, Array.isArray(container) ? Number(name) : name);
}
