// In: the headers of a request. Out: the path of the one field it asks for, written in the one form there is.
// Knows nothing of inputs, schemas or answers.

import { formatPath } from '../protocol/index.js';
import { ServerError } from './error.js';

/** Longest path that is looked at; what is asked for by hand is shorter. */
const MAX_LENGTH = 2048;

/** @throws {ServerError} `invalid-input` for what is no path. */
export function readPath(headers: Headers): string | undefined {
  const header = headers.get('fieldwise-path');
  if (header === null || header === '') return undefined;
  try {
    if (header.length <= MAX_LENGTH) return formatPath(decodeURIComponent(header));
  } catch {
    // Told below, as what is too long is.
  }
  throw new ServerError(
    'invalid-input',
    422,
    'The header fieldwise-path is no path of a field. Write it like items[0].title, encoded as a part of a URL.',
  );
}
