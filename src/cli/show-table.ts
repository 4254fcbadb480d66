// In: rows, and the columns there are. Out: lines with a path, a bar in time, a state and the beginning of a value each.
// Pure: the same rows at the same moment and width are the same lines, and none is wider than that.
// Knows nothing of terminals.

import { paint, type Tone } from './paint.js';
import { showPath, showTime, showValue } from './show-value.js';
import { cutEnd, cutStart, padTo, widthOf } from './text-width.js';
import type { Row, RowState } from './waterfall.js';

const TIME_WIDTH = 8;
const STATE_WIDTH = 9;
const GAP = '  ';

const TONES: Readonly<Record<RowState, Tone>> = {
  done: 'good',
  invalid: 'bad',
  missing: 'doubtful',
  streaming: 'busy',
};

export interface TableOptions {
  readonly columns: number;
  /** What the bars are measured by; the end of what is still open. */
  readonly nowMs: number;
  /** Nothing more comes: what is open stays so. */
  readonly isOver: boolean;
  readonly hasColor: boolean;
}

export function showTable(rows: readonly Row[], options: TableOptions): readonly string[] {
  const paths = rows.map(({ path, lane }) => showPath(path, lane));
  // One by one, because there may be more rows than a call takes arguments.
  const widest = paths.reduce((width, path) => Math.max(width, widthOf(path)), 0);
  const widths = widthsOf(widest, options.columns);
  return rows.map((row, index) => showRow(row, paths[index] ?? '', widths, options));
}

interface Widths {
  readonly path: number;
  /** 0 where there is no room for one. */
  readonly bar: number;
  readonly value: number;
  /** Not even what is always shown has room. */
  readonly isTooNarrow: boolean;
}

/** A narrow terminal loses the value first, then the bar; the path and what became of it remain. */
function widthsOf(widestPath: number, columns: number): Widths {
  const fixed = TIME_WIDTH + STATE_WIDTH + 2 * GAP.length;
  const path = Math.min(widestPath, Math.max(8, Math.floor(columns * 0.3)));
  let left = columns - fixed - path;
  const bar = left < 12 ? 0 : Math.min(30, Math.max(8, Math.floor(columns * 0.2)));
  if (bar > 0) left -= bar + GAP.length;
  return { path, bar, value: Math.max(0, left - GAP.length), isTooNarrow: left < 0 };
}

function showRow(row: Row, path: string, widths: Widths, options: TableOptions): string {
  const { columns, nowMs, isOver, hasColor } = options;
  const { state, toMs, value } = row;
  const isCutOff = isOver && state === 'streaming';
  const word = isCutOff ? 'cut off' : state;
  const tone = isCutOff ? 'doubtful' : TONES[state];
  const endMs = state === 'streaming' ? nowMs : toMs;
  const before = [
    padTo(cutStart(path, widths.path), widths.path),
    ...(widths.bar > 0 ? [showBar(row.fromMs, endMs, nowMs, widths.bar)] : []),
    `${showTime(endMs).padStart(TIME_WIDTH)}${GAP}`,
  ].join(GAP);
  // Of what is open the beginning is known, of a container that is open nothing.
  const isKnown = state !== 'streaming' || typeof value === 'string';
  const after = isKnown && widths.value > 0 ? cutEnd(showValue(value), widths.value) : '';
  const plain = `${before}${padTo(word, STATE_WIDTH)}${GAP}${after}`.trimEnd();
  if (widths.isTooNarrow) return cutEnd(plain, columns);
  return before + paint(word, tone, hasColor) + plain.slice(before.length + word.length);
}

/** From the first byte to the end, on a scale of all the time so far; what took no time is a cell all the same. */
function showBar(fromMs: number, toMs: number, nowMs: number, width: number): string {
  const cellOf = (ms: number) => Math.floor((ms / Math.max(nowMs, 1)) * width);
  const from = Math.min(width - 1, cellOf(fromMs));
  const to = Math.max(from + 1, Math.min(width, cellOf(toMs)));
  return '·'.repeat(from) + '━'.repeat(to - from) + '·'.repeat(width - to);
}
