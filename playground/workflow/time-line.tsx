// In: the log of the workflow. Out: a bar for each thing that took time, on one line of time; a mark where the plan was whole.
// Time stands still while the person is asked: the work is what is measured.

import { formatDuration } from '../app/format.js';
import { useTick } from '../app/use-tick.js';
import { headStartMs, PERSON, type FlowLog, type LogRow, type LogSnapshot } from './flow-log.js';
import { lanes } from './lanes.js';
import { useFlowLog } from './use-flow-log.js';

export function TimeLine({ log }: { log: FlowLog }) {
  const snapshot = useFlowLog(log);
  const { rows, isRunning } = snapshot;
  useTick(isRunning);
  const nowMs = log.workMs();
  const planEndMs = rows.find(({ id }) => id === lanes.plan)?.endedMs;
  return (
    <section className="time" aria-labelledby="time-title">
      <h2 className="eyebrow" id="time-title">
        What ran when
      </h2>
      <p className="time-gain">{describeGain(snapshot)}</p>
      <ol className="time-rows">
        {rows.map((row) => (
          <li key={row.id} className="time-row" data-state={row.state}>
            <span className="time-name">{row.name}</span>
            <Track row={row} nowMs={nowMs} planEndMs={planEndMs} />
            <span className="time-figure">
              {row.id === PERSON ? `${formatDuration(log.waitedMs())} waited` : spanOf(row, nowMs)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

interface TrackProps {
  row: LogRow;
  nowMs: number;
  planEndMs: number | undefined;
}

function Track({ row: { decidedMs, beganMs, endedMs }, nowMs, planEndMs }: TrackProps) {
  const at = (ms: number) => `${(100 * ms) / Math.max(nowMs, 1)}%`;
  const span = (from: number, to: number) => ({
    insetInlineStart: at(from),
    inlineSize: at(to - from),
  });
  return (
    <span className="time-track" aria-hidden="true">
      {decidedMs !== undefined && (
        <span className="time-wait" style={span(decidedMs, beganMs ?? endedMs ?? nowMs)} />
      )}
      {beganMs !== undefined && (
        <span className="time-bar" style={span(beganMs, endedMs ?? nowMs)} />
      )}
      {planEndMs !== undefined && (
        <span className="time-mark" style={{ insetInlineStart: at(planEndMs) }} />
      )}
    </span>
  );
}

function spanOf({ beganMs, endedMs }: LogRow, nowMs: number): string {
  if (beganMs === undefined) return endedMs === undefined ? 'waits' : 'not begun';
  return `${formatDuration(beganMs)} – ${formatDuration(endedMs ?? nowMs)}`;
}

function describeGain(snapshot: LogSnapshot): string {
  const gainMs = headStartMs(snapshot);
  if (gainMs === undefined) return 'Each task begins the moment the plan has it.';
  if (gainMs < 0)
    return `The first task began ${formatDuration(-gainMs)} after the plan was whole.`;
  return `The first task began while the plan was still being written, ${formatDuration(gainMs)} before its end.`;
}
