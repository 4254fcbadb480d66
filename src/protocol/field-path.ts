// In: the type of a whole answer. Out: the types of its paths and patterns, and of the answer while it streams.
// Types only: nothing here exists at run time.
// Knows nothing of events, schemas or React.

import type { FieldSpot, FieldSpots, IsArray, Leaf, Measured } from './field-spot.js';

export type { FieldValue } from './field-value.js';

/**
 * Every path inside `T` as {@link formatPath} writes it: `'' | 'title' | 'items' | 'items[0]' | 'items[0].name'`, of
 * every member of a union. Any text where `T` says nothing, below the second turn of a recursive type, and below a
 * record, where the compiler cannot tell a key from what follows: {@link CheckedPath} is exact there.
 */
export type FieldPath<T> = [Measured<T>] extends [never]
  ? never
  : unknown extends T
    ? string
    : FieldSpots<T>['path'];

/**
 * Every path inside `T` with `[*]` for its indexes, as in an event's `wildcardPath`: `'items[*].name'`. The keys of a
 * record are keys, not indexes: they stand for themselves.
 */
export type WildcardPath<T> = [Measured<T>] extends [never]
  ? never
  : unknown extends T
    ? string
    : FieldSpots<T>['wildcardPath'];

/** What `[*]` asks of every value of a record: `'prices[*].amount'`. What follows it is any text. */
export type RecordPattern<T> = [Measured<T>] extends [never] ? never : EachOf<FieldSpots<T>>;

type EachOf<Spot> =
  Spot extends FieldSpot<infer Value, string, infer Wildcard>
    ? string extends keyof NonNullable<Value>
      ? `${Wildcard}[*]${string}`
      : never
    : never;

/**
 * `T` while it streams: every key may still be absent, every array may still grow, strings may still be short, and of a
 * tuple there is a beginning.
 */
export type Streaming<T> = T extends Leaf
  ? T
  : T extends readonly unknown[]
    ? IsArray<T> extends true
      ? readonly Streaming<T[number]>[]
      : { readonly [K in keyof T]?: Streaming<T[K]> }
    : T extends object
      ? { readonly [K in keyof T]?: Streaming<T[K]> }
      : T;
