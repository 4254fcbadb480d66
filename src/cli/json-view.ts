// In: events as they arrive. Out: a line of JSON for each, in the short form that sources may be written in.
// Knows nothing of where lines go.

import { isFieldEvent, type InstantEvent } from '../protocol/index.js';
import type { LineOptions } from './show-line.js';
import { toPrintable } from './text-width.js';
import type { View, Write } from './view.js';

export function createJsonView(
  write: Write,
  { hasEveryEvent }: Pick<LineOptions, 'hasEveryEvent'>,
): View {
  return {
    show(event, atMs) {
      const { type } = event.type === 'lane' ? event.event : event;
      const isBetween = ['start', 'delta', 'reasoning'].includes(type);
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
  if (event.type === 'lane') return { ...event, event: shortOf(event.event) };
  if (!isFieldEvent(event)) return event;
  const { type, path } = event;
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
