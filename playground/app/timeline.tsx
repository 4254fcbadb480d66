// In: a run's log. Out: a waterfall: one row per field, from when it started to when it was done.

import { formatCount, formatDuration, formatFields } from './format.js';
import type { FieldTime } from './field-times.js';
import type { RunLog } from './run-log.js';
import { countDone, countOpen } from './describe-status.js';
import { useTick } from './use-tick.js';
import { useLog } from './use-log.js';
import { niceTicks } from './nice-ticks.js';
import { VirtualRows } from './virtual-rows.js';

const ROW_HEIGHT = 20;
const INDENT = 8;

export function Timeline({ log }: { log: RunLog }) {
  const { fields, isRunning } = useLog(log);
  useTick(isRunning);
  const totalMs = Math.max(log.elapsedMs(), 1);
  return (
    <section className="panel" aria-labelledby="timeline-title">
      <header className="panel-head">
        <h2 id="timeline-title">Timeline</h2>
        <p className="panel-note">
          {fields.length === 0
            ? 'when each field started and was done'
            : describeFields(fields, isRunning)}
        </p>
      </header>
      <Axis totalMs={fields.length === 0 ? 0 : totalMs} />
      <VirtualRows
        label="When each field started and was done, in milliseconds"
        count={fields.length}
        rowHeight={ROW_HEIGHT}
        empty="A field gets a bar at its first character and closes it at its last."
      >
        {(index) => <FieldRow field={fields[index]} totalMs={totalMs} isRunning={isRunning} />}
      </VirtualRows>
    </section>
  );
}

function describeFields(fields: readonly FieldTime[], isRunning: boolean): string {
  const done = `${formatFields(countDone(fields))} done`;
  const cut = isRunning ? 0 : countOpen(fields);
  return cut === 0 ? done : `${done}, ${cut} cut off`;
}

function Axis({ totalMs }: { totalMs: number }) {
  return (
    <div className="axis" aria-hidden="true">
      <span className="axis-name">field</span>
      <span className="axis-scale">
        {niceTicks(totalMs).map((ms) => (
          <span key={ms} className="axis-tick" style={{ insetInlineStart: percent(ms / totalMs) }}>
            {ms >= 1000 ? `${ms / 1000} s` : ms}
          </span>
        ))}
        {totalMs === 0 ? null : <span className="axis-end">{formatDuration(totalMs)}</span>}
      </span>
      <span className="axis-times">from → to, ms</span>
    </div>
  );
}

interface FieldRowProps {
  field: FieldTime | undefined;
  totalMs: number;
  isRunning: boolean;
}

function FieldRow({ field, totalMs, isRunning }: FieldRowProps) {
  if (field === undefined) return null;
  const { path, label, depth, kind, startedMs, doneMs } = field;
  const endMs = doneMs ?? totalMs;
  const state = doneMs !== undefined ? 'done' : isRunning ? 'open' : 'cut';
  const style = {
    insetInlineStart: percent(startedMs / totalMs),
    inlineSize: percent((endMs - startedMs) / totalMs),
  };
  return (
    <>
      <span
        role="cell"
        className="field-name"
        title={path || 'the whole answer'}
        style={{ paddingInlineStart: depth * INDENT }}
      >
        {label}
      </span>
      <span role="cell" className="field-track" aria-label={kind}>
        <span className="field-bar" data-kind={kind} data-state={state} style={style} />
      </span>
      <span role="cell" className="field-times">
        {formatCount(startedMs)} <span aria-hidden="true">→</span>{' '}
        {state === 'cut' ? <span className="field-cut">cut</span> : null}
        {state === 'open' ? '…' : null}
        {doneMs === undefined ? null : formatCount(doneMs)}
      </span>
    </>
  );
}

function percent(part: number): string {
  return `${(Math.min(1, Math.max(0, part)) * 100).toFixed(2)}%`;
}
