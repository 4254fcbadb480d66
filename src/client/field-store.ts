// In: what is published, and which events made it so. Out: each field's snapshot, the same object until the field changed.
// Holds no earlier publication, and a field that nobody listens to only until it changes: for whoever compares.
// Knows nothing of statuses, schemas or transports.

import { getOwn } from '../internal/own.js';
import { fieldState, formatPath, parsePath } from '../protocol/index.js';
import type { InstantEvent, Path, PathInput } from '../protocol/index.js';
import type { AmendedField, AmendedFields } from './amended-fields.js';
import { createPathIndex } from './path-index.js';
import type { FieldSnapshot, RunSnapshot } from './run-snapshot.js';
import { tell } from './tell.js';

/** What anyone may ask about fields. */
export interface FieldReads {
  readonly getField: (path: PathInput) => FieldSnapshot;
  /** The same of a field that does not grow; of one that does, what it was before it began. Nothing half-written stands in. */
  readonly getSettledField: (path: PathInput) => FieldSnapshot;
  readonly subscribeField: (path: PathInput, listener: () => void) => () => void;
}

export interface FieldStore extends FieldReads {
  /**
   * Brings the fields that events may have changed, those at and below `closed`, and those at, above and below `amended`
   * up to what is published now.
   * Returns a function that tells the listeners of those that did change.
   */
  readonly refresh: (
    events: readonly InstantEvent[],
    closed: Path | undefined,
    amended: Path | undefined,
  ) => () => void;
}

/** Asks for one field anew. */
export type RetryOne = (path: Path) => Promise<FieldSnapshot>;

/** What is published, and what is laid over it. */
export interface Published {
  readonly run: Pick<RunSnapshot, 'snapshot' | 'partial' | 'isStale' | 'isPlaceholder'>;
  readonly amended: AmendedFields | undefined;
}

/** One field somebody asked for. */
interface Entry {
  readonly path: Path;
  /** The notations it was asked by. */
  readonly names: string[];
  readonly listeners: Set<Listener>;
  field: FieldSnapshot;
  /** What was last told of it to whoever does not look while it grows. */
  settled: FieldSnapshot;
}

/** One subscription of one field, with what it was last told. */
interface Listener {
  readonly notify: () => void;
  known: FieldSnapshot;
}

/**
 * `getUnbegun` is what would be published if the field had not begun, `getWhole` the last whole value of one for which an
 * older one stands in.
 */
export function createFieldStore(
  getPublished: () => Published,
  getUnbegun: (field: FieldSnapshot) => Published,
  getWhole: (field: FieldSnapshot) => unknown,
  retryOne: RetryOne,
): FieldStore {
  /** By the path as it was given, so that a component's repeated question is one look-up; notations share an entry. */
  const entries = new Map<string, Entry>();
  const index = createPathIndex<Entry>();

  function entryOf(input: PathInput): Entry {
    const known = typeof input === 'string' ? entries.get(input) : undefined;
    if (known !== undefined) return known;
    const path = parsePath(input);
    const written = formatPath(path);
    const entry = entries.get(written) ?? createEntry(path, written);
    if (typeof input === 'string') name(entry, input);
    return entry;
  }

  function createEntry(path: Path, written: string): Entry {
    const retry = () => retryOne(path);
    const field = look(path, { path: written, retry }, getPublished());
    const entry: Entry = { path, names: [], listeners: new Set(), field, settled: field };
    name(entry, written);
    index.add(path, entry);
    return entry;
  }

  function name(entry: Entry, notation: string): void {
    if (entries.get(notation) === entry) return;
    entry.names.push(notation);
    entries.set(notation, entry);
  }

  function forget(entry: Entry): void {
    for (const notation of entry.names) entries.delete(notation);
    index.remove(entry.path, entry);
  }

  return {
    getField: (input) => entryOf(input).field,
    getSettledField(input) {
      const entry = entryOf(input);
      const { path, field } = entry;
      const unbegun = field.isStreaming ? look(path, field, getUnbegun(field)) : field;
      const next = unbegun.isStale ? withStandIn(unbegun, getWhole(unbegun)) : unbegun;
      if (!isSameField(next, entry.settled)) entry.settled = next;
      return entry.settled;
    },
    subscribeField(input, listener) {
      const { listeners, field } = entryOf(input);
      const own: Listener = { notify: listener, known: field };
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    refresh(events, closed, amended) {
      const concerned = index.concerned(events);
      if (closed) for (const entry of index.below(closed)) concerned.add(entry);
      if (amended) for (const entry of index.around(amended)) concerned.add(entry);
      const published = getPublished();
      const changed: Entry[] = [];
      for (const entry of concerned) {
        const next = look(entry.path, entry.field, published);
        if (isSameField(next, entry.field)) continue;
        entry.field = next;
        if (entry.listeners.size > 0) changed.push(entry);
        else forget(entry);
      }
      return () => changed.forEach(notify);
    },
  };
}

/** A listener may end subscriptions, or publish: who has left, or heard already, is left alone. */
function notify(entry: Entry): void {
  const audience = [...entry.listeners];
  for (const listener of audience) {
    if (listener.known === entry.field || !entry.listeners.has(listener)) continue;
    listener.known = entry.field;
    tell(listener.notify);
  }
}

/** Compares all there is; the value comes early, since it is what mostly differs. */
function isSameField(one: FieldSnapshot, other: FieldSnapshot): boolean {
  for (const name in one) {
    const key = name as keyof FieldSnapshot;
    if (!Object.is(one[key], other[key])) return false;
  }
  return true;
}

const AS_ARRIVED: AmendedField = { isRetrying: false, isDropped: false, error: undefined };

function look(
  segments: Path,
  { path, retry }: Pick<FieldSnapshot, 'path' | 'retry'>,
  { run, amended }: Published,
): FieldSnapshot {
  const { snapshot, ...known } = amended?.at(segments) ?? AS_ARRIVED;
  const { isRetrying, isDropped } = known;
  const { status, issues } = fieldState(snapshot ?? run.snapshot, segments);
  const value = isDropped ? undefined : segments.reduce<unknown>(step, run.partial);
  // What the answer does not have and is shown all the same stands in for it.
  const isStandIn = value !== undefined && (status === 'pending' || status === 'missing');
  return {
    path,
    value,
    status,
    issues,
    isComplete: status === 'complete',
    isStreaming: status === 'streaming',
    isPending: status === 'pending',
    isStale: isStandIn && (run.isStale || isRetrying),
    isPlaceholder: isStandIn && run.isPlaceholder && !isRetrying,
    ...known,
    retry,
  };
}

function withStandIn(field: FieldSnapshot, value: unknown): FieldSnapshot {
  return value === field.value ? field : { ...field, value, isStale: value !== undefined };
}

/** Digits index an array and are a plain key of an object, whichever way they were written. */
function step(container: unknown, segment: string | number): unknown {
  return getOwn(container, Array.isArray(container) ? Number(segment) : String(segment));
}
