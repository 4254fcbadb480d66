// In: a log that grows at its end and is cut at its beginning, and what to look for. Out: the events that fit.
// Looks at each event once per question, and at so many at a time as do not keep a page waiting.
// Knows nothing of what is shown.

import { factOf } from './describe-event.js';
import type { LoggedEvent } from './logged-event.js';
import type { RunRecord } from './run-record.js';
import { searchable } from './searchable.js';

/** What is looked for. */
export interface EventQuery {
  /** Of this type, in a lane as well; empty for any. */
  readonly type: string;
  /** In the path, the value or the chunk it comes from, whatever the case; empty for anything. */
  readonly text: string;
}

export interface EventFilter {
  /** The events that fit, oldest first, of those looked at so far; the same list until there is another. */
  readonly read: (record: RunRecord, query: EventQuery) => readonly LoggedEvent[];
  /** True after a reading that did not come to the log's end: read again. */
  readonly isBehind: () => boolean;
}

/** How many characters are looked through at one reading: some milliseconds. */
const MAX_CHARACTERS = 500_000;
/** What an event costs beside its characters. */
const EVENT_COST = 20;

export function createEventFilter(): EventFilter {
  let asked: (EventQuery & { readonly record: RunRecord }) | undefined;
  let found: readonly LoggedEvent[] = [];
  /** Of all events ever recorded, how many were looked at. */
  let seen = 0;
  let isBehind = false;
  return {
    isBehind: () => isBehind,
    read(record, { type, text }) {
      const { events, eventCount } = record;
      isBehind = false;
      if (type === '' && text === '') return events;
      if (asked?.record !== record || asked.type !== type || asked.text !== text) {
        asked = { record, type, text };
        found = [];
        seen = eventCount - events.length;
      }
      const oldest = events[0];
      const sought = text.toLowerCase();
      const fits: LoggedEvent[] = [];
      let at = Math.max(0, events.length - (eventCount - seen));
      for (let cost = 0; at < events.length && cost < MAX_CHARACTERS; at++) {
        const logged = events[at];
        cost += EVENT_COST;
        if (!logged || !isOfType(logged.event, type)) continue;
        const searched = sought === '' ? '' : searchable(logged.event);
        cost += searched.length;
        if (searched.toLowerCase().includes(sought)) fits.push(logged);
      }
      const first = found[0];
      // What the log has dropped is not shown either.
      const isCut = first !== undefined && oldest !== undefined && first.atMs < oldest.atMs;
      const kept = isCut ? found.filter(({ atMs }) => atMs >= oldest.atMs) : found;
      if (fits.length > 0 || isCut) found = [...kept, ...fits];
      seen = eventCount - (events.length - at);
      isBehind = at < events.length;
      return found;
    },
  };
}

function isOfType(event: LoggedEvent['event'], type: string): boolean {
  return type === '' || event.type === type || factOf(event).type === type;
}
