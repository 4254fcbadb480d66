// In: blocks, and what leads to what. Out: a place for each block, row by row, and a way between the rows for each link.
// Rows by the longest way from a beginning; what leads back moves nothing. Linear in blocks, links and the rows they pass.
// Knows nothing of what is in a block.

import { groupBy } from './group-by.js';

/** Something to be placed. */
export interface Block {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** What leads from one block to another. */
export interface Link {
  readonly from: string;
  readonly to: string;
}

/** A gap in a row that a link goes through, from its top to its bottom. */
export interface Passage {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Layers<L extends Link> {
  readonly width: number;
  readonly height: number;
  /** Of a block: its upper left corner. */
  readonly corners: ReadonlyMap<string, { readonly left: number; readonly top: number }>;
  /** Those that lead on; all others lead back. */
  readonly passages: ReadonlyMap<L, readonly Passage[]>;
}

/** The room at the right of what is placed that what leads back takes. */
export const BACK_ROOM = 32;
const GAP = { between: 24, rows: 40 } as const;
const PASSAGE_WIDTH = 8;
/** A link over more rows than this is drawn straight on, so that the work stays linear. */
const MOST_ROWS = 100;

/** A block, or a passage, with its place once it has one. */
interface Item {
  readonly width: number;
  readonly height: number;
  /** What leads here from the row above. */
  readonly parents: Item[];
  left: number;
  top: number;
}

export function layOutLayers<L extends Link>(
  blocks: readonly Block[],
  links: readonly L[],
): Layers<L> {
  const back = findBackLinks(blocks, links);
  const forward = links.filter((link) => !back.has(link));
  const rowOf = findRows(blocks, forward);
  const rows: Item[][] = [];
  const items = new Map<string, Item>();
  for (const { id, width, height } of blocks) {
    const item = createItem(width, height);
    items.set(id, item);
    (rows[rowOf.get(id) ?? 0] ??= []).push(item);
  }
  const ways = forward.map((link) => [link, findWay(link, items, rowOf, rows)] as const);
  const { width, height, bottoms } = place(rows);
  const passages = ways.map(([link, way]) => {
    const through = way.map(({ left, width, top }) => ({
      x: left + width / 2,
      top,
      bottom: bottoms.get(top) ?? top,
    }));
    return [link, through] as const;
  });
  return {
    width: width + (back.size > 0 ? BACK_ROOM : 0),
    height,
    corners: items,
    passages: new Map(passages),
  };
}

function createItem(width: number, height: number, parent?: Item): Item {
  return { width, height, parents: parent === undefined ? [] : [parent], left: 0, top: 0 };
}

/** Makes a passage in each row between the two ends. */
function findWay(
  { from, to }: Link,
  items: ReadonlyMap<string, Item>,
  rowOf: ReadonlyMap<string, number>,
  rows: readonly Item[][],
): readonly Item[] {
  const [first, last] = [rowOf.get(from) ?? 0, rowOf.get(to) ?? 0];
  const between = last - first > MOST_ROWS ? [] : rows.slice(first + 1, last);
  const way: Item[] = [];
  let above = items.get(from);
  for (const row of between) {
    const passage = createItem(PASSAGE_WIDTH, 0, above);
    row.push(passage);
    way.push(passage);
    above = passage;
  }
  if (above !== undefined) items.get(to)?.parents.push(above);
  return way;
}

/** Gives each item its place, the rows in the middle of the widest. */
function place(rows: readonly Item[][]): {
  readonly width: number;
  readonly height: number;
  /** Of each row, by its top. */
  readonly bottoms: ReadonlyMap<number, number>;
} {
  const widthOf = (row: readonly Item[]) =>
    sum(row.map(({ width }) => width)) + GAP.between * (row.length - 1);
  const width = rows.reduce((most, row) => Math.max(most, widthOf(row)), 0);
  const bottoms = new Map<number, number>();
  let top = 0;
  for (const row of rows) {
    const height = row.reduce((most, item) => Math.max(most, item.height), 0);
    let left = (width - widthOf(row)) / 2;
    for (const item of sortByParents(row)) {
      item.left = left;
      item.top = item.height === 0 ? top : top + (height - item.height) / 2;
      left += item.width + GAP.between;
    }
    bottoms.set(top, top + height);
    top += height + GAP.rows;
  }
  return { width, height: Math.max(0, top - GAP.rows), bottoms };
}

/** By the middle of what leads there, so that lines cross seldom; in the first row, nothing does. */
function sortByParents(row: readonly Item[]): readonly Item[] {
  return row
    .map((item) => {
      const middles = item.parents.map(({ left, width }) => left + width / 2);
      return { item, at: middles.length === 0 ? 0 : sum(middles) / middles.length };
    })
    .toSorted((one, other) => one.at - other.at)
    .map(({ item }) => item);
}

/** Those that lead to a block on the way to themselves. Walked without the stack: a chain may be long. */
function findBackLinks<L extends Link>(
  blocks: readonly Block[],
  links: readonly L[],
): ReadonlySet<L> {
  const outgoing = groupBy(links, ({ from }) => from);
  const back = new Set<L>();
  const state = new Map<string, 'open' | 'closed'>();
  for (const { id } of blocks) {
    if (state.has(id)) continue;
    const way = [{ id, next: 0 }];
    state.set(id, 'open');
    for (let top = way.at(-1); top !== undefined; top = way.at(-1)) {
      const link = outgoing.get(top.id)?.[top.next++];
      if (link === undefined) {
        state.set(top.id, 'closed');
        way.pop();
      } else if (state.get(link.to) === 'open') back.add(link);
      else if (!state.has(link.to)) {
        state.set(link.to, 'open');
        way.push({ id: link.to, next: 0 });
      }
    }
  }
  return back;
}

/** Each block below everything that leads to it. There are no circles among the links. */
function findRows(blocks: readonly Block[], links: readonly Link[]): ReadonlyMap<string, number> {
  const outgoing = groupBy(links, ({ from }) => from);
  const incoming = new Map<string, number>();
  for (const { to } of links) incoming.set(to, (incoming.get(to) ?? 0) + 1);
  const rowOf = new Map<string, number>();
  const ready = blocks.filter(({ id }) => !incoming.has(id)).map(({ id }) => id);
  // The list grows while it is read.
  for (const id of ready) {
    const row = rowOf.get(id) ?? 0;
    rowOf.set(id, row);
    for (const { to } of outgoing.get(id) ?? []) {
      rowOf.set(to, Math.max(rowOf.get(to) ?? 0, row + 1));
      const left = (incoming.get(to) ?? 0) - 1;
      incoming.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  return rowOf;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
