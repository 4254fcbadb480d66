// In: whatever is said to be a recording. Out: a recording that fits together, or an error that says where it does not.
// Borders and times are kept apart from the text, so that it can be cut, played and searched as one.
// Knows nothing of events, models or files.

import { kindOf } from '../internal/kind-of.js';
import { getOwn } from '../internal/own.js';
import { TestingError } from './error.js';

/** One recorded answer, or the body of one response as it came over the network. Plain JSON. */
export interface Recording {
  readonly version: 1;
  /** The whole answer; of a response, its whole body. */
  readonly text: string;
  /** Where each piece ends in `text`, in UTF-16 code units, rising. */
  readonly ends: readonly number[];
  /** When each piece arrived, in milliseconds since the start, rising. As long as `ends`. */
  readonly atMs: readonly number[];
  /** Of a response: what its body is, as its header says. Without it the text is the answer itself. */
  readonly contentType?: string;
  /** Of a response: its status. @default 200 */
  readonly status?: number;
  /** Behind the last piece the connection was lost, or the reader left. @default false */
  readonly isCut?: boolean;
}

/**
 * Makes sure that something read from a file is a recording.
 *
 * @throws {TestingError} `invalid-recording`
 */
export function checkRecording(value: unknown): Recording {
  const [version, text, ends, atMs] = ['version', 'text', 'ends', 'atMs'].map((key) =>
    getOwn(value, key),
  );
  if (typeof text !== 'string') throw invalid(`\`text\` must be a string, and is ${kindOf(text)}.`);
  if (version !== 1) throw invalid(`its \`version\` is ${kindOf(version)}; this is version 1.`);
  if (!isRising(ends) || !isRising(atMs) || ends.length !== atMs.length)
    throw invalid('`ends` and `atMs` must be lists of numbers, equally long and rising.');
  if ((ends.at(-1) ?? 0) !== text.length)
    throw invalid(`the last of \`ends\` must be the length of \`text\` (${text.length}).`);
  const { contentType, status, isCut } = value as Partial<Recording>;
  if (!['undefined', 'string'].includes(typeof contentType))
    throw invalid(`\`contentType\` must be a string, and is ${kindOf(contentType)}.`);
  if (status !== undefined && !(Number.isInteger(status) && status >= 200 && status <= 599))
    throw invalid(`\`status\` must be one of a response, and is ${kindOf(status)}.`);
  if (!['undefined', 'boolean'].includes(typeof isCut))
    throw invalid(`\`isCut\` must be true or false, and is ${kindOf(isCut)}.`);
  return value as Recording;
}

/** The pieces of a recording, in order. */
export function piecesOf({ text, ends }: Recording): readonly string[] {
  return ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end));
}

export function invalid(what: string, options?: ErrorOptions): TestingError {
  return new TestingError('invalid-recording', `The recording cannot be used: ${what}`, options);
}

function isRising(values: unknown): values is readonly number[] {
  return (
    Array.isArray(values) &&
    values.every(
      (value: unknown, index) =>
        typeof value === 'number' && value >= Number(values[index - 1] ?? 0),
    )
  );
}
