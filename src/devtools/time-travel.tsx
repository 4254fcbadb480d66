// In: a recorder and the record of its latest submit. Out: a slider that rewinds the page to any of the run's events, and back.
// What is rewound is what the page shows; the run and its record go on. Whoever closes this is back in the present.
// Knows nothing of how a run shows what it was.

import { useEffect, useRef, useState } from 'react';
import { formatCount, formatDuration, formatMany } from './format.js';
import { toTold } from './logged-event.js';
import type { ListedRecord } from './use-run-list.js';

export function TimeTravel({ recorder, record }: Omit<ListedRecord, 'key'>) {
  const { travel } = recorder.run;
  // An object, so that going where one was before is seen as well: the run may have left in between.
  const [position, setPosition] = useState({ count: 0 });
  const slider = useRef<HTMLInputElement>(null);
  useEffect(() => () => travel?.leave(), [travel]);
  const { events, eventCount } = record;
  // Without its first events nobody knows what it was.
  const isWhole = !record.isLate && events.length === eventCount && eventCount > 0;
  if (!travel || !isWhole || record !== recorder.records.at(-1)) return null;
  const isAway = travel.isAway();
  const at = isAway ? Math.min(position.count, eventCount) : eventCount;
  const go = (count: number) => {
    setPosition({ count });
    if (count >= eventCount) travel.leave();
    else travel.show(events.slice(0, count).flatMap(({ event }) => toTold(event)));
  };
  const place = `${formatDuration(events[at - 1]?.atMs ?? 0)}, ${formatCount(at)} of ${formatMany(eventCount, 'event')}`;
  return (
    <div className="travel" role="group" aria-label="Time travel">
      <input
        type="range"
        ref={slider}
        aria-label="Show the page as it was"
        min={0}
        max={eventCount}
        value={at}
        aria-valuetext={isAway ? place : `live, ${formatMany(eventCount, 'event')}`}
        onChange={({ target }) => go(Number(target.value))}
      />
      <span className="note">{isAway ? place : 'live'}</span>
      {isAway && (
        <button
          type="button"
          onClick={() => {
            go(eventCount);
            slider.current?.focus();
          }}
        >
          Back to live
        </button>
      )}
    </div>
  );
}
