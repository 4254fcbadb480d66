// In: entries of a run that all readers have passed, or that a slow one has not reached. Out: fewer that say the same.
// The growth of one string in a row becomes one event, and text in a row one text: what is kept is as long as the answer.
// Knows nothing of readers.

import { mergeDeltas, type InstantEvent } from '../protocol/index.js';
import { AgentError } from './error.js';
import type { RunEntry } from './run-entry.js';
import { isBeside } from './select-entries.js';

/** Text comes before the events that were made of it. */
export function mergeEntries(entries: readonly RunEntry[]): readonly RunEntry[] {
  const merged: RunEntry[] = [];
  let texts: string[] = [];
  let events: InstantEvent[] = [];
  const flush = () => {
    if (texts.length > 0) merged.push(texts.join(''));
    for (const event of mergeDeltas(events)) merged.push(event);
    texts = [];
    events = [];
  };
  for (const entry of entries) {
    if (typeof entry === 'string') texts.push(entry);
    else if (entry instanceof AgentError || isBeside(entry) || entry.type === 'attempt') {
      flush();
      merged.push(entry);
    } else events.push(entry);
  }
  flush();
  return merged;
}
