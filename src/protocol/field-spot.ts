// In: the type of a whole answer. Out: every place a field can be at, with its written path, its pattern and its value.
// The one walk through a type that typed paths, patterns and events share. Types only.
// Knows nothing of events, schemas or React.

import type { JoinPath, WrittenKey } from './written-key.js';

/** A value without fields of its own, whatever its properties: what has its own JSON form counts as one. */
export type Leaf =
  | string
  | number
  | boolean
  | bigint
  | symbol
  | null
  | undefined
  | ReadonlyMap<unknown, unknown>
  | ReadonlySet<unknown>
  | RegExp
  | ArrayBufferView
  | { toJSON(...args: never): unknown }
  | ((...args: never) => unknown);

/**
 * A type that has all of this says nothing of what is there: `unknown`, `any`, and JSON as such (`z.json()`).
 */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** True of an object with a method: an instance of a class, which a schema made. Data has none. */
export type HasMethod<T> = unknown extends T[keyof T]
  ? false
  : [Extract<T[keyof T], (...args: never) => unknown>] extends [never]
    ? false
    : true;

/** One place in an answer. */
export interface FieldSpot<
  Value = unknown,
  P extends string = string,
  Wildcard extends string = string,
> {
  readonly value: Value;
  readonly path: P;
  readonly wildcardPath: Wildcard;
}

/** Every place in `T`, the root first. Inferred, so that the compiler knows what it is before it knows `T`. */
export type FieldSpots<T> =
  SpotsAt<T, '', '', never, 1, 10> extends infer Spot extends FieldSpot ? Spot : never;

/**
 * `never` when `T` is. Asked first wherever `T` stands in a condition, it makes the compiler compare what two types
 * became rather than the types themselves, so that a response of one answer is a response of an unknown one.
 */
export type Measured<T> = { [K in keyof T]-?: true };

/** How deep at most, for types that grow with every level; a list and what is in it are one level. */
type Depth = [never, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** Comparable to another only when the two types are the same. */
interface Same<in out T> {
  readonly type: T;
}

/** An array, as opposed to a tuple. */
export type IsArray<List extends readonly unknown[]> = List[number][] extends List ? true : false;

/** The indexes of a tuple that are not in its rest. */
export type FixedIndex<List> = keyof List & `${number}`;

/** What a tuple's rest holds; `never` when there is none. */
export type RestItem<List extends readonly unknown[]> = number extends List['length']
  ? List[9999]
  : never;

/** Places below that are not worked out. */
type Below<P extends string> = P extends '' ? string : `${P}.${string}` | `${P}[${string}`;

type OpenSpots<P extends string, W extends string> = FieldSpot<unknown, Below<P>, Below<W>>;

/**
 * `Trail` holds the types on the way from the root. Where one comes again, its second turn begins, with a trail of its
 * own, and where one comes again there, a recursive type stops: what is below is open text.
 */
type SpotsAt<V, P extends string, W extends string, Trail, Turn extends 1 | 2, D extends number> = [
  V,
] extends [never]
  ? never
  : [Json] extends [V]
    ? FieldSpot<Told<V>, P, W> | OpenSpots<P, W>
    :
        | FieldSpot<V, P, W>
        | ([V] extends [Leaf]
            ? never
            : Same<NonNullable<V>> extends Trail
              ? [Turn, D] extends [1, NearRoot]
                ? SpotsIn<V, P, W, Tracked<NonNullable<V>>, 2, D>
                : OpenSpots<P, W>
              : SpotsIn<V, P, W, Trail | Tracked<NonNullable<V>>, Turn, D>);

/** Where a second turn may begin: types that all lead to one another have too many ways between them further down. */
type NearRoot = 8 | 9 | 10;

/** A list comes again with what is in it. */
type Tracked<V> = [V] extends [readonly unknown[]] ? never : Same<V>;

type SpotsIn<
  T,
  P extends string,
  W extends string,
  Trail,
  Turn extends 1 | 2,
  D extends number,
> = T extends Leaf
  ? never
  : [D] extends [never]
    ? OpenSpots<P, W>
    : T extends readonly unknown[]
      ? ItemSpots<T, P, W, Trail, Turn, T[number] extends readonly unknown[] ? Depth[D] : D>
      : HasMethod<T> extends true
        ? never
        : {
            [K in Key<T>]: WrittenKey<K> extends infer Suffix extends string
              ? SpotsAt<Sent<T, K>, JoinPath<P, Suffix>, JoinPath<W, Suffix>, Trail, Turn, Depth[D]>
              : never;
          }[Key<T>];

type ItemSpots<
  List extends readonly unknown[],
  P extends string,
  W extends string,
  Trail,
  Turn extends 1 | 2,
  D extends number,
> =
  IsArray<List> extends true
    ? SpotsAt<List[number], `${P}[${number}]`, `${W}[*]`, Trail, Turn, D>
    :
        | {
            [I in FixedIndex<List>]: SpotsAt<
              Sent<List, I>,
              `${P}[${I}]`,
              `${W}[*]`,
              Trail,
              Turn,
              D
            >;
          }[FixedIndex<List>]
        | SpotsAt<RestItem<List>, `${P}[${number}]`, `${W}[*]`, Trail, Turn, D>;

/** Symbols are no keys of JSON; brands are symbols. */
type Key<T> = keyof T & (string | number);

/** `any` is `unknown` to whoever reads it. */
export type Told<V> = unknown extends V ? unknown : V;

/** A value that is there: an optional one is not `undefined` then. */
export type Sent<T, K extends keyof T> = undefined extends T[K]
  ? Partial<Pick<T, K>> extends Pick<T, K>
    ? Exclude<T[K], undefined>
    : T[K]
  : T[K];
