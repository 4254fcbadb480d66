// In: one field's times. Out: its bar: waiting, growth, stalls, and how it ended.
// Placed by the style sheet on the scale of the table around it (`--total`, `--step`), so a bar that is done is not drawn
// again as the scale grows. What it shows is said in words beside it.

import type { CSSProperties } from 'react';
import type { FieldTime } from './field-time.js';

/** `cut`: the run was over before the field closed. */
export type BarState = FieldTime['state'] | 'cut';

interface FieldBarProps {
  readonly field: FieldTime;
  readonly state: BarState;
}

export function FieldBar({ field, state }: FieldBarProps) {
  const { depth, lane, kind, startedMs, doneMs, grewMs, stalls } = field;
  const isWaiting = kind === 'string' && grewMs !== undefined && grewMs > startedMs;
  return (
    <span className="track" aria-hidden="true">
      {depth === 0 && lane === undefined && <span className="wait" style={span(0, startedMs)} />}
      <span className="bar" data-kind={kind} data-state={state} style={span(startedMs, doneMs)} />
      {isWaiting && <span className="still" style={span(startedMs, grewMs)} />}
      {stalls.map(({ fromMs, toMs }) => (
        <span key={fromMs} className="stall" style={span(fromMs, toMs)} />
      ))}
    </span>
  );
}

/** From one time to another, or to the end of the scale. */
function span(fromMs: number, toMs: number | undefined): CSSProperties {
  return { '--from': fromMs, '--to': toMs ?? 'var(--total)' } as CSSProperties;
}
