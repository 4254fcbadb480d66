// In: what a call with a schema failed with. Out: whether it was for the schema.
// Servers say so in words only, each in its own: a refusal of the request that speaks of schemas or formats is one of the schema.
// Knows nothing of schemas.

import { read, statusOf, wordsOf } from './read-cause.js';

const WORDS =
  /schema|response.?(?:format|mime)|output.?(?:config|format)|structured.?output|text\.format|grammar/i;

export function refusesSchema(cause: unknown): boolean {
  if (read(cause, 'code') === 'UNHEEDED_SCHEMA') return true;
  const status = statusOf(cause);
  // Clients of providers refuse some schemas themselves.
  const isRefusal =
    status === 400 || status === 422 || read(cause, 'name') === 'AI_UnsupportedFunctionalityError';
  return isRefusal && WORDS.test(wordsOf(cause));
}
