// In: a code and a message. Out: the one error class of this room.
// Thrown while rendering or when a call cannot mean anything; a failed run is not thrown, it is in `stream.error`.
// Knows no other room's codes.

import { FieldwiseError } from '../internal/error.js';

/** What can go wrong in the React door. */
export type InstantReactErrorCode = 'missing-provider' | 'missing-input';

/** A hook or component was used where it cannot work; `code` tells which rule it broke. */
export class InstantReactError extends FieldwiseError<InstantReactErrorCode> {
  override readonly name = 'InstantReactError';
}
