// In: events in the order they were told. Out: the same, with the growth of one string in a row as one event.
// For whoever keeps events: what is kept is as long as the text, not as the pieces it came in.
// Knows nothing of why they are kept.

import type { InstantEvent } from './event.js';
import type { DeltaEvent, FieldEvent } from './field-event.js';
import { deltaFact, nodeOf, originsOf, standingFor } from './field-facts.js';

/**
 * Merges deltas of one string that follow one another; everything else stays as it is. Events written by hand, or copied,
 * are not merged.
 *
 * @example
 * const parser = createInstantParser();
 * const events = [...parser.feed('{"title":"Hel'), ...parser.feed('lo"}')];
 * mergeDeltas(events).flatMap((event) => (event.type === 'delta' ? [event.delta] : [])); // ['Hello']
 */
export function mergeDeltas(events: readonly InstantEvent[]): readonly InstantEvent[] {
  const merged: InstantEvent[] = [];
  let row: DeltaEvent[] = [];
  const flush = () => {
    if (row.length > 0) merged.push(joined(row));
    row = [];
  };
  for (const event of events) {
    const isGrowth = event.type === 'delta' && nodeOf(event) !== undefined;
    if (!isGrowth || (row[0] !== undefined && nodeOf(row[0]) !== nodeOf(event))) flush();
    if (isGrowth) row.push(event);
    else merged.push(event);
  }
  flush();
  return merged;
}

function joined(row: readonly DeltaEvent[]): InstantEvent {
  const last = row.at(-1) as DeltaEvent;
  const node = nodeOf(last);
  if (row.length === 1 || node === undefined) return last;
  const fact = deltaFact(node, row.map(({ delta }) => delta).join(''), last.value);
  if (row.every((event) => originsOf(event) === undefined)) return fact;
  const origins = row.flatMap((event): readonly FieldEvent[] => originsOf(event) ?? [event]);
  return standingFor(fact, mergeDeltas(origins) as readonly FieldEvent[]);
}
