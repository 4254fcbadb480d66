// In: the paths that were open where an answer stopped. Out: the error that says so.
// Knows nothing of why it stopped.

import { AgentError } from './error.js';

export function truncated(incomplete: readonly string[]): AgentError {
  const open = incomplete.at(-1);
  return new AgentError(
    'truncated-output',
    `The answer was cut off${open === undefined ? '' : ` inside ${open === '' ? 'its root' : open}`}. ` +
      'Raise the token limit, ask for less, or allow more with continueTruncated or maxRetries; the events hold every field that was complete.',
    { incomplete, ...(open !== undefined && { path: open }) },
  );
}
