// In: why the reading of a text ended. Out: whether a limit ended it, and not the text itself.
// Knows nothing of what is read.

import type { InstantParser } from '../protocol/index.js';

/** What such an error says is of the limit: the text may be as it should. */
export function isBeyondLimit({ code }: NonNullable<InstantParser['error']>): boolean {
  return code.endsWith('-exceeded');
}
