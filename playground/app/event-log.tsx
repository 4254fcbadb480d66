// In: a run's log. Out: every event in order: when, what, where, and a glimpse of the value.

import { isFieldEvent, type InstantEvent, type InvalidEvent } from 'fieldwise';
import { formatCount } from './format.js';
import type { LoggedEvent, RunLog } from './run-log.js';
import { useLog } from './use-log.js';
import { VirtualRows } from './virtual-rows.js';

const ROW_HEIGHT = 20;
const GLIMPSE = 80;

export function EventLog({ log }: { log: RunLog }) {
  const { events, eventCount } = useLog(log);
  return (
    <section className="panel" aria-labelledby="events-title">
      <header className="panel-head">
        <h2 id="events-title">Events</h2>
        <p className="panel-note">{formatCount(eventCount)} received</p>
      </header>
      <VirtualRows
        label="Events in order"
        count={events.length}
        rowHeight={ROW_HEIGHT}
        empty="Each event is one fact about one field."
      >
        {(index) => <EventRow logged={events[index]} />}
      </VirtualRows>
    </section>
  );
}

function EventRow({ logged }: { logged: LoggedEvent | undefined }) {
  if (logged === undefined) return null;
  const { atMs, event } = logged;
  return (
    <>
      <span role="cell" className="cell-time">
        {formatCount(atMs)}
      </span>
      <span role="cell" className="cell-type" data-type={event.type}>
        {event.type === 'invalid' ? <span aria-hidden="true">✗ </span> : null}
        {event.type}
      </span>
      <span role="cell" className="cell-path">
        <bdi>{isFieldEvent(event) ? event.path || '(root)' : ''}</bdi>
      </span>
      <span
        role="cell"
        className="cell-value"
        title={event.type === 'invalid' ? glimpse(event) : undefined}
      >
        <bdi>{glimpse(event)}</bdi>
      </span>
    </>
  );
}

function glimpse(event: InstantEvent): string {
  switch (event.type) {
    case 'start':
      return event.kind;
    case 'delta':
    case 'reasoning':
      return JSON.stringify(event.delta);
    case 'done':
      return summarise(event.value);
    case 'invalid':
      return describeIssues(event);
    case 'missing':
      return 'left out';
    case 'attempt':
      return `${event.attempt}, after ${event.reason}`;
    case 'meta':
      return [
        event.model,
        event.finishReason,
        event.usage && `${event.usage.outputTokens ?? '?'} tokens`,
      ]
        .filter(Boolean)
        .join(' · ');
    case 'end':
      return event.outcome;
    case 'error':
      return `${event.code}: ${event.message}`;
    default:
      return '';
  }
}

/** A container is invalid by what is in it. */
function describeIssues({ path, issues, value }: InvalidEvent): string {
  const own = issues.find((issue) => issue.path === path);
  if (own !== undefined) return `${summarise(value)} ${own.message}`;
  return `${issues.length} ${issues.length === 1 ? 'issue' : 'issues'} inside`;
}

function summarise(value: unknown): string {
  if (Array.isArray(value)) return `[${value.length}]`;
  if (typeof value === 'object' && value !== null) return `{${Object.keys(value).length}}`;
  return JSON.stringify(value).slice(0, GLIMPSE);
}
