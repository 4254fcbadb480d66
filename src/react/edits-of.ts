// In: a run. Out: the one set of edits laid over it, whoever asks first.
// Every component that edits a field of a run shares them, as it shares the run.
// Knows nothing of fields.

import { createEdits } from '../client/index.js';
import type { Edits, InstantRun } from '../client/index.js';

/** Of the module, and harmless: found by the very run that is the key, and collected with it. */
const attached = new WeakMap<object, Edits>();

export function editsOf(run: InstantRun<unknown, never>): Edits {
  let edits = attached.get(run);
  if (edits === undefined) attached.set(run, (edits = createEdits(run)));
  return edits;
}
