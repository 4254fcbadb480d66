// In: chunks of text. Out: every event a parser gives for them, and the parser.
// Knows nothing of the laws.

import {
  createInstantParser,
  type FieldEvent,
  type InstantEvent,
  type InstantParser,
  type InstantParserOptions,
  isFieldEvent,
} from '../../src/index.js';

/** Feeds all chunks and ends. */
export function parseChunks(
  chunks: readonly string[],
  options: InstantParserOptions = {},
): { readonly events: readonly InstantEvent[]; readonly parser: InstantParser } {
  const parser = createInstantParser(options);
  const events = chunks.flatMap((chunk) => [...parser.feed(chunk)]);
  events.push(...parser.end());
  return { events, parser };
}

/** Only what is said of fields. */
export function fieldEvents(events: readonly InstantEvent[]): FieldEvent[] {
  return events.filter((event) => isFieldEvent(event));
}
