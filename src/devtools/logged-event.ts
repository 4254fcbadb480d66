// In: an event as a run tells it. Out: what is kept of it in a log.
// Of a text that grows only what came is kept, because each event holds the whole text up to itself.
// Knows nothing of time.

import type { InstantEvent, InstantEventInput } from '../protocol/index.js';

/** One event and when it came, in milliseconds since its run was asked for. */
export interface LoggedEvent {
  readonly atMs: number;
  readonly event: InstantEventInput;
}

/** What an event is kept as: itself, or its short form. Costs the same, however long the text is. */
export function toKept(event: InstantEvent): InstantEventInput {
  if (event.type === 'lane') return { ...event, event: toKept(event.event) };
  if (event.type !== 'delta') return event;
  return { type: 'delta', path: event.path, delta: event.delta };
}

/** The event as a file has it: what follows from the rest is left out, and no function or class is in it. */
export function toPlain(event: InstantEventInput): InstantEventInput {
  switch (event.type) {
    case 'start':
      return { type: event.type, path: event.path, kind: event.kind };
    case 'delta':
      return { type: event.type, path: event.path, delta: event.delta };
    case 'done':
      return { type: event.type, path: event.path, value: event.value };
    case 'invalid': {
      const issues = event.issues.map(({ path, message }) => ({ path, message }));
      return { type: event.type, path: event.path, value: event.value, issues };
    }
    case 'missing':
      return { type: event.type, path: event.path };
    case 'replaced':
      return { type: event.type, path: event.path };
    case 'lane':
      return { ...event, event: toPlain(event.event) };
    default:
      return event;
  }
}
