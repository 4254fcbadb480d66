// In: the type of a whole answer, and a written path. Out: the type of the value there.
// Types only: nothing here exists at run time.
// Knows nothing of events, schemas or React.

import type { Measured } from './field-spot.js';
import type { Found, Walk } from './field-walk.js';

/**
 * The type of the value at a written path of `T`, or at a pattern (`items[*].price`), when it is there: of every member
 * of a union that has it, and without the `undefined` of optional fields. A reader that looks before it came adds that.
 * `unknown` where the path's text is not known to the compiler, or where `T` has nothing or says nothing.
 */
export type FieldValue<T, P extends string> = [Measured<T>] extends [never]
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
