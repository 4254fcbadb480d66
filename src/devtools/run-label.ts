// In: the key of a query, or a name that somebody gave. Out: the short text a run is listed under.
// What was asked with is part of a key, and may be a whole document: no more of it is read than is shown.
// Knows nothing of runs.

import type { QueryKey } from '@tanstack/react-query';
import { writeLine } from './write-value.js';

/** In a list, in a tooltip, and as it is read out. */
const MAX_LABEL = 80;

/** `report · {"topic":"tides"}`; what Fieldwise puts before keys of its own is left out. Never throws. */
export function labelOfKey(queryKey: QueryKey): string {
  const parts = queryKey[0] === 'fieldwise' ? queryKey.slice(1) : queryKey;
  return shortLabel(parts.map(partText).join(' · '));
}

/** A text that is too long is cut, and ends with `…`. */
export function shortLabel(text: string): string {
  if (text.length <= MAX_LABEL) return text;
  // Half of a character is none.
  return `${text.slice(0, MAX_LABEL).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** A key may hold anything where it is hashed by a function of its owner's. */
function partText(part: unknown): string {
  if (part === undefined) return '';
  return typeof part === 'string' ? part : writeLine(part, MAX_LABEL);
}
