// In: a text, a place in it, and what is wrong there. Out: an error that a person can act on: line, column, next step.
// Knows nothing of schemas.

/** The notation cannot be read. `message` begins with the place. */
export class SchemaError extends Error {
  override name = 'SchemaError';
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 code units. */
  readonly column: number;

  constructor(text: string, at: number, problem: string) {
    const before = text.slice(0, at).split('\n');
    const line = before.length;
    const column = (before.at(-1)?.length ?? 0) + 1;
    super(`Line ${line}, column ${column}: ${problem}`);
    this.line = line;
    this.column = column;
  }
}
