// In: a record and what is looked for in it. Out: its events in order: when, what, where, and a glimpse of the value.
// Knows nothing of fields.

import { memo, useEffect, useState } from 'react';
import { factOf, glimpse, placeOf, sourceOf, valueIn } from './describe-event.js';
import { Detail } from './detail.js';
import { createEventFilter, type EventQuery } from './event-filter.js';
import { formatCount, formatDuration, formatValue } from './format.js';
import type { LoggedEvent } from './logged-event.js';
import { Rows } from './rows.js';
import type { RunRecord } from './run-record.js';

const COLUMNS = [{ name: 'Time' }, { name: 'Event' }, { name: 'Field' }, { name: 'Value' }];

/** In the order in which they come up in a run. */
const TYPES = [
  'start',
  'delta',
  'done',
  'invalid',
  'missing',
  'replaced',
  'attempt',
  'reasoning',
  'meta',
  'tool',
  'lane',
  'signal',
  'interrupt',
  'progress',
  'item',
  'end',
  'error',
] as const satisfies readonly LoggedEvent['event']['type'][];

interface EventsProps {
  readonly record: RunRecord;
  readonly query: EventQuery;
}

export function Events({ record, query }: EventsProps) {
  const [filter] = useState(createEventFilter);
  const [active, setActive] = useState<LoggedEvent>();
  const events = filter.read(record, query);
  const isBehind = filter.isBehind();
  const [, lookOn] = useState(0);
  useEffect(() => {
    if (!isBehind) return undefined;
    const timer = setTimeout(() => lookOn((looks) => looks + 1));
    return () => clearTimeout(timer);
  });
  const at = active === undefined ? -1 : events.indexOf(active);
  return (
    <>
      <Rows
        label="Events in order"
        className="events"
        columns={COLUMNS}
        count={events.length}
        isGrowing={record.isRunning}
        empty={emptyText(record, isBehind)}
        active={at === -1 ? undefined : at}
        onActive={(index) => setActive(index === undefined ? undefined : events[index])}
      >
        {(index) => {
          const logged = events[index];
          return logged && <Cells logged={logged} />;
        }}
      </Rows>
      {active && at !== -1 && <EventDetail logged={active} />}
    </>
  );
}

function emptyText({ eventCount }: RunRecord, isBehind: boolean): string {
  if (eventCount === 0) return 'Each event is one fact about one field.';
  return isBehind ? 'Searching …' : 'None fits.';
}

const Cells = memo(function EventCells({ logged }: { readonly logged: LoggedEvent }) {
  const { atMs, event } = logged;
  return (
    <>
      <span role="gridcell" className="figure">
        {formatDuration(atMs)}
      </span>
      <span role="gridcell" className="type" data-type={event.type}>
        {event.type}
      </span>
      <span role="gridcell" className="path" title={placeOf(event)}>
        <bdi>{placeOf(event)}</bdi>
      </span>
      <span role="gridcell" className="glimpse">
        <bdi>{glimpse(event)}</bdi>
      </span>
    </>
  );
});

function EventDetail({ logged: { atMs, event } }: { readonly logged: LoggedEvent }) {
  const fact = factOf(event);
  const source = sourceOf(event);
  const issues = fact.type === 'invalid' ? fact.issues : [];
  return (
    <Detail
      title={placeOf(event) || event.type}
      facts={[
        ['Event', event.type === 'lane' ? `${fact.type}, in the lane ${event.lane}` : event.type],
        ['After', formatDuration(atMs)],
        ...(source === '' ? [] : [['From', source] as const]),
        ...issues.map(({ path, message }) => [path || '(root)', message] as const),
      ]}
      value={formatValue(valueIn(event))}
    />
  );
}

interface EventToolsProps extends EventsProps {
  readonly onQuery: (query: EventQuery) => void;
}

/** Which events to show. */
export function EventTools({ record, query, onQuery }: EventToolsProps) {
  return (
    <div role="search" className="tools">
      <select
        aria-label="Type of event"
        value={query.type}
        onChange={({ target }) => onQuery({ ...query, type: target.value })}
      >
        <option value="">all types</option>
        {TYPES.map((type) => (
          <option key={type}>{type}</option>
        ))}
      </select>
      <input
        type="search"
        aria-label="Search paths and values"
        placeholder="Path or value"
        value={query.text}
        onChange={({ target }) => onQuery({ ...query, text: target.value })}
      />
      {record.eventCount > record.events.length && (
        <span className="note">the newest {formatCount(record.events.length)}</span>
      )}
    </div>
  );
}
