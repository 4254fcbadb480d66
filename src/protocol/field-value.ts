// In: the type of a whole answer, and a path. Out: the type of the value there.
// Types only: nothing here exists at run time.
// Knows nothing of events, schemas or React.

import type { Measured } from './field-spot.js';
import type { Found, Lost, Walk } from './field-walk.js';
import type { PathInput } from './path.js';
import type { Rewritten, WrittenSegments } from './written-path.js';

/**
 * The type of the value at a path of `T`, in any notation, or at a pattern (`items[*].price`), when it is there: of every
 * member of a union that has it, and without the `undefined` of optional fields. A reader that looks before it came adds
 * that. `unknown` where the path is not known to the compiler, or where `T` has nothing or says nothing.
 */
export type FieldValue<T, P extends PathInput> = [Measured<T>] extends [never]
  ? never
  : unknown extends T
    ? unknown
    : string extends P
      ? unknown
      : P extends string
        ? Walk<T, P> extends Found<infer V>
          ? V
          : Walk<T, P> extends Lost<infer Rest, infer Why>
            ? ValueAt<T, Rewritten<P, Rest, Why, '[*]'>>
            : unknown
        : ValueAt<T, WrittenSegments<P, '[*]'>>;

/** The same of a path whose text was worked out. */
type ValueAt<T, P> = P extends string ? FieldValue<T, P> : unknown;

/** {@link FieldValue} of a path or pattern that is written as events write it: cheaper where no other is taken. */
export type WrittenValue<T, P extends string> = [Measured<T>] extends [never]
  ? never
  : unknown extends T
    ? unknown
    : string extends P
      ? unknown
      : P extends P
        ? Walk<T, P> extends Found<infer V>
          ? V
          : unknown
        : never;
