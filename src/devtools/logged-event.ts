// In: an event as a run tells it. Out: what is kept of it in a log.
// Of a text that grows only what came is kept, because each event holds the whole text up to itself.
// Knows nothing of time.

import { isFieldEvent } from '../protocol/index.js';
import type { InstantEvent, InstantEventInput } from '../protocol/index.js';
import { toPlainValue } from './plain-value.js';
import type { ToolInputFact } from './tool-inputs.js';

/** One event and when it came, in milliseconds since its run was asked for. */
export interface LoggedEvent {
  readonly atMs: number;
  readonly event: KeptEvent;
}

/** An event, or its short form. */
export type KeptEvent = OwnEvent | KeptLaneEvent;

type OwnEvent = Exclude<InstantEventInput, { readonly type: 'lane' }> | ToolInputFact;

type LaneInput = Extract<InstantEventInput, { readonly type: 'lane' }>;

interface KeptLaneEvent extends Omit<LaneInput, 'event'> {
  readonly event: KeptEvent;
}

type FieldInput = ToolInputFact['field'];

/** What an event is kept as: itself, or its short form. Costs the same, however long the text is. */
export function toKept(event: InstantEvent): KeptEvent {
  if (event.type === 'lane') return { ...event, event: toKept(event.event) };
  if (event.type === 'tool' && event.phase === 'input')
    return { ...event, field: withoutText(event.field) };
  return event.type === 'delta' ? withoutText(event) : event;
}

function withoutText(event: FieldInput): FieldInput {
  if (event.type !== 'delta') return event;
  return { type: event.type, path: event.path, delta: event.delta };
}

/** What the answer and its lanes are made of; the calls of tools are beside both. */
export function toTold(event: KeptEvent): readonly InstantEventInput[] {
  if (event.type === 'tool') return [];
  if (event.type !== 'lane') return [event];
  return toTold(event.event).map((inner) => ({ ...event, event: inner }));
}

/** The event as a file has it: what follows from the rest is left out. */
export function toPlain(event: KeptEvent): KeptEvent {
  if (event.type === 'lane') return { ...event, event: toPlain(event.event) };
  if (event.type === 'tool')
    return event.phase === 'input' ? { ...event, field: toPlainField(event.field) } : event;
  return isFieldEvent(event) ? toPlainField(event) : event;
}

function toPlainField(event: FieldInput): FieldInput {
  const { path } = event;
  switch (event.type) {
    case 'start':
      return { type: event.type, path, kind: event.kind };
    case 'delta':
      return { type: event.type, path, delta: event.delta };
    case 'done':
      return { type: event.type, path, value: toPlainValue(event.value) };
    case 'invalid': {
      const issues = event.issues.map((issue) => ({ path: issue.path, message: issue.message }));
      return { type: event.type, path, value: toPlainValue(event.value), issues };
    }
    case 'missing':
      return { type: event.type, path };
    default:
      return { type: event.type, path };
  }
}
