// In: a list that grows at its end. Out: whether it has a value, without looking through all of it.
// Knows nothing of who keeps the list.

import { isSame } from '../internal/plain-data.js';
import { isContainer } from '../internal/own.js';

export class ListIndex {
  readonly #list: readonly unknown[];
  readonly #found = new Map<string, unknown[]>();
  #known = 0;

  constructor(list: readonly unknown[]) {
    this.#list = list;
  }

  /** Costs what has been added since, and what resembles the value. */
  has(value: unknown): boolean {
    for (; this.#known < this.#list.length; this.#known++) {
      const item = this.#list[this.#known];
      const mark = markOf(item);
      const alike = this.#found.get(mark);
      if (alike === undefined) this.#found.set(mark, [item]);
      else alike.push(item);
    }
    return this.#found.get(markOf(value))?.some((item) => isSame(item, value)) === true;
  }
}

/** What is the same has the same mark; what has the same mark is mostly the same. */
function markOf(value: unknown): string {
  if (!isContainer(value)) return `${typeof value} ${String(value)}`;
  if (value instanceof Date) return `date ${Number(value)}`;
  const children = Object.entries(value).map(([key, child]) => `${key} ${childMark(child)}`);
  return children.toSorted().join('\n');
}

function childMark(value: unknown): string {
  return isContainer(value) ? '' : `${typeof value} ${String(value)}`;
}
