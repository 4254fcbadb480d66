// In: an event. Out: where it is, and a glimpse of what it says, on one line.
// Knows nothing of time or of how it is shown.

import { isFieldEvent } from '../protocol/index.js';
import { summarise } from './format.js';
import type { KeptEvent } from './logged-event.js';

type EventOf<Type extends KeptEvent['type']> = Extract<KeptEvent, { readonly type: Type }>;

/** The path of the field it is about, behind the lane that is in; empty for the whole run. */
export function placeOf(event: KeptEvent): string {
  if (event.type === 'lane') {
    const place = placeOf(event.event);
    return place === '' ? event.lane : `${event.lane}: ${place}`;
  }
  if (event.type === 'tool') return event.phase === 'input' ? event.toolPath : event.toolName;
  return isFieldEvent(event) ? event.path || '(root)' : '';
}

/** The fact itself, which in a lane is inside the event. */
export function factOf(event: KeptEvent): KeptEvent {
  return event.type === 'lane' ? factOf(event.event) : event;
}

/** All it says, to be looked at. */
export function valueIn(event: KeptEvent): unknown {
  const fact = factOf(event);
  if (fact.type === 'interrupt')
    return fact.action === 'resume' ? fact.answer : fact.interrupt.payload;
  if (fact.type === 'tool') return toolValue(fact);
  return 'value' in fact ? fact.value : glimpse(fact);
}

/** What it says. */
export function glimpse(event: KeptEvent): string {
  switch (event.type) {
    case 'start':
      return event.kind;
    case 'delta':
    case 'reasoning':
      return summarise(event.delta);
    case 'done':
      return summarise(event.value);
    case 'invalid':
      return describeInvalid(event);
    case 'missing':
      return 'left out';
    case 'replaced':
      return 'withdrawn';
    case 'attempt':
      return describeAttempt(event);
    case 'meta':
      return describeMeta(event);
    case 'end':
      return event.outcome;
    case 'error':
      return `${event.code}: ${event.message}`;
    case 'lane':
      return `${event.event.type} ${glimpse(event.event)}`;
    case 'signal':
      return `${event.name} ${summarise(event.value)}`;
    case 'interrupt':
      return `${event.action} ${event.interrupt.name} ${summarise(valueIn(event))}`;
    case 'progress':
      return `${event.chunk} ${event.phase}`;
    case 'item':
      return summarise(event.value);
    case 'tool':
      return `${event.phase === 'input' ? event.field.type : event.phase} ${summarise(toolValue(event))}`;
    default:
      return '';
  }
}

function toolValue(event: EventOf<'tool'>): unknown {
  if (event.phase === 'call') return event.input;
  if (event.phase === 'result') return event.output;
  return event.phase === 'error' ? `${event.code}: ${event.message}` : glimpse(event.field);
}

interface AttemptFacts {
  readonly attempt: number;
  readonly reason: string;
  readonly missing?: readonly string[] | undefined;
}

/** `2, after missing-keys: items[1].note`; beyond `most` the paths are counted. */
export function describeAttempt(
  { attempt, reason, missing = [] }: AttemptFacts,
  most = missing.length,
): string {
  const paths = missing.slice(0, most).map((path) => path || '(root)');
  const more = missing.length > most ? ` and ${missing.length - most} more` : '';
  return `${attempt}, after ${reason}${paths.length > 0 ? `: ${paths.join(', ')}${more}` : ''}`;
}

/** A container is invalid by what is in it. */
function describeInvalid({ path, issues, value }: EventOf<'invalid'>): string {
  const own = issues.find((issue) => issue.path === path);
  if (own !== undefined) return `${summarise(value)} ${own.message}`;
  return `${issues.length} ${issues.length === 1 ? 'issue' : 'issues'} inside`;
}

function describeMeta({ model, finishReason, usage }: EventOf<'meta'>): string {
  const tokens = usage?.outputTokens;
  const parts = [model, finishReason, tokens === undefined ? undefined : `${tokens} tokens`];
  return parts.filter((part) => part !== undefined).join(' · ');
}
