// In: the type of a whole answer, and a written path. Out: that path when the answer has it, or a text that says why not.
// Types only: nothing here exists at run time.
// Knows nothing of values, events, schemas or React.

import type { FieldPath, WildcardPath } from './field-path.js';
import type { Measured } from './field-spot.js';
import type { Lost, Walk } from './field-walk.js';

/**
 * `P` when `T` has that path, however deep; otherwise a text that says what is wrong: `'kids[0] has no nam'`, or
 * `'The answer has no nam'`, by the name `Root`. For the parameter of a function that takes a literal: a text that is
 * none must be a {@link FieldPath}, and what is no text passes.
 *
 * @example
 * type Tree = { name: string; kids: Tree[] };
 * declare function read<P extends string>(path: CheckedPath<Tree, P>): FieldValue<Tree, P>;
 */
export type CheckedPath<T, P, Root extends string = 'The answer'> = P extends string
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
type LiteralPattern<Else, T> = FieldPath<T> | WildcardPath<T> | (Else extends T ? never : never);

/** {@link CheckedPath}, or a pattern. */
export type CheckedPattern<T, P extends string> = string extends P
  ? LiteralPattern<'or matchPath(text, event.path)', T>
  : Examined<T, P, 'The answer'>;

type Checked<T, P extends string, Root extends string> = unknown extends T
  ? P
  : P extends `${string}[*]${string}`
    ? `${P} is a pattern, not a path`
    : Examined<T, P, Root>;

type Examined<T, P extends string, Root extends string> = [Measured<T>] extends [never]
  ? never
  : unknown extends T
    ? P
    : P extends P
      ? Walk<T, P> extends Lost<infer Rest, infer Why>
        ? `${P extends `${infer Before}${Rest}` ? Named<Before, Root> : Root} ${Why}`
        : P
      : never;

type Named<P extends string, Root extends string> = P extends '' ? Root : P;
