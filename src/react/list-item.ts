// In: the path of an array and its length. Out: one address per item, the same object for as long as the list lives.
// Arrays change only at their end, so the index is the item's identity.
// Knows nothing of values.

import { formatPath, parsePath } from '../protocol/index.js';
import type { PathInput } from '../protocol/index.js';

/** Where one item of a list is. */
export interface ListItem {
  /** The item's own path: `items[0]`. */
  readonly path: string;
  readonly index: number;
  /** A path inside the item: `item.at('title')` is `items[0].title`. */
  at(path: PathInput): string;
}

/** Makes items on demand and keeps them; another list path starts over. */
export function createListItems(): (path: string, length: number) => readonly ListItem[] {
  let listPath = '';
  let items: ListItem[] = [];
  return (path, length) => {
    if (path !== listPath) items = [];
    listPath = path;
    while (items.length < length) items.push(listItem(path, items.length));
    return items.slice(0, length);
  };
}

function listItem(list: string, index: number): ListItem {
  const segments = [...parsePath(list), index];
  return {
    path: formatPath(segments),
    index,
    at: (path) => formatPath([...segments, ...parsePath(path)]),
  };
}
