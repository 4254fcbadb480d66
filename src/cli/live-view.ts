// In: events as they arrive, and a terminal. Out: a waterfall that is drawn anew ten times a second, and the whole at the end.
// Drawn by a timer, not by events: a thousand of them between two frames cost one frame.
// Knows nothing of where events come from.

/// <reference types="node" />

import type { WriteStream } from 'node:tty';
import { createScreen } from './screen.js';
import { showFrame } from './show-frame.js';
import { showTable } from './show-table.js';
import { hasBegun, summarize, type Progress } from './summary.js';
import type { View } from './view.js';

const FRAME_MS = 100;

/** What there is of a terminal whose size nobody knows. */
const SIZE = { columns: 80, rows: 24 };

export interface LiveOptions {
  readonly source: string;
  readonly hasColor: boolean;
}

/** The part of a terminal that is needed; its size may change at any time. */
export type Terminal = Pick<WriteStream, 'write' | 'columns' | 'rows'>;

export function createLiveView(terminal: Terminal, progress: Progress, options: LiveOptions): View {
  const screen = createScreen(terminal);
  const draw = () => {
    const { columns, rows } = sizeOf(terminal);
    screen.draw(showFrame(progress, { ...options, columns, rows }));
  };
  const timer = setInterval(draw, FRAME_MS);
  return {
    show() {},
    leave() {
      clearInterval(timer);
      screen.leave();
    },
    finish(ending, durationMs) {
      if (!hasBegun(ending, progress)) return;
      const { columns } = sizeOf(terminal);
      const { hasColor } = options;
      const rows = progress.waterfall.rows();
      const table = showTable(rows, { columns, nowMs: durationMs, isOver: true, hasColor });
      terminal.write(`${[...table, summarize(ending, durationMs, progress)].join('\n')}\n`);
    },
  };
}

/** A terminal that does not know its size says 0. */
function sizeOf({ columns, rows }: Terminal): { readonly columns: number; readonly rows: number } {
  return { columns: columns || SIZE.columns, rows: rows || SIZE.rows };
}
