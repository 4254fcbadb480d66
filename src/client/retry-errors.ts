// In: a field that was asked for anew, and what is wrong with what came. Out: the error it has then.
// They say what was asked for and what to do; the text of a value is not repeated.
// Knows nothing of how it is shown.

import { formatPath, parsePath, type FieldIssue, type Path } from '../protocol/index.js';
import { InstantClientError } from './error.js';

export function withoutPlace(path: Path): InstantClientError {
  const written = formatPath(path);
  return new InstantClientError(
    'validation',
    'missing-field',
    `The answer has no place for ${written}: a list has no items before it. Ask for the list, or for its next item.`,
    { path: written },
  );
}

export function invalidAgain(path: Path, issues: readonly FieldIssue[]): InstantClientError {
  const written = formatPath(path);
  return new InstantClientError(
    'validation',
    'invalid-output',
    `The field ${written} does not fit its schema this time either: ${issues.length} issue${issues.length === 1 ? '' : 's'}, listed in issues. It keeps what it had.`,
    {
      path: written,
      issues: issues.map(({ message, path: at }) => ({ message, path: parsePath(at) })),
    },
  );
}
