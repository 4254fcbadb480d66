// In: the events of a publication. Out: how far the run is now; the same object when they count for nothing.
// Costs one look per event; nothing is counted by walking the answer.
// Knows nothing of snapshots.

import { isContainer } from '../internal/own.js';
import type { InstantEventInput } from '../protocol/index.js';
import type { RunProgress } from './run-snapshot.js';

export const NO_PROGRESS: RunProgress = Object.freeze({ fields: 0, characters: 0 });

export function addProgress(
  before: RunProgress,
  events: readonly InstantEventInput[],
): RunProgress {
  let { fields, characters } = before;
  for (const event of events) {
    if (event.type === 'delta') characters += event.delta.length;
    else if ((event.type === 'done' || event.type === 'invalid') && !isContainer(event.value))
      fields++;
  }
  return fields === before.fields && characters === before.characters
    ? before
    : { fields, characters };
}
