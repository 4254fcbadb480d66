// In: what a call with tools failed with. Out: whether it was for the tools.
// Servers say so in words only, each in its own: a refusal of the request that speaks of tools is one of tools.
// Knows nothing of tools.

import { statusOf, wordsOf } from './read-cause.js';

const REFUSALS: ReadonlySet<number | undefined> = new Set([400, 404, 422, 501]);

export function refusesTools(cause: unknown): boolean {
  if (!REFUSALS.has(statusOf(cause))) return false;
  return /\btools?\b|\btool_choice\b|function.call/i.test(wordsOf(cause));
}
