// In: a snapshot and events. Out: the next snapshot, in which every untouched part is the same object as before.
// Knows nothing of listeners, clocks or networks.

import { getOwn, isContainer, setOwn, type JsonObject } from '../internal/own.js';
import type { ErrorEvent, InstantEventInput, Outcome } from './event.js';
import type { InstantMeta } from './meta.js';
import { addComplaint, removeComplaints, type InvalidFields } from './invalid-fields.js';
import { arrange, isInOrder } from './key-order.js';
import { segmentsOf, type Path, type PathSegment } from './path.js';
import { createSnapshot, stateAt, toKey, type InstantSnapshot } from './snapshot.js';

/**
 * Adds one event. Pure: neither the snapshot nor the event is changed.
 *
 * @example
 * const one = reduceInstant(createSnapshot(), { type: 'done', path: 'title', value: 'Hello' });
 * one.value; // { title: 'Hello' }
 */
export function reduceInstant<T>(
  snapshot: InstantSnapshot<T>,
  event: InstantEventInput,
): InstantSnapshot<T> {
  return reduceInstants(snapshot, [event]);
}

/** Adds several events at once; each container they touch is copied once. */
export function reduceInstants<T>(
  snapshot: InstantSnapshot<T>,
  events: readonly InstantEventInput[],
): InstantSnapshot<T> {
  if (events.length === 0) return snapshot;
  const draft: Draft = { ...snapshot, owned: new Set(), withdrawn: undefined };
  for (const event of events) apply(draft, event);
  const { owned: _, withdrawn, ...next } = draft;
  for (const [object, keys] of withdrawn ?? []) arrange(object, keys);
  return next as InstantSnapshot<T>;
}

type Container = JsonObject | unknown[];

interface Draft extends InstantSnapshot {
  value: unknown;
  open: Path | undefined;
  invalid: InvalidFields | undefined;
  reasoning: string;
  meta: InstantMeta;
  outcome: Outcome | undefined;
  error: Omit<ErrorEvent, 'type'> | undefined;
  /** Containers made in this batch, which may be changed in place. */
  readonly owned: Set<unknown>;
  /** Of objects that lost a key in this batch, the keys before it did: where it comes again, it keeps its place. */
  withdrawn: Map<JsonObject, readonly string[]> | undefined;
}

function apply(draft: Draft, event: InstantEventInput): void {
  switch (event.type) {
    case 'start': {
      const segments = segmentsOf(event);
      write(draft, segments, event.kind === 'string' ? '' : own(draft, event.kind));
      mend(draft, segments);
      draft.open = segments;
      return;
    }
    case 'delta':
      grow(draft, event);
      return;
    case 'done': {
      const segments = segmentsOf(event);
      write(draft, segments, event.value);
      mend(draft, segments);
      draft.open = parentOf(segments);
      return;
    }
    case 'invalid': {
      const segments = segmentsOf(event);
      if (isKnown(draft, segments, event.value)) arrangeAs(draft, segments, event.value);
      else write(draft, segments, event.value);
      draft.invalid = addComplaint(draft.invalid, segments, event, draft.owned);
      draft.open = parentOf(segments);
      return;
    }
    case 'replaced': {
      const segments = segmentsOf(event);
      remove(draft, segments);
      mend(draft, segments);
      draft.open = segments.slice(0, -1);
      return;
    }
    case 'attempt':
      Object.assign(draft, createSnapshot());
      return;
    case 'reasoning':
      draft.reasoning += event.delta;
      return;
    case 'meta': {
      const { type: _, ...meta } = event;
      draft.meta = { ...draft.meta, ...meta };
      return;
    }
    case 'end':
      draft.outcome = event.outcome;
      if (event.outcome === 'complete') draft.open = undefined;
      return;
    case 'error': {
      const { type: _, ...error } = event;
      draft.error = error;
    }
  }
}

function parentOf(path: Path): Path | undefined {
  return path.length === 0 ? undefined : path.slice(0, -1);
}

/** What was wrong at a path, and below, is no more. */
function mend(draft: Draft, path: Path): void {
  if (draft.invalid !== undefined)
    draft.invalid = removeComplaints(draft.invalid, path, draft.owned);
}

/** True when everything in an invalid container was told of: then its good parts stay as the schema has them. */
function isKnown(draft: Draft, path: Path, raw: unknown): boolean {
  if (!isContainer(raw)) return false;
  const { value } = stateAt(draft, path);
  return (
    isContainer(value) &&
    Array.isArray(value) === Array.isArray(raw) &&
    Object.keys(value).length >= Object.keys(raw).length
  );
}

function grow(draft: Draft, event: Extract<InstantEventInput, { type: 'delta' }>): void {
  const segments = segmentsOf(event);
  const before = stateAt(draft, segments).value;
  write(draft, segments, (typeof before === 'string' ? before : '') + event.delta);
  draft.open = segments;
}

function own(draft: Draft, kind: 'object' | 'array'): Container {
  const container: Container = kind === 'array' ? [] : {};
  draft.owned.add(container);
  return container;
}

/** Puts a value at a path, making the containers on the way this batch's own. */
function write(draft: Draft, path: Path, value: unknown): void {
  const last = path.at(-1);
  if (last === undefined) {
    draft.value = value;
    return;
  }
  const parent = reach(draft, path);
  put(parent, toKey(parent, last), value);
}

function remove(draft: Draft, path: Path): void {
  const last = path.at(-1);
  if (last === undefined) draft.value = undefined;
  else if (stateAt(draft, path).value !== undefined) {
    const parent = reach(draft, path);
    if (!Array.isArray(parent)) withdraw(draft, parent, String(last));
    // Only at its end has a list no place left for what is gone.
    else if (Number(last) === parent.length - 1) parent.pop();
  }
}

function withdraw(draft: Draft, object: JsonObject, key: string): void {
  const withdrawn = (draft.withdrawn ??= new Map<JsonObject, readonly string[]>());
  if (!withdrawn.has(object)) withdrawn.set(object, Object.keys(object));
  delete object[key];
}

/** What was withdrawn in one batch and told in another has its place among what was written, too. */
function arrangeAs(draft: Draft, path: Path, written: unknown): void {
  const { value } = stateAt(draft, path);
  const keys = Object.keys(written as Container);
  if (!isContainer(value) || Array.isArray(value) || isInOrder(value, keys)) return;
  const own = reach(draft, [...path, '']);
  if (!Array.isArray(own)) arrange(own, keys);
}

/** The parent of a path's last segment, as a container this batch may change. */
function reach(draft: Draft, path: Path): Container {
  let container = edit(draft, draft.value, path[0]);
  draft.value = container;
  for (let depth = 0; depth < path.length - 1; depth++) {
    const key = toKey(container, path[depth] ?? '');
    const child = edit(draft, getOwn(container, key), path[depth + 1]);
    put(container, key, child);
    container = child;
  }
  return container;
}

/** A copy of `current`, unless this batch made it already; a new container that fits `segment` where there is none. */
function edit(draft: Draft, current: unknown, segment: PathSegment | undefined): Container {
  if (!isContainer(current)) return own(draft, typeof segment === 'number' ? 'array' : 'object');
  if (draft.owned.has(current)) return current;
  const copy: Container = Array.isArray(current) ? [...current] : { ...current };
  draft.owned.add(copy);
  return copy;
}

function put(container: Container, key: PathSegment, value: unknown): void {
  if (Array.isArray(container)) container[Number(key)] = value;
  else setOwn(container, String(key), value);
}
