// In: a record. Out: one line that says where the run stands, and its figures; and why it failed.
// Knows nothing of single fields.

import { describeAttempt } from './describe-event.js';
import { formatBytes, formatCount, formatDuration } from './format.js';
import type { RunRecord } from './run-record.js';

/** Paths that are named; the event has all of them. */
const MAX_PATHS = 8;

export function RunSummary({ record }: { readonly record: RunRecord }) {
  const { status, attempts, firstEventMs, firstFieldMs, eventCount, snapshot } = record;
  const { chunks, repairCount } = record.wire;
  const { done, invalid, missing } = record.counts;
  const { error } = snapshot;
  const isLeft = status === 'superseded';
  return (
    <header className="summary">
      <dl>
        <Figure name="Status" value={status} state={status} />
        <Figure name="Attempt" value={attempts.length === 0 ? '–' : attemptsOf(record)} />
        <Figure name="First byte" value={durationOf(firstEventMs)} />
        <Figure name="First field" value={durationOf(firstFieldMs)} />
        <Figure name="Time" value={formatDuration(record.elapsedMs())} />
        <Figure name="Events" value={formatCount(eventCount)} />
        {chunks.count > 0 && (
          <>
            <Figure name="Bytes" value={formatBytes(chunks.size)} />
            <Figure name="Chunks" value={formatCount(chunks.count)} />
          </>
        )}
        {repairCount > 0 && <Figure name="Repairs" value={formatCount(repairCount)} />}
        {record.renders && <Figure name="Renders" value={formatCount(record.renders.total)} />}
        <Figure name="Done" value={formatCount(done)} />
        <Figure name="Invalid" value={formatCount(invalid)} state={invalid > 0 ? 'invalid' : ''} />
        {missing > 0 && <Figure name="Missing" value={formatCount(missing)} state="missing" />}
      </dl>
      {attempts.map(({ attempt, reason, missing }) =>
        reason === undefined ? null : (
          <p key={attempt} className="retried">
            Attempt {describeAttempt({ attempt, reason, missing }, MAX_PATHS)}
          </p>
        ),
      )}
      {error && !isLeft && (
        <p className="fault">
          <code>{error.code}</code> {error.message}
        </p>
      )}
    </header>
  );
}

/** `2, after 1.00 s`: the present one, and when it was begun. */
function attemptsOf({ attempts }: RunRecord): string {
  const last = attempts.at(-1);
  if (last === undefined) return '–';
  return last.attempt === 1 ? '1' : `${last.attempt}, after ${formatDuration(last.atMs)}`;
}

function durationOf(ms: number | undefined): string {
  return ms === undefined ? '–' : formatDuration(ms);
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly state?: string;
}

function Figure({ name, value, state }: FigureProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd data-state={state}>{value}</dd>
    </div>
  );
}
