// In: fields that were asked for anew or taken out, and the errors of those that could not be had. Out: all of it laid over an answer.
// Later layers lie over earlier ones.
// Knows nothing of requests or schemas.

import { createSnapshot, formatPath, parsePath } from '../protocol/index.js';
import type { InstantSnapshot, Path } from '../protocol/index.js';
import type { AmendedFields } from './amended-fields.js';
import type { InstantError } from './error.js';
import { noteMoves } from './moved-items.js';
import { seededValue } from './seeded-value.js';
import { findAt, hasPlace, isWithin, putAt, removeAt } from './written-value.js';

/** What lies over one field and what is in it. */
export interface Layer {
  readonly path: Path;
  readonly kind: 'retrying' | 'retried' | 'dropped';
  /** What is known of it, in its place. */
  readonly snapshot: InstantSnapshot;
  /** As it was written, of one that was retried. */
  readonly raw?: unknown;
}

/** A field that counts as never sent. */
export function droppedLayer(path: Path): Layer {
  return { path, kind: 'dropped', snapshot: { ...createSnapshot(), outcome: 'complete' } };
}

export function isItem({ path }: Pick<Layer, 'path'>): boolean {
  return typeof path.at(-1) === 'number';
}

/** `known` are fields that are out of the answer already. */
export function layOver(
  layers: readonly Layer[],
  errors: ReadonlyMap<string, InstantError>,
  known: readonly Layer[] = [],
): AmendedFields {
  return {
    over: (value) => layers.reduce(cover, value),
    at(path) {
      const layer = [...known, ...layers].findLast((each) => isWithin(path, each.path));
      const error = errors.get(formatPath(path));
      return {
        snapshot: layer?.snapshot,
        isRetrying: layer?.kind === 'retrying',
        isDropped: layer?.kind === 'dropped',
        error,
      };
    },
    without: (path) => layOver(withoutArrived(layers, path), errors, known),
  };
}

/** Takes back what has arrived of what is asked for anew there; otherwise, all that lies in what is there. */
function withoutArrived(layers: readonly Layer[], written: string): readonly Layer[] {
  const path = parsePath(written);
  const asked = layers.find(({ kind, path: at }) => kind === 'retrying' && isWithin(path, at));
  return asked
    ? layers.map((layer) => (layer === asked ? { ...layer, snapshot: createSnapshot() } : layer))
    : layers.filter((layer) => !isWithin(layer.path, path));
}

/** The answer as it was written, with what was retried and without what was dropped. */
export function rewrite(raw: unknown, layers: readonly Layer[]): unknown {
  const put = layers
    .filter(({ kind }) => kind === 'retried')
    .reduce((value, { path, raw: own }) => putWherePlace(value, path, own), raw);
  // From the end, so that the items of a list are where they were until it is their turn.
  return layers
    .filter(({ kind }) => kind === 'dropped')
    .toSorted((one, other) => compare(other.path, one.path))
    .reduce((value, { path }) => removeAt(value, path), put);
}

/** The items behind one that is taken out move up when the answer is whole: until then every path means what it meant. */
function cover(value: unknown, layer: Layer): unknown {
  const { path, kind, snapshot } = layer;
  if (kind === 'dropped') return isItem(layer) ? value : removeAt(value, path);
  const own = findAt(snapshot.value, path);
  if (own === undefined) return value;
  if (kind === 'retried') return putWherePlace(value, path, own.value);
  const { open } = snapshot;
  const isOpen = open !== undefined && isWithin(open, path);
  const inside = {
    ...snapshot,
    value: own.value,
    open: isOpen ? open.slice(path.length) : undefined,
  };
  // What has not come yet is shown as it was.
  const before = findAt(value, path)?.value;
  return putWherePlace(value, path, seededValue(inside, { value: before, kind: 'stale' }));
}

/** A list that did not get that far, or is a shorter one by now, gets no holes. */
function putWherePlace(value: unknown, path: Path, own: unknown): unknown {
  return hasPlace(value, path) ? putAt(value, path, own) : value;
}

/** Where a field is once items of lists before it are taken out. */
export function moveUp(path: Path, dropped: readonly Layer[]): Path {
  const goneAt = (depth: number, index: number) =>
    dropped.filter(
      (layer) =>
        isItem(layer) &&
        layer.path.length === depth + 1 &&
        isWithin(path, layer.path.slice(0, -1)) &&
        Number(layer.path[depth]) < index,
    ).length;
  return path.map((segment, depth) =>
    typeof segment === 'number' ? segment - goneAt(depth, segment) : segment,
  );
}

/** True of a container that has one of the layers in it, where they are once lists have closed up. */
export function isAround(at: Path, layers: readonly Layer[]): boolean {
  const dropped = layers.filter(({ kind }) => kind === 'dropped');
  return layers.some(({ path }) => path.length > at.length && isWithin(moveUp(path, dropped), at));
}

/** True of what lies under a field that was retried: it is not seen any more. */
export function isReplaced({ path, kind }: Layer, by: Path): boolean {
  return isWithin(path, by) || (kind === 'dropped' && isWithin(by, path));
}

/** Where an answer that was cut off is open once a field of it is there, which closes what was open in it. */
export function openAround(open: Path | undefined, { path, kind }: Layer): Path | undefined {
  const isClosed = open !== undefined && kind === 'retried' && isWithin(open, path);
  return isClosed ? path.slice(0, -1) : open;
}

/** Notes beside an answer where everything is in it, if lists of it closed up. */
export function noteItems(value: unknown, layers: readonly Layer[]): void {
  const gone = layers.filter((layer) => layer.kind === 'dropped' && isItem(layer));
  if (gone.length === 0) return;
  const isGoneAt = (path: Path, depth: number) =>
    gone.some(
      (layer) => layer.path.length === depth + 1 && isWithin(path, layer.path.slice(0, -1)),
    );
  noteMoves(value, (path) => {
    if (gone.some((layer) => isWithin(path, layer.path))) return undefined;
    // An index may be written as a key; that there is a list is known by what is out of it.
    const indexed = path.map((segment, depth) =>
      isGoneAt(path, depth) ? Number(segment) : segment,
    );
    return moveUp(indexed, gone);
  });
}

function compare(one: Path, other: Path): number {
  const depth = one.findIndex((segment, at) => segment !== other[at]);
  const [mine, theirs] = [one[depth], other[depth]];
  if (mine === undefined || theirs === undefined) return one.length - other.length;
  if (typeof mine === 'number' && typeof theirs === 'number') return mine - theirs;
  return String(mine) < String(theirs) ? -1 : 1;
}
