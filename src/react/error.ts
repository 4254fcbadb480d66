// In: a code and a message. Out: the one error class of this room.
// Thrown while rendering or when a call cannot mean anything; only `useFieldValue` throws because of an answer.
// Knows no other room's codes.

import type { FieldSnapshot } from '../client/index.js';
import { FieldwiseError } from '../internal/error.js';
import type { FieldIssue } from '../protocol/index.js';

/** What can go wrong in the React door. */
export type InstantReactErrorCode =
  | 'missing-provider'
  | 'missing-input'
  | 'missing-key'
  | 'kept-turn'
  | 'invalid-field'
  | 'stopped-field'
  | 'unstarted-run'
  | 'timeout';

/** A hook or component was used where it cannot work, or a field cannot be had; `code` tells which. */
export class InstantReactError extends FieldwiseError<InstantReactErrorCode> {
  override readonly name = 'InstantReactError';
  /** The field that cannot be had. */
  readonly path: string | undefined;
  /** What the schema complained of, with `invalid-field`. */
  readonly issues: readonly FieldIssue[] | undefined;
  /** The last of the field that arrived. */
  readonly value: unknown;

  constructor(
    code: InstantReactErrorCode,
    message: string,
    field?: Pick<FieldSnapshot, 'path' | 'issues' | 'value'>,
  ) {
    super(code, message);
    this.path = field?.path;
    this.issues = field?.issues;
    this.value = field?.value;
  }
}
