// In: what a test got wrong, or found wrong. Out: the one error class of this room.
// Its message is read by a person in a test's output: it says where to look, and may be long.
// Knows no test runner.

import { FieldwiseError } from '../internal/error.js';

/**
 * `broken-law`: a law does not hold for a schema or a component. `invalid-recording`: a recording cannot be used.
 * `missing-field`: a page does not show a field as it should.
 */
export type TestingErrorCode = 'broken-law' | 'invalid-recording' | 'missing-field';

/** What a test was to find out, or what keeps it from doing so. Each code has a page in `docs/errors/`. */
export class TestingError extends FieldwiseError<TestingErrorCode> {
  override readonly name = 'TestingError';
}
