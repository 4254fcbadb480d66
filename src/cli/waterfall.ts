// In: the events of an answer, and of those in lanes beside it, each with its time. Out: a row for each field: when it began,
// when it ended, what it is.
// An event costs what its path is long, however many rows there are. Knows nothing of terminals.

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
  /** The lane it is in; undefined for the answer itself. */
  readonly lane: string | undefined;
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

type Told = Exclude<FieldEvent, { readonly type: 'replaced' }>;

export function createWaterfall(): Waterfall {
  /** Of the answer, and of each lane that is open. */
  const roots = new Map<string | undefined, Place>();
  const order: Place[] = [];
  const counts: Record<RowState, number> = { streaming: 0, done: 0, invalid: 0, missing: 0 };
  let firstFieldMs: number | undefined;

  const rootOf = (lane: string | undefined) => {
    const root = roots.get(lane) ?? createPlace();
    roots.set(lane, root);
    return root;
  };

  const put = (event: Told, atMs: number, lane: string | undefined) => {
    const { path, segments, type, value } = event;
    const place = placeAt(rootOf(lane), segments);
    const before = place.row;
    if (before === undefined) order.push(place);
    else counts[before.state]--;
    const state = type === 'start' || type === 'delta' ? 'streaming' : type;
    counts[state]++;
    place.row = { lane, path, fromMs: before?.fromMs ?? atMs, toMs: atMs, state, value };
  };

  const withdraw = (place: Place) => {
    if (place.row !== undefined) counts[place.row.state]--;
    place.row = undefined;
    for (const child of place.children.values()) withdraw(child);
    // Told anew, a field has a place of its own behind all others.
    place.children.clear();
  };

  const note = (event: InstantEvent, atMs: number, lane?: string): void => {
    const { type } = event;
    if (type === 'lane') return note(event.event, atMs, event.lane);
    if (type === 'attempt') withdraw(rootOf(lane));
    // One of the same name begins anew.
    if (type === 'end' || type === 'error') roots.delete(lane);
    if (!isFieldEvent(event)) return;
    if (event.type === 'done') firstFieldMs ??= atMs;
    if (event.type !== 'replaced') put(event, atMs, lane);
    else if (event.segments.length === 0) withdraw(rootOf(lane));
    else {
      const parent = placeAt(rootOf(lane), event.segments.slice(0, -1));
      const key = event.segments.at(-1) as PathSegment;
      const place = parent.children.get(key);
      if (place !== undefined) withdraw(place);
      parent.children.delete(key);
    }
  };

  return {
    counts,
    get firstFieldMs() {
      return firstFieldMs;
    },
    note: (event, atMs) => note(event, atMs),
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
