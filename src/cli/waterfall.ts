// In: the events of an answer, each with its time. Out: a row for each field: when it began, when it ended, what it is.
// An event costs what its path is long, however many rows there are.
// Knows nothing of terminals.

import {
  isFieldEvent,
  type FieldEvent,
  type InstantEvent,
  type Path,
  type PathSegment,
} from '../protocol/index.js';

export type RowState = 'streaming' | 'done' | 'invalid' | 'missing';

/** One field; times are milliseconds since the start. */
export interface Row {
  readonly path: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly state: RowState;
  /** What is known of it: of a text its beginning so far, of an object or a list nothing until its end. */
  readonly value: unknown;
}

export interface Waterfall {
  note(event: InstantEvent, atMs: number): void;
  /** The last rows, in the order they began; all of them without a count. */
  rows(count?: number): readonly Row[];
  readonly counts: Readonly<Record<RowState, number>>;
  /** When the first field was whole. */
  readonly firstFieldMs: number | undefined;
}

/** A place in the answer; without a row it was withdrawn, or nothing was told of it. */
interface Place {
  row: Row | undefined;
  readonly children: Map<PathSegment, Place>;
}

export function createWaterfall(): Waterfall {
  const root: Place = createPlace();
  const order: Place[] = [];
  const counts: Record<RowState, number> = { streaming: 0, done: 0, invalid: 0, missing: 0 };
  let firstFieldMs: number | undefined;

  const put = (event: Exclude<FieldEvent, { readonly type: 'replaced' }>, atMs: number) => {
    const { path, segments, type, value } = event;
    const place = placeAt(root, segments);
    const before = place.row;
    if (before === undefined) order.push(place);
    else counts[before.state]--;
    const state = type === 'start' || type === 'delta' ? 'streaming' : type;
    counts[state]++;
    place.row = { path, fromMs: before?.fromMs ?? atMs, toMs: atMs, state, value };
  };

  const withdraw = (place: Place) => {
    if (place.row !== undefined) counts[place.row.state]--;
    place.row = undefined;
    for (const child of place.children.values()) withdraw(child);
    // Told anew, a field has a place of its own behind all others.
    place.children.clear();
  };

  return {
    counts,
    get firstFieldMs() {
      return firstFieldMs;
    },
    note(event, atMs) {
      if (event.type === 'attempt') withdraw(root);
      if (!isFieldEvent(event)) return;
      if (event.type === 'done') firstFieldMs ??= atMs;
      if (event.type !== 'replaced') put(event, atMs);
      else if (event.segments.length === 0) withdraw(root);
      else {
        const parent = placeAt(root, event.segments.slice(0, -1));
        const key = event.segments.at(-1) as PathSegment;
        const place = parent.children.get(key);
        if (place !== undefined) withdraw(place);
        parent.children.delete(key);
      }
    },
    rows(count = Infinity) {
      const found: Row[] = [];
      for (let index = order.length - 1; index >= 0 && found.length < count; index--) {
        const row = order[index]?.row;
        if (row !== undefined) found.push(row);
      }
      return found.toReversed();
    },
  };
}

function createPlace(): Place {
  return { row: undefined, children: new Map() };
}

function placeAt(root: Place, segments: Path): Place {
  let place = root;
  for (const segment of segments) {
    let child = place.children.get(segment);
    if (child === undefined) {
      child = createPlace();
      place.children.set(segment, child);
    }
    place = child;
  }
  return place;
}
