// In: events as they arrive, then how it ended. Out: a line for each, what was cut off, and the summary.
// Knows nothing of where lines go.

import { createLineWriter, type LineOptions } from './show-line.js';
import { hasBegun, summarize, type Progress } from './summary.js';
import type { View, Write } from './view.js';

export function createLineView(write: Write, progress: Progress, options: LineOptions): View {
  const writer = createLineWriter(options);
  return {
    show(event, atMs) {
      const line = writer.lineOf(event, atMs);
      if (line !== undefined) write(`${line}\n`);
    },
    leave() {},
    finish(ending, durationMs) {
      if (!hasBegun(ending, progress)) return;
      const open = progress.waterfall.rows().filter(({ state }) => state === 'streaming');
      for (const row of open) write(`${writer.lineOfOpen(row)}\n`);
      write(`${summarize(ending, durationMs, progress)}\n`);
    },
  };
}
