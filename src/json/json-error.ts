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
  | 'invalid-bytes'
  | 'duplicate-key'
  | 'depth-exceeded'
  | 'length-exceeded'
  | 'fields-exceeded'
  | 'events-exceeded'
  | 'key-exceeded'
  | 'pending-exceeded'
  | 'no-json';

/** Where in the whole text, however it was cut into chunks. */
export interface JsonPosition {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** What happened, and what to do next. */
const REASONS: Readonly<Record<JsonErrorCode, readonly [what: string, next: string]>> = {
  'unexpected-character': [
    'Unexpected character in JSON',
    'Check the text at that place, or read it without `strict` if a model wrote it.',
  ],
  'unexpected-end': [
    'The JSON text ends before it is complete',
    'Raise the token limit, or read it without `strict` to keep what arrived.',
  ],
  'invalid-number': [
    'This is not a JSON number',
    'JSON numbers look like -12.5e3: no leading zeros, no plus sign, digits around the point.',
  ],
  'invalid-escape': [
    'This is not a JSON escape',
    'Inside a string a backslash takes one of "\\/bfnrt or u and four hex digits.',
  ],
  'control-character': [
    'A raw control character stands in a JSON string',
    'Inside a string, line breaks and other control characters must be escaped, like \\n.',
  ],
  'invalid-bytes': [
    'The bytes are no UTF-8',
    'Send UTF-8, or read it without `strict` to have U+FFFD in their place.',
  ],
  'duplicate-key': [
    'A key stands twice in one object',
    'Choose `duplicateKeys: "last"` or `"first"` if that is expected.',
  ],
  'depth-exceeded': [
    'The JSON text nests deeper than allowed',
    'Raise `limits.maxDepth` if such nesting is really expected.',
  ],
  'length-exceeded': [
    'The text is longer than allowed',
    'Raise `limits.maxLength` if such long answers are really expected.',
  ],
  'fields-exceeded': [
    'The JSON text has more fields than allowed',
    'Raise `limits.maxFields` if so many fields are really expected.',
  ],
  'events-exceeded': [
    'The JSON text causes more events than allowed',
    'Raise `limits.maxEvents`, or feed larger chunks, if so many events are really expected.',
  ],
  'key-exceeded': [
    'A key is longer than allowed',
    'Raise `limits.maxKeyLength` if such long keys are really expected.',
  ],
  'pending-exceeded': [
    'Too much text waits for its end: a number or an unquoted word goes on and on',
    'Raise `limits.maxPending` if such long ones are really expected.',
  ],
  'no-json': [
    'The text ends without any JSON',
    'Ask the model for JSON only, or use the provider’s structured output.',
  ],
};

/** The text cannot be read any further. Everything reported before it stands. */
export class JsonParseError extends FieldwiseError<JsonErrorCode> implements JsonPosition {
  override readonly name: string = 'JsonParseError';
  readonly offset: number;
  readonly line: number;
  readonly column: number;

  constructor(code: JsonErrorCode, what: string, position: JsonPosition) {
    const { offset, line, column } = position;
    super(code, `${what} (line ${line}, column ${column}, offset ${offset}). ${REASONS[code][1]}`);
    this.offset = offset;
    this.line = line;
    this.column = column;
  }
}

/** True for what a limit ended, whatever the text may still hold. */
export function isLimit({ code }: JsonParseError): boolean {
  return code.endsWith('-exceeded');
}

/** What happened, with the character that was found if there is one. */
export function describe(code: JsonErrorCode, found?: number): string {
  return found === undefined
    ? REASONS[code][0]
    : `Unexpected ${JSON.stringify(String.fromCharCode(found))} in JSON`;
}
