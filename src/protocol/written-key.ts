// In: the type of an object's key. Out: the same key as it stands in a written path: `.title`, or quoted where it must be.
// Types only, the counterpart of `formatKey`: nothing here exists at run time.
// Knows nothing of values or of what lies below a key.

type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';

type Letter =
  | ('a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h' | 'i' | 'j' | 'k' | 'l' | 'm')
  | ('n' | 'o' | 'p' | 'q' | 'r' | 's' | 't' | 'u' | 'v' | 'w' | 'x' | 'y' | 'z')
  | ('A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J' | 'K' | 'L' | 'M')
  | ('N' | 'O' | 'P' | 'Q' | 'R' | 'S' | 'T' | 'U' | 'V' | 'W' | 'X' | 'Y' | 'Z');

type Plain = Letter | Digit | '_' | '$' | '-';

type Special =
  | (' ' | '!' | '"' | '#' | '%' | '&' | "'" | '(' | ')' | '*' | '+' | ',' | '.' | '/' | ':' | ';')
  | ('<' | '=' | '>' | '?' | '@' | '[' | '\\' | ']' | '^' | '`' | '{' | '|' | '}' | '~')
  | keyof Escapes;

/** What a quoted key cannot hold as it is. */
interface Escapes {
  '"': '\\"';
  '\\': '\\\\';
  '\n': '\\n';
  '\r': '\\r';
  '\t': '\\t';
  '\b': '\\b';
  '\f': '\\f';
}

/**
 * Whether all characters may stand bare; `boolean` when nobody can tell. Outside ASCII a letter is known by its case:
 * where it has none, the compiler cannot tell it from a sign.
 */
type IsPlain<Key extends string> = Key extends `${infer Character}${infer Rest}`
  ? Character extends Plain
    ? IsPlain<Rest>
    : Character extends Special
      ? false
      : Lowercase<Character> extends Uppercase<Character>
        ? IsPlain<Rest> extends false
          ? false
          : boolean
        : IsPlain<Rest>
  : Key extends ''
    ? true
    : boolean;

type Escape<Key extends string> = Key extends `${string}${keyof Escapes}${string}`
  ? EscapeEach<Key>
  : Key;

type EscapeEach<
  Key extends string,
  Done extends string = '',
> = Key extends `${infer Character}${infer Rest}`
  ? EscapeEach<Rest, `${Done}${Character extends keyof Escapes ? Escapes[Character] : Character}`>
  : Done;

type Quoted<Key extends string> = `["${Escape<Key>}"]`;

interface Forms<Key extends string> {
  true: `.${Key}`;
  false: Quoted<Key>;
}

type WrittenText<Key extends string> = Key extends '' | `${number}` | `${Digit | '-'}${string}`
  ? Quoted<Key>
  : Forms<Key>[`${IsPlain<Key>}`];

/** A key as text: digits for a number, plain text for a branded string. */
export type KeyText<Key extends string | number> = Key extends object ? string : `${Key}`;

/**
 * A key's suffix to its parent's path: `.title`, `["a.b"]`. Both forms for any text, as in a record, and where the
 * compiler cannot tell which one it is.
 */
export type WrittenKey<Key extends string | number> = WrittenText<KeyText<Key>>;

/** A parent's path and a suffix, joined: the root has no dot before its keys. */
export type JoinPath<Parent extends string, Suffix extends string> = Parent extends ''
  ? Suffix extends `.${infer Key}`
    ? Key
    : Suffix
  : `${Parent}${Suffix}`;
