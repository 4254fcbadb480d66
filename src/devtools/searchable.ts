// In: an event. Out: all of its text in which is searched: its place, what is shown of it, and its value in full.
// Knows nothing of what is looked for.

import { factOf, glimpse, placeOf, sourceOf, valueIn } from './describe-event.js';
import type { KeptEvent } from './logged-event.js';
import { isPlain } from './opaque-value.js';
import { writeValue } from './write-value.js';

/** Of one value; a text is searched whole. */
const MAX_WRITTEN = 100_000;

export function searchable(event: KeptEvent): string {
  return [placeOf(event), sourceOf(event), glimpse(event), ...textsOf(factOf(event))].join('\n');
}

function textsOf(fact: KeptEvent): readonly string[] {
  switch (fact.type) {
    case 'delta':
    case 'reasoning':
      return [fact.delta];
    case 'done':
      return fieldText(fact.value);
    case 'invalid':
      return [...fieldText(fact.value), ...fact.issues.map(({ message }) => message)];
    case 'tool':
      return fact.phase === 'input' ? textsOf(fact.field) : [textOf(valueIn(fact))];
    default:
      return [textOf(valueIn(fact))];
  }
}

/** What is in a container has events of its own. */
function fieldText(value: unknown): readonly string[] {
  return isPlain(value) ? [] : [textOf(value)];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : writeValue(value, MAX_WRITTEN);
}
