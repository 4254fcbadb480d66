// In: a run's log. Out: a waterfall: one row per field, from when it started to when it was done.

import { formatDuration, formatFields } from './format.js';
import type { FieldTime, FieldTimeState } from './field-times.js';
import type { RunLog } from './run-log.js';
import { countFields } from './describe-status.js';
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
  const { done, invalid, missing, open } = countFields(fields);
  const cut = isRunning ? 0 : open;
  return [
    `${formatFields(done)} done`,
    invalid > 0 && `${invalid} invalid`,
    missing > 0 && `${missing} left out`,
    cut > 0 && `${cut} cut off`,
  ]
    .filter(Boolean)
    .join(', ');
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
      <span className="axis-times">from–to, ms</span>
    </div>
  );
}

const faults: Partial<Record<FieldTimeState | 'cut', string>> = {
  cut: 'cut',
  invalid: 'invalid',
  missing: 'left out',
};

interface FieldRowProps {
  field: FieldTime | undefined;
  totalMs: number;
  isRunning: boolean;
}

function FieldRow({ field, totalMs, isRunning }: FieldRowProps) {
  if (field === undefined) return null;
  const { path, label, depth, kind, startedMs, doneMs, issue } = field;
  const endMs = doneMs ?? totalMs;
  const state = field.state === 'open' && !isRunning ? 'cut' : field.state;
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
        {state === 'missing' ? null : Math.round(startedMs)}
        {state === 'invalid' ? ' ' : null}
        {state === 'done' || state === 'open' || state === 'cut' ? '–' : null}
        {state === 'done' ? Math.round(endMs) : null}
        {state === 'open' ? '…' : null}
        <span className="field-fault" title={issue}>
          {faults[state]}
        </span>
      </span>
    </>
  );
}

function percent(part: number): string {
  return `${(Math.min(1, Math.max(0, part)) * 100).toFixed(2)}%`;
}
