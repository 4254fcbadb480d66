// In: the log of a run. Out: its answer and those in the lanes beside it, as they stand.
// Each event is read once, when somebody looks, so a long log costs a reader only what is new in it.
// Knows nothing of what is shown.

import { createSnapshot, reduceInstants } from '../protocol/index.js';
import type { InstantEventInput, InstantSnapshot } from '../protocol/index.js';
import { toTold, type LoggedEvent } from './logged-event.js';
import type { RunRecord } from './run-record.js';
import type { ShownAnswer } from './tree-rows.js';

/** Reads the answers of a record, its own first; a lane that began anew is what it became. */
export function createAnswerReader(): (record: RunRecord) => readonly ShownAnswer[] {
  let asked: RunRecord | undefined;
  let lanes = new Map<string, InstantSnapshot>();
  /** Of all events ever recorded, how many were looked at. */
  let seen = 0;
  return (record) => {
    const { events, eventCount, snapshot } = record;
    const own = { lane: undefined, snapshot: snapshot.snapshot };
    if (asked !== record) {
      asked = record;
      lanes = new Map();
      seen = 0;
    }
    const unseen = eventCount - seen;
    // Some were dropped before anybody looked: without them nobody knows what a lane says.
    if (unseen > events.length) return [own];
    if (unseen > 0) addTo(lanes, events.slice(-unseen));
    seen = eventCount;
    return [own, ...[...lanes].map(([lane, shown]) => ({ lane, snapshot: shown }))];
  };
}

function addTo(lanes: Map<string, InstantSnapshot>, logged: readonly LoggedEvent[]): void {
  const fresh = new Map<string, InstantEventInput[]>();
  for (const event of logged.flatMap((each) => toTold(each.event))) {
    if (event.type !== 'lane') continue;
    const told = fresh.get(event.lane);
    // After its end a lane begins anew.
    const isOver = isLast(told?.at(-1));
    if (isOver) lanes.set(event.lane, createSnapshot());
    if (told && !isOver) told.push(event.event);
    else fresh.set(event.lane, [event.event]);
  }
  for (const [lane, told] of fresh) {
    const before = lanes.get(lane);
    const isOver = before?.outcome !== undefined || before?.error !== undefined;
    const start = before === undefined || isOver ? createSnapshot() : before;
    lanes.set(lane, reduceInstants(start, told));
  }
}

function isLast(event: InstantEventInput | undefined): boolean {
  return event?.type === 'end' || event?.type === 'error';
}
