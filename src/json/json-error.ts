// In: what went wrong and where. Out: a typed error that says what to do next.
// Positions count UTF-16 code units; lines and columns start at 1, offsets at 0.
// Knows nothing of events.

import { FieldwiseError } from '../internal/error.js';

/** Why a text cannot be read as JSON. Each code has a page in `docs/errors/`. */
export type JsonErrorCode =
  | 'unexpected-character'
  | 'unexpected-end'
  | 'invalid-number'
  | 'invalid-escape'
  | 'control-character'
  | 'depth-exceeded'
  | 'length-exceeded'
  | 'no-json';

/** Where in the whole text, however it was cut into chunks. */
export interface JsonPosition {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** The text cannot be read any further. Everything reported before it stands. */
export class JsonParseError extends FieldwiseError<JsonErrorCode> implements JsonPosition {
  override readonly name: string = 'JsonParseError';
  readonly offset: number;
  readonly line: number;
  readonly column: number;

  constructor(code: JsonErrorCode, detail: string, position: JsonPosition) {
    const { offset, line, column } = position;
    super(code, `${detail} (line ${line}, column ${column}, offset ${offset}). ${NEXT_STEP[code]}`);
    this.offset = offset;
    this.line = line;
    this.column = column;
  }
}

const NEXT_STEP: Readonly<Record<JsonErrorCode, string>> = {
  'unexpected-character':
    'Check the text at that place, or read it without `strict` if a model wrote it.',
  'unexpected-end':
    'The text stops early: raise the token limit, or read it without `strict` to keep what arrived.',
  'invalid-number':
    'JSON numbers look like -12.5e3: no leading zeros, no plus sign, digits around the point.',
  'invalid-escape': 'Inside a string a backslash takes one of "\\/bfnrt or u and four hex digits.',
  'control-character':
    'Inside a string, line breaks and other control characters must be escaped, like \\n.',
  'depth-exceeded': 'Raise `limits.maxDepth` if such nesting is really expected.',
  'length-exceeded': 'Raise `limits.maxLength` if such long answers are really expected.',
  'no-json':
    'The model answered without JSON: ask for JSON only, or use the provider’s structured output.',
};
