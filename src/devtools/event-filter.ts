// In: a log that grows at its end and is cut at its beginning, and what to look for. Out: the events that fit.
// Looks at each event once per question, so a long log costs a reader only what is new in it.
// Knows nothing of what is shown.

import { factOf, glimpse, placeOf, sourceOf } from './describe-event.js';
import type { LoggedEvent } from './logged-event.js';
import type { RunRecord } from './run-record.js';

/** What is looked for. */
export interface EventQuery {
  /** Of this type, in a lane as well; empty for any. */
  readonly type: string;
  /** In the path, the value or the chunk it comes from, whatever the case; empty for anything. */
  readonly text: string;
}

export interface EventFilter {
  /** The events that fit, oldest first; the same list until there is another. */
  readonly read: (record: RunRecord, query: EventQuery) => readonly LoggedEvent[];
}

export function createEventFilter(): EventFilter {
  let asked: (EventQuery & { readonly record: RunRecord }) | undefined;
  let found: readonly LoggedEvent[] = [];
  /** Of all events ever recorded, how many were looked at. */
  let seen = 0;
  return {
    read(record, { type, text }) {
      const { events, eventCount } = record;
      if (type === '' && text === '') return events;
      if (asked?.record !== record || asked.type !== type || asked.text !== text) {
        asked = { record, type, text };
        found = [];
        seen = eventCount - events.length;
      }
      const oldest = events[0];
      const fresh = events.slice(Math.max(0, events.length - (eventCount - seen)));
      const fits = fresh.filter(({ event }) => isMatch(event, type, text.toLowerCase()));
      const first = found[0];
      // What the log has dropped is not shown either.
      const isCut = first !== undefined && oldest !== undefined && first.atMs < oldest.atMs;
      const kept = isCut ? found.filter(({ atMs }) => atMs >= oldest.atMs) : found;
      if (fits.length > 0 || isCut) found = [...kept, ...fits];
      seen = eventCount;
      return found;
    },
  };
}

function isMatch(event: LoggedEvent['event'], type: string, text: string): boolean {
  if (type !== '' && event.type !== type && factOf(event).type !== type) return false;
  return [placeOf, sourceOf, searchable].some((of) => of(event).toLowerCase().includes(text));
}

/** All of a text, and of anything else what is shown of it: what is in a container has events of its own. */
function searchable(event: LoggedEvent['event']): string {
  const fact = factOf(event);
  return fact.type === 'done' && typeof fact.value === 'string' ? fact.value : glimpse(event);
}
