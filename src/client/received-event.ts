// In: one event as it was received. Out: whether it has a place in an answer, and whether it is the answer's own.
// Knows nothing of what becomes of it.

import { isContainer } from '../internal/own.js';
import { isFieldEvent, type InstantEvent } from '../protocol/index.js';

/** True of what closes the whole answer. */
export function isRoot(event: InstantEvent): boolean | undefined {
  return event.isComplete && event.path === '';
}

/** A source written by hand may send anything; what has no place in an answer must not reach the queue. */
export function checkEvent(event: InstantEvent): void {
  if (isContainer(event) && (!isFieldEvent(event) || Array.isArray(event.segments))) return;
  throw new TypeError('An event is an object, and that of a field has segments.');
}
