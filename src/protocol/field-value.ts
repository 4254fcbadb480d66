// In: the type of a whole answer, and a written path. Out: the type of the value there.
// Types only, the counterpart of `parsePath`: nothing here exists at run time.
// Knows nothing of events, schemas or React.

import type { FixedIndex, IsArray, Leaf, Measured, RestItem } from './field-spot.js';
import type { KeyText } from './written-key.js';

/**
 * The type of the value at a written path of `T`, or at a pattern (`items[*].price`): of every member of a union that has
 * it, and `undefined` where some lack it, as `null` and absent parents do. `unknown` where the path's text is not known
 * to the compiler, or where `T` has nothing or says nothing.
 */
export type FieldValue<T, P extends string> = [Measured<T>] extends [never]
  ? never
  : unknown extends T
    ? unknown
    : string extends P
      ? unknown
      : Walk<T, P>;

type Walk<T, P extends string> = unknown extends T
  ? unknown
  : P extends ''
    ? T
    : P extends `["${infer Rest}`
      ? WalkQuoted<T, Unquote<Rest>>
      : P extends `[${infer Index}]${infer Rest}`
        ? Walk<Step<T, Index>, Bare<Rest>>
        : P extends `${infer Head}[${infer Rest}`
          ? Head extends `${infer Key}.${infer Between}`
            ? Walk<Step<T, Key>, `${Between}[${Rest}`>
            : Walk<Step<T, Head>, `[${Rest}`>
          : P extends `${infer Key}.${infer Rest}`
            ? Walk<Step<T, Key>, Rest>
            : Step<T, P>;

type Bare<P extends string> = P extends `.${infer Rest}` ? Rest : P;

type WalkQuoted<T, Parts> = Parts extends [infer Key extends string, infer Rest extends string]
  ? Walk<Step<T, Key>, Bare<Rest>>
  : unknown;

/** The key, and what follows its closing quote. */
type Unquote<Text extends string> = Text extends `${infer Key}"]${infer Rest}`
  ? Key extends `${string}\\${string}`
    ? UnquoteEach<Text, ''>
    : [Key, Rest]
  : never;

type UnquoteEach<Text extends string, Key extends string> = Text extends `"]${infer Rest}`
  ? [Key, Rest]
  : Text extends `\\${infer Character}${infer Rest}`
    ? UnquoteEach<Rest, `${Key}${Character extends keyof Escaped ? Escaped[Character] : Character}`>
    : Text extends `${infer Character}${infer Rest}`
      ? UnquoteEach<Rest, `${Key}${Character}`>
      : never;

interface Escaped {
  n: '\n';
  r: '\r';
  t: '\t';
  b: '\b';
  f: '\f';
}

/** What one member of a union has at a key. */
interface Found<V> {
  readonly value: V;
}

interface Lacking {
  readonly isLacking: true;
}

type Step<T, Key extends string> = Settle<Look<T, Key>>;

type Settle<Looked> = [Looked] extends [Lacking]
  ? unknown
  : Looked extends Found<infer V>
    ? unknown extends V
      ? unknown
      : V
    : undefined;

type Look<T, Key extends string> = T extends Leaf
  ? Lacking
  : T extends readonly unknown[]
    ? LookInList<T, Key>
    : Key extends keyof T
      ? Found<T[Key]>
      : LookByText<T, KeyNamed<T, Key>>;

type LookInList<List extends readonly unknown[], Index extends string> =
  IsArray<List> extends true
    ? Index extends `${number}` | '*'
      ? Found<List[number]>
      : Lacking
    : Index extends '*'
      ? Found<List[number]>
      : Index extends FixedIndex<List>
        ? Found<List[Index]>
        : Index extends `${number}`
          ? number extends List['length']
            ? Found<`${number}` extends Index ? List[number] : RestItem<List>>
            : Lacking
          : Lacking;

type LookByText<T, Key> = [Key] extends [never]
  ? Lacking
  : Key extends keyof T
    ? Found<T[Key]>
    : Lacking;

/** The keys of `T` that are written as `Text` without being that text: numbers, members of an enum, branded strings. */
type KeyNamed<T, Text extends string> = {
  [K in keyof T]-?: K extends string | number ? (Text extends KeyText<K> ? K : never) : never;
}[keyof T];
