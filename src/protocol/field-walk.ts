// In: the type of a whole answer, and a written path. Out: the type of the value there, or where the way ends and why.
// One key or index at a time, however deep. Types only, the counterpart of `parsePath`: nothing here exists at run time.
// Knows nothing of events, schemas or React.

import type {
  FixedIndex,
  HasMethod,
  IsArray,
  Json,
  Leaf,
  RestItem,
  Sent,
  Told,
} from './field-spot.js';
import type { KeyText, WrittenKey } from './written-key.js';

/** The way led to a value of this type. */
export interface Found<V> {
  readonly value: V;
}

/** The way ended before `rest`. */
export interface Lost<Rest extends string, Why extends string> {
  readonly rest: Rest;
  readonly why: Why;
}

/** What `P` leads to in `T`: {@link Found} or {@link Lost}. A pattern's `[*]` leads to any item. */
export type Walk<T, P extends string> = Onward<T, P extends '' | `[${string}` ? P : `.${P}`>;

/** `Rest` is empty, or begins with the dot or bracket of the next step. */
type Onward<T, Rest extends string> = Rest extends ''
  ? Found<Told<T>>
  : [Json] extends [T]
    ? Found<unknown>
    : Rest extends `["${infer Text}`
      ? ThroughQuoted<T, Rest, Unquote<Text>>
      : Rest extends `[${infer Index}]${infer After}`
        ? ThroughIndex<T, Rest, Index, After, ItemAt<T, Index>>
        : Rest extends `.${infer Text}`
          ? ThroughBare<T, Rest, Text>
          : Unreadable<Rest>;

type Unreadable<Rest extends string> = Lost<Rest, `cannot be followed by ${Rest}`>;

/** `never` is what `T` has where it has nothing. */
type ThroughIndex<T, Rest extends string, Index extends string, After extends string, V> = [
  V,
] extends [never]
  ? [ValueAt<T, Index>] extends [never]
    ? Lost<Rest, `has no [${Index}]`>
    : Lost<Rest, `has ["${Index}"], not [${Index}]`>
  : Onward<V, After>;

type ThroughBare<
  T,
  Rest extends string,
  Text extends string,
> = Text extends `${infer Head}[${infer After}`
  ? Head extends `${infer Key}.${infer Between}`
    ? ThroughKey<T, Rest, Key, `.${Between}[${After}`, ValueAt<T, Key>>
    : ThroughKey<T, Rest, Head, `[${After}`, ValueAt<T, Head>>
  : Text extends `${infer Key}.${infer After}`
    ? ThroughKey<T, Rest, Key, `.${After}`, ValueAt<T, Key>>
    : ThroughKey<T, Rest, Text, '', ValueAt<T, Text>>;

type ThroughQuoted<T, Rest extends string, Parts> = Parts extends [
  infer Key extends string,
  infer After extends string,
]
  ? ThroughKey<T, Rest, Key, After, ValueAt<T, Key>>
  : Unreadable<Rest>;

/** A key has one written form, where the compiler can tell. */
type ThroughKey<T, Rest extends string, Key extends string, After extends string, V> = [V] extends [
  never,
]
  ? [ItemAt<T, Key>] extends [never]
    ? Key extends ''
      ? Unreadable<Rest>
      : Lost<Rest, `has no ${Key}`>
    : Lost<Rest, `has [${Key}], not .${Key}`>
  : Rest extends `${WrittenKey<Key>}${After}`
    ? Onward<V, After>
    : Lost<
        Rest,
        `has ${WrittenKey<Key>}, not ${Rest extends `${infer Form}${After}` ? Form : Rest}`
      >;

/** The key, and what follows its closing quote; `null` when there is none. */
type Unquote<Text extends string> = Text extends `${infer Key}"]${infer Rest}`
  ? Key extends `${string}\\${string}`
    ? UnquoteEach<Text, ''>
    : [Key, Rest]
  : null;

type UnquoteEach<Text extends string, Key extends string> = Text extends `"]${infer Rest}`
  ? [Key, Rest]
  : Text extends `\\${infer Character}${infer Rest}`
    ? UnquoteEach<Rest, `${Key}${Character extends keyof Escaped ? Escaped[Character] : Character}`>
    : Text extends `${infer Character}${infer Rest}`
      ? UnquoteEach<Rest, `${Key}${Character}`>
      : null;

interface Escaped {
  n: '\n';
  r: '\r';
  t: '\t';
  b: '\b';
  f: '\f';
}

/** What the members of a union have at a key, those that have it. */
type ValueAt<T, Key extends string> = T extends Leaf | readonly unknown[]
  ? never
  : HasMethod<T> extends true
    ? never
    : Key extends keyof T
      ? Sent<T, Key>
      : SentByText<T, KeyNamed<T, Key>>;

type SentByText<T, Key> = Key extends keyof T ? Sent<T, Key> : never;

/** The keys of `T` that are written as `Text` without being that text: numbers, members of an enum, branded strings. */
type KeyNamed<T, Text extends string> = {
  [K in keyof T]-?: K extends string | number ? (Text extends KeyText<K> ? K : never) : never;
}[keyof T];

/** What the members of a union have at an index, those that are lists. */
type ItemAt<T, Index extends string> = T extends readonly unknown[]
  ? IsArray<T> extends true
    ? Index extends `${number}` | '*'
      ? T[number]
      : never
    : Index extends '*'
      ? AnyItem<T>
      : Index extends FixedIndex<T>
        ? Sent<T, Index>
        : Index extends `${number}`
          ? number extends T['length']
            ? `${number}` extends Index
              ? AnyItem<T>
              : RestItem<T>
            : never
          : never
  : never;

type AnyItem<List extends readonly unknown[]> =
  | RestItem<List>
  | { [I in FixedIndex<List>]: Sent<List, I> }[FixedIndex<List>];
