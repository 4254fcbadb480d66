// In: what is told beside the answers of a run. Out: how often it has begun anew since somebody first asked.
// Knows nothing of what is told.

import type { RunBeside } from '../../client/index.js';

/**
 * Of the module, and harmless: nothing can be found in it without the very run that is the key, and an entry is collected
 * with its run.
 */
const counts = new WeakMap<RunBeside, { count: number }>();

export function countRuns(beside: RunBeside): number {
  let known = counts.get(beside);
  if (known === undefined) {
    const own = { count: 0 };
    counts.set(beside, own);
    beside.subscribe((event) => {
      if (event === undefined) own.count++;
    });
    known = own;
  }
  return known.count;
}
