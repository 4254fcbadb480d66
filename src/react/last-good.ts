// In: a field as it changes, and what was thrown because of it. Out: its last value that did no harm.
// A value that a renderer threw at is not good, and one that its schema refused never was.
// Knows nothing of React.

import type { FieldSnapshot } from '../client/index.js';
import { FieldwiseError } from '../internal/error.js';

/** Remembers the values of one field. */
export interface LastGood {
  /** Takes note of the field as it is now. */
  see(field: FieldSnapshot): void;
  /** The last good value, given what was thrown while the last one seen was on the screen. */
  valueDespite(error: unknown): unknown;
  /** What was thrown is over: a value that it was thrown at counts no more. */
  forgive(error: unknown): void;
}

export function createLastGood(): LastGood {
  /** The last two that had a value, and the last that was complete before the newest. */
  let newest: FieldSnapshot | undefined;
  let before: FieldSnapshot | undefined;
  let whole: FieldSnapshot | undefined;
  return {
    see(field) {
      const { status } = field;
      const hasValue = status === 'streaming' || status === 'complete' || status === 'incomplete';
      if (!hasValue || field === newest) return;
      before = newest;
      newest = field;
      if (status === 'complete') whole = field;
    },
    valueDespite(error) {
      if (!(error instanceof FieldwiseError)) return before?.value;
      // What the schema refused in the end was as bad while it grew.
      return (error.code === 'invalid-field' ? whole : newest)?.value;
    },
    forgive(error) {
      if (error instanceof FieldwiseError) return;
      if (whole === newest) whole = undefined;
      newest = before;
    },
  };
}
