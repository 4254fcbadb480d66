// In: nothing. Out: what a frame is made of.
// Both ends of a stream read it here, and nowhere else.
// Knows nothing of events or cursors.

import type { PathSegment } from './path.js';

/**
 * A string appends, `0` closes, `[key, initial]` begins a child, `[initial]` the root, `1` goes on in the string that
 * closed last, an object is a whole event.
 */
export type FrameOp =
  | string
  | 0
  | 1
  | readonly [unknown]
  | readonly [PathSegment, unknown]
  | object;

/** A value that is whole as soon as it is there, and travels in one operation. */
export function isScalar(value: unknown): value is number | boolean | null {
  return value === null || typeof value === 'number' || typeof value === 'boolean';
}
