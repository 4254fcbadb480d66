// In: the type of a whole answer, and a path or pattern. Out: the same when the answer has it, or a text that says why not.
// Types only: nothing here exists at run time.
// Knows nothing of values, events, schemas or React.

import type { Examined, LiteralPattern, Mended } from './checked-path.js';
import type { WrittenSegments } from './written-path.js';

/**
 * A path as `CheckedPath` takes it, or a pattern in any notation: `items[*].title`, `items.*.title`,
 * `['items', '*', 'title']`.
 */
export type CheckedKey<T, P> = P extends string
  ? string extends P
    ? LiteralPattern<'or, where segments may stand, parsePath(text)', T>
    : Examined<T, P, 'The answer', '[*]'>
  : Mended<T, P, WrittenSegments<P, '[*]'>, 'The answer', '[*]'>;
