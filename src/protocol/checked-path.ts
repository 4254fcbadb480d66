// In: the type of a whole answer, and a path. Out: that path when the answer has it, or a text that says why not.
// Types only: nothing here exists at run time.
// Knows nothing of values, events, schemas or React.

import type { FieldPath, WildcardPath } from './field-path.js';
import type { Measured } from './field-spot.js';
import type { Lost, Walk } from './field-walk.js';
import type { Rewritten, WrittenSegments } from './written-path.js';

/**
 * `P` when `T` has that path, however deep; otherwise a text that says what is wrong: `'kids[0] has no nam'`, or
 * `'The answer has no nam'`, by the name `Root`. It may be written as events write it, with dots before indexes
 * (`kids.0.name`), as a JSON Pointer (`/kids/0/name`) or as a tuple of keys and indexes. For the parameter of a function
 * that takes a literal: a text that is none must be a {@link FieldPath}, and segments that only the running program knows
 * pass.
 *
 * @example
 * type Tree = { name: string; kids: Tree[] };
 * declare function read<const P extends string | Path>(path: CheckedPath<Tree, P>): FieldValue<Tree, P>;
 */
// Not distributed, and with `P` itself in a branch: so a constant `P` keeps the keys of segments.
export type CheckedPath<T, P, Root extends string = 'The answer'> = [P] extends [readonly unknown[]]
  ? string extends WrittenSegments<P, '["*"]'>
    ? P
    : Mended<T, P, WrittenSegments<P, '["*"]'>, Root, '["*"]'>
  : CheckedText<T, P, Root>;

/** Distributed: segments beside texts, and what is `any`, pass. */
type CheckedText<T, P, Root extends string> = P extends string
  ? string extends P
    ? LiteralPath<'or, where segments may stand, parsePath(text)', T>
    : Checked<T, P, Root>
  : P;

/**
 * A {@link FieldPath}. The compiler calls it by this name, and says `Else`, where it would list all paths; an editor
 * offers them as before.
 */
type LiteralPath<Else, T> =
  | FieldPath<T>
  // Nothing, but unknown before `T` is: only a union keeps its name.
  | (Else extends T ? never : never);

/** The same of a {@link WildcardPath}, too. */
export type LiteralPattern<Else, T> =
  | FieldPath<T>
  | WildcardPath<T>
  | (Else extends T ? never : never);

/** A written path or pattern, as events have it: the text is compared with theirs. */
export type CheckedPattern<T, P extends string> = string extends P
  ? LiteralPattern<'or matchPath(text, event.path)', T>
  : Examined<T, P, 'The answer', never>;

type Checked<T, P extends string, Root extends string> = unknown extends T
  ? P
  : P extends `${string}[*]${string}`
    ? `${P} is a pattern, not a path`
    : Examined<T, P, Root, '["*"]'>;

/** `Any` is what `'*'` stands for, and `never` where only the form that events have will do. */
export type Examined<T, P extends string, Root extends string, Any> = [Measured<T>] extends [never]
  ? never
  : unknown extends T
    ? P
    : P extends P
      ? Walk<T, P> extends Lost<infer Rest, infer Why>
        ? [Any] extends [never]
          ? Said<P, Rest, Why, Root>
          : string extends Rewritten<P, Rest, Why, Any>
            ? Said<P, Rest, Why, Root>
            : Mended<T, P, Rewritten<P, Rest, Why, Any>, Root, Any>
        : P
      : never;

/** `P`, which is `Written` as events have it, when `T` has that. */
export type Mended<T, P, Written, Root extends string, Any> = Written extends string
  ? string extends Written
    ? P
    : Examined<T, Written, Root, Any> extends infer Same
      ? Same extends Written
        ? P
        : Same
      : never
  : never;

type Said<
  P extends string,
  Rest extends string,
  Why extends string,
  Root extends string,
> = `${P extends `${infer Before}${Rest}` ? Named<Before, Root> : Root} ${Why}`;

type Named<P extends string, Root extends string> = P extends '' ? Root : P;
