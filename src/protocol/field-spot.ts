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
  SpotsAt<T, '', '', never, never, 10> extends infer Spot extends FieldSpot ? Spot : never;

/**
 * `never` when `T` is. Asked first wherever `T` stands in a condition, it makes the compiler compare what two types
 * became rather than the types themselves, so that a response of one answer is a response of an unknown one.
 */
export type Measured<T> = { [K in keyof T]-?: true };

/** How deep at most, for types that grow with every level. */
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
 * A type on the way from the root is in `Once`, one that came again in `Twice`; there a recursive type stops. So each
 * is seen in full twice on every way, and what is below is open text.
 */
type SpotsAt<V, P extends string, W extends string, Once, Twice, D extends number> = [V] extends [
  never,
]
  ? never
  : unknown extends V
    ? FieldSpot<unknown, P, W> | OpenSpots<P, W>
    : FieldSpot<V, P, W> | ([V] extends [Leaf] ? never : SpotsIn<V, P, W, Once, Twice, D>);

type SpotsIn<T, P extends string, W extends string, Once, Twice, D extends number> = T extends Leaf
  ? never
  : [D] extends [never]
    ? OpenSpots<P, W>
    : Same<T> extends Twice
      ? OpenSpots<P, W>
      : Same<T> extends Once
        ? Children<T, P, W, Once, Twice | Same<T>, Depth[D]>
        : Children<T, P, W, Once | Same<T>, Twice, Depth[D]>;

type Children<
  T,
  P extends string,
  W extends string,
  Once,
  Twice,
  D extends number,
> = T extends readonly unknown[]
  ? IsArray<T> extends true
    ? SpotsAt<T[number], `${P}[${number}]`, `${W}[*]`, Once, Twice, D>
    :
        | {
            [I in FixedIndex<T>]: SpotsAt<Sent<T, I>, `${P}[${I}]`, `${W}[*]`, Once, Twice, D>;
          }[FixedIndex<T>]
        | SpotsAt<RestItem<T>, `${P}[${number}]`, `${W}[*]`, Once, Twice, D>
  : {
      [K in Key<T>]: WrittenKey<K> extends infer Suffix extends string
        ? SpotsAt<Sent<T, K>, JoinPath<P, Suffix>, JoinPath<W, Suffix>, Once, Twice, D>
        : never;
    }[Key<T>];

/** Symbols are no keys of JSON; brands are symbols. */
type Key<T> = keyof T & (string | number);

/** A value that is there: an optional one is not `undefined` then. */
type Sent<T, K extends keyof T> = undefined extends T[K]
  ? Partial<Pick<T, K>> extends Pick<T, K>
    ? Exclude<T[K], undefined>
    : T[K]
  : T[K];
