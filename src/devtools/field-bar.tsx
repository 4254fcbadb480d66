// In: one field's times and the length of the scale. Out: its bar: waiting, growth, stalls, and how it ended.
// Drawn in per cent of the scale; what it shows is said in words beside it.
// Knows nothing of rows.

import type { CSSProperties } from 'react';
import type { FieldTime } from './field-time.js';
import { niceStep } from './nice-ticks.js';

/** `cut`: the run was over before the field closed. */
export type BarState = FieldTime['state'] | 'cut';

interface FieldBarProps {
  readonly field: FieldTime;
  readonly state: BarState;
  readonly totalMs: number;
}

export function FieldBar({ field, state, totalMs }: FieldBarProps) {
  const { depth, kind, startedMs, doneMs, grewMs, stalls } = field;
  const endMs = doneMs ?? totalMs;
  const span = (fromMs: number, toMs: number): CSSProperties => ({
    insetInlineStart: percent(fromMs / totalMs),
    inlineSize: percent((toMs - fromMs) / totalMs),
  });
  const grid = { '--step': percent(niceStep(totalMs) / totalMs) } as CSSProperties;
  const stillMs = grewMs === undefined ? startedMs : Math.min(grewMs, endMs);
  return (
    <span className="track" aria-hidden="true" style={grid}>
      {depth === 0 && <span className="wait" style={span(0, startedMs)} />}
      <span className="bar" data-kind={kind} data-state={state} style={span(startedMs, endMs)} />
      {stillMs > startedMs && <span className="still" style={span(startedMs, stillMs)} />}
      {stalls.map(({ fromMs, toMs }) => (
        <span key={fromMs} className="stall" style={span(fromMs, toMs)} />
      ))}
    </span>
  );
}

export function percent(part: number): string {
  return `${(Math.min(1, Math.max(0, part)) * 100).toFixed(2)}%`;
}
