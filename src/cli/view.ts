// In: events as they arrive, then how it ended. Out: the one way to show them that was asked for, as lines or as JSON.
// Knows nothing of where events come from.

import type { InstantEvent } from '../protocol/index.js';
import { createLineWriter, type LineOptions } from './show-line.js';
import { summarize, type Totals } from './summary.js';
import { toPrintable } from './text-width.js';

/** Puts text where it is shown. */
export type Write = (text: string) => void;

export interface View {
  show(event: InstantEvent, atMs: number): void;
  /** Gives back what was taken of the terminal; may be called more than once. */
  leave(): void;
  finish(totals: Totals): void;
}

export function createLineView(write: Write, options: LineOptions): View {
  const writer = createLineWriter(options);
  return {
    show(event, atMs) {
      const line = writer.lineOf(event, atMs);
      if (line !== undefined) write(`${line}\n`);
    },
    leave() {},
    finish(totals) {
      const open = totals.waterfall.rows().filter(({ state }) => state === 'streaming');
      for (const row of open) write(`${writer.lineOfOpen(row)}\n`);
      write(`${summarize(totals)}\n`);
    },
  };
}

/** Lines that {@link InstantEventInput} is the type of, each with its time. */
export function createJsonView(
  write: Write,
  { hasEveryEvent }: Pick<LineOptions, 'hasEveryEvent'>,
): View {
  return {
    show(event, atMs) {
      const isBetween = ['start', 'delta', 'reasoning'].includes(event.type);
      if (isBetween && !hasEveryEvent) return;
      const line = JSON.stringify({ atMs: Math.round(atMs), ...shortOf(event) });
      write(`${toPrintable(line)}\n`);
    },
    leave() {},
    finish() {},
  };
}

/** Without what follows from the rest: a delta that carried the whole text so far would grow with its square. */
function shortOf(event: InstantEvent): object {
  const { type } = event;
  if (!('segments' in event)) return event;
  const { path } = event;
  switch (event.type) {
    case 'start':
      return { type, path, kind: event.kind };
    case 'delta':
      return { type, path, delta: event.delta };
    case 'done':
      return { type, path, value: event.value };
    case 'invalid':
      return { type, path, value: event.value, issues: event.issues };
    default:
      return { type, path };
  }
}
