// In: a code, a message, a cause. Out: the one base class of every error this library throws.
// Its message may be shown to users: what other libraries said belongs in `cause`.
// Knows no room's codes: each room narrows `Code` in a subclass of its own.

/**
 * Base of all errors thrown by Fieldwise. `code` is stable, kebab-case and documented in `docs/errors/<code>.md`;
 * the message says what happened, where, what was received and what to do next.
 */
export class FieldwiseError<Code extends string = string> extends Error {
  override readonly name: string = 'FieldwiseError';
  readonly code: Code;

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
