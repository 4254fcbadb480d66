// In: an answer so far, and the size of a screen. Out: the lines that fill it: what is watched, the newest rows.
// Pure, but for the clock it is given.
// Knows nothing of terminals.

import { showTable } from './show-table.js';
import { showTime } from './show-value.js';
import { showTraffic, type Progress } from './summary.js';
import { cutEnd, toPrintable } from './text-width.js';

export interface FrameOptions {
  readonly source: string;
  readonly columns: number;
  readonly rows: number;
  readonly hasColor: boolean;
}

export function showFrame(progress: Progress, options: FrameOptions): readonly string[] {
  const { source, columns, rows, hasColor } = options;
  const { now, waterfall, traffic } = progress;
  const nowMs = now();
  const { done, invalid, streaming } = waterfall.counts;
  const head = [
    showTime(nowMs),
    `${done} done`,
    ...(invalid > 0 ? [`${invalid} invalid`] : []),
    `${streaming} open`,
    showTraffic(traffic),
    toPrintable(source),
  ];
  const shown = waterfall.rows(Math.max(1, rows - 1));
  const table = showTable(shown, { columns, nowMs, isOver: false, hasColor });
  return [cutEnd(head.join('  '), columns), ...table].slice(0, rows);
}
