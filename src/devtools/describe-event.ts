// In: an event. Out: where it is, and a glimpse of what it says, on one line.
// Knows nothing of time or of how it is shown.

import { isFieldEvent } from '../protocol/index.js';
import type { InstantEventInput } from '../protocol/index.js';
import { summarise } from './format.js';

type EventOf<Type extends InstantEventInput['type']> = Extract<
  InstantEventInput,
  { readonly type: Type }
>;

/** The path of the field it is about; empty for the whole run. */
export function placeOf(event: InstantEventInput): string {
  return isFieldEvent(event) ? event.path || '(root)' : '';
}

/** What it says. */
export function glimpse(event: InstantEventInput): string {
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
      return `${event.attempt}, after ${event.reason}`;
    case 'meta':
      return describeMeta(event);
    case 'end':
      return event.outcome;
    case 'error':
      return `${event.code}: ${event.message}`;
    case 'lane':
      return `${event.lane}: ${event.event.type} ${placeOf(event.event)} ${glimpse(event.event)}`;
    case 'signal':
      return `${event.name} ${summarise(event.value)}`;
    case 'interrupt':
      return `${event.action} ${event.interrupt.name}`;
    case 'progress':
      return `${event.chunk} ${event.phase}`;
    case 'item':
      return summarise(event.value);
    default:
      return '';
  }
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
