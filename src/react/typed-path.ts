// In: the type of an answer, and a path in it. Out: whether a list or a text may stand there, and what a list's rows get.
// Segments are taken as they are; of an unknown answer, so is everything. Types only.
// Knows nothing of components.

import type { CheckedPath, FieldValue, WrittenPointer } from '../protocol/index.js';
import type { ListItem } from './list-item.js';

/** One item of a typed list: its paths are paths of the whole answer. */
export interface TypedListItem<Item, ItemPath extends string> {
  readonly path: ItemPath;
  readonly index: number;
  /** A path inside the item: `item.at('title')` is `items[0].title`. */
  at<P extends string>(path: CheckedPath<Item, P, 'The item'>): Below<ItemPath, WrittenPointer<P>>;
}

type Below<Parent extends string, P> = P extends ''
  ? Parent
  : P extends `[${string}`
    ? `${Parent}${P & string}`
    : `${Parent}.${P & string}`;

/** `P` when `T` can have a list there; otherwise a text that says what is wrong. */
export type ListPath<T, P> = PathTo<T, P, readonly unknown[], 'list'>;

/** `P` when `T` can have a string there; otherwise a text that says what is wrong. */
export type TextPath<T, P> = PathTo<T, P, string, 'text'>;

type PathTo<T, P, Kind, Name extends string> = P extends string
  ? P extends CheckedPath<T, P>
    ? CanBe<FieldValue<T, P>, Kind> extends true
      ? P
      : `${P extends '' ? 'The answer' : P} is no ${Name}`
    : CheckedPath<T, P>
  : P;

/** True when a member of `V` is of `Kind`, or nothing is known of it. */
type CanBe<V, Kind> = unknown extends V ? true : [Extract<V, Kind>] extends [never] ? false : true;

/** What a list of `T` at `P` hands to its rows. */
export type ItemAt<T, P> = unknown extends T
  ? ListItem
  : P extends string
    ? TypedListItem<ItemOf<FieldValue<T, P>>, `${WrittenPointer<P>}[${number}]`>
    : ListItem;

type ItemOf<V> = unknown extends V ? unknown : V extends readonly (infer Item)[] ? Item : never;
