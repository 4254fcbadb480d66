// In: the type of a path in another notation. Out: the same path as events write it.
// Types only, the counterpart of `formatPath`: nothing here exists at run time.
// Knows nothing of values, events or schemas. Parameters have no constraints: to check those costs more than all of this.

import type { WrittenKey } from './written-key.js';

/**
 * Segments as a written path; `string` where only the running program knows them, and `never` of what is no path. `Any`
 * is what `'*'` stands for.
 */
export type WrittenSegments<P, Any> = P extends readonly unknown[]
  ? number extends P['length']
    ? string
    : FromSegments<P, '', Any>
  : never;

type FromSegments<P, Done, Any> = P extends readonly [infer Segment, ...infer Rest]
  ? string extends Segment
    ? string
    : FromSegments<Rest, Joined<Done, Segment, Any>, Any>
  : Done;

type Joined<Done, Segment, Any> = Segment extends number
  ? Done extends string
    ? `${Done}[${Segment}]`
    : never
  : SuffixOf<Segment, Any> extends infer Suffix extends string
    ? Done extends ''
      ? Suffix extends `.${infer Key}`
        ? Key
        : Suffix
      : Done extends string
        ? `${Done}${Suffix}`
        : never
    : never;

type SuffixOf<Segment, Any> = Segment extends '*'
  ? Any
  : Segment extends string
    ? WrittenKey<Segment>
    : never;

/**
 * A JSON Pointer, or a path that has a dot before an index where a walk ended before `Rest`, as events write it; `string`
 * where it is neither.
 */
export type Rewritten<P, Rest, Why, Any> = P extends `/${infer Tokens}`
  ? Tokens extends `${string}~${string}`
    ? string
    : FromPointer<Tokens, '', Any>
  : Why extends `has [${infer Index}], not .${string}`
    ? Index extends `${number}` | (Any extends '[*]' ? '*' : never)
      ? Rest extends `.${Index}${infer After}`
        ? P extends `${infer Before}${Rest}`
          ? `${Before}[${Index}]${After}`
          : `[${Index}]${After}`
        : string
      : string
    : string;

/** A path that is a JSON Pointer as events write it; any other as it is. */
export type WrittenPointer<P extends string> = P extends `/${infer Tokens}`
  ? FromPointer<Tokens, '', '["*"]'>
  : P;

type FromPointer<Tokens, Done, Any> = Tokens extends `${infer Token}/${infer Rest}`
  ? FromPointer<Rest, Joined<Done, Digits<Token>, Any>, Any>
  : Joined<Done, Digits<Tokens>, Any>;

type Digits<Token> = Token extends `${infer Index extends number}` ? Index : Token;
