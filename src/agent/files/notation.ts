// In: nothing. Out: the types of an output in few words, and of the answer it stands for.
// What the compiler cannot read, a text that is known at run time only, is `unknown`.
// Knows nothing of how a notation becomes a schema.

/** An output in few words; see `fromNotation`. */
export type Notation =
  | string
  | readonly Notation[]
  | NotedField
  | { readonly [key: string]: Notation };

/** A type with what is said of it. */
export interface NotedField {
  readonly $type: Notation;
  /** What the field is for, for the model. */
  readonly $desc?: string;
  /** It may be left out. */
  readonly $optional?: boolean;
  /** It may be left out, and is this then: any JSON value. */
  readonly $default?: unknown;
}

interface Names {
  string: string;
  str: string;
  text: string;
  number: number;
  float: number;
  integer: number;
  int: number;
  boolean: boolean;
  bool: boolean;
  null: null;
  none: null;
  any: unknown;
  list: unknown[];
  object: Record<string, unknown>;
}

/** The answer that a notation stands for. */
export type FromNotation<N> = N extends string
  ? OfText<N>
  : N extends readonly (infer Item)[]
    ? FromNotation<Item>[]
    : N extends { readonly $type: infer Type }
      ? FromNotation<Type>
      : OfFields<N>;

type OfFields<N> = Flat<
  { -readonly [Key in keyof N as N[Key] extends MayLack ? never : Key]: FromNotation<N[Key]> } & {
    -readonly [Key in keyof N as N[Key] extends MayLack ? Key : never]?: FromNotation<N[Key]>;
  }
>;

type MayLack = { readonly $optional: true };

type Flat<T> = { [Key in keyof T]: T[Key] };

/** `a | b`. */
type OfText<Text extends string> = string extends Text
  ? unknown
  : Text extends `${infer First}|${infer Rest}`
    ? OfName<Trim<First>> | OfText<Rest>
    : OfName<Trim<Text>>;

type OfName<Name extends string> = Name extends `'${infer Literal}'` | `"${infer Literal}"`
  ? Literal
  : Name extends `${infer Item}[]` | `list[${infer Item}]`
    ? OfName<Trim<Item>>[]
    : Lowercase<Name> extends keyof Names
      ? Names[Lowercase<Name>]
      : unknown;

type Trim<Text extends string> = Text extends ` ${infer Rest}` | `${infer Rest} `
  ? Trim<Rest>
  : Text;
