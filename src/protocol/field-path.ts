// In: the type of a whole answer. Out: the types of its paths, of a value at a path, and of the answer while it streams.
// Types only: nothing here exists at run time.
// Knows nothing of events, schemas or React.

/** How deep typed paths are worked out; deeper or recursive paths are accepted as plain text. */
type Depth = [never, 0, 1, 2, 3, 4, 5];

type Leaf =
  | string
  | number
  | boolean
  | bigint
  | symbol
  | null
  | undefined
  | Date
  | ((...args: never) => unknown);

type IsAny<T> = 0 extends 1 & T ? true : false;

type Join<Parent extends string, Key extends string> = Parent extends '' ? Key : `${Parent}.${Key}`;

type PathsOf<T, Parent extends string, D extends number> = [D] extends [never]
  ? string
  : T extends Leaf
    ? never
    : T extends readonly (infer Item)[]
      ? `${Parent}[${number}]` | PathsOf<Item, `${Parent}[${number}]`, Depth[D]>
      : T extends object
        ? {
            [K in keyof T & string]:
              | Join<Parent, K>
              | PathsOf<NonNullable<T[K]>, Join<Parent, K>, Depth[D]>;
          }[keyof T & string]
        : never;

/** Every path inside `T`, written: `'' | 'title' | 'items' | 'items[0]' | 'items[0].name'`. Plain `string` for unknown types. */
export type FieldPath<T> =
  IsAny<T> extends true ? string : unknown extends T ? string : '' | PathsOf<NonNullable<T>, '', 5>;

type Step<T, Key extends string> = T extends readonly (infer Item)[]
  ? Key extends `${number}`
    ? Item
    : unknown
  : T extends object
    ? Key extends keyof T
      ? T[Key]
      : unknown
    : unknown;

type Walk<T, P extends string> = P extends ''
  ? T
  : P extends `[${infer Index}]${infer Rest}`
    ? Walk<Step<NonNullable<T>, Index>, Rest extends `.${infer After}` ? After : Rest>
    : P extends `${infer Head}.${infer Rest}`
      ? Head extends `${infer Key}[${infer Index}]${infer More}`
        ? Walk<Step<NonNullable<T>, Key>, `[${Index}]${More}.${Rest}`>
        : Walk<Step<NonNullable<T>, Head>, Rest>
      : P extends `${infer Key}[${infer Index}]${infer More}`
        ? Walk<Step<NonNullable<T>, Key>, `[${Index}]${More}`>
        : Step<NonNullable<T>, P>;

/** The type of the value at a written path of `T`; `unknown` where the path's text is not known to the compiler. */
export type FieldValue<T, P extends string> =
  IsAny<T> extends true ? unknown : string extends P ? unknown : Walk<T, P>;

/** `T` while it streams: every key may still be absent, every array may still grow, strings may still be short. */
export type Streaming<T> = T extends Leaf
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Streaming<Item>[]
    : T extends object
      ? { readonly [K in keyof T]?: Streaming<T[K]> }
      : T;
