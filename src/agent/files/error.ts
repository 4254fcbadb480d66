// In: what keeps a file from being read, and where. Out: the one error class of this room.
// The text of the file is not repeated: prompts may be secrets.
// Knows nothing of prompts.

import { FieldwiseError } from '../../internal/error.js';

/** A place in a text, counted from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** A file of prompts, or of a session, that cannot be read as one. `cause` keeps the error behind it, where there is one. */
export class PromptFileError extends FieldwiseError<'invalid-prompt-file'> {
  override readonly name = 'PromptFileError';
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;

  constructor(what: string, { line, column }: TextPlace, options?: ErrorOptions) {
    super('invalid-prompt-file', `${what} (line ${line}, column ${column})`, options);
    this.line = line;
    this.column = column;
  }
}
