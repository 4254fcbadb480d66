// In: a run that a tool may show as it was. Out: the same run, read as it is.
// For what keeps an answer and does not show it: a cache, a recorder.
// Knows nothing of how something else is shown.

import type { InstantRun } from './instant-run.js';

/**
 * Returns the run as it is, whatever is shown of it by `run.travel`: its `getSnapshot` reads the present. Fields are what
 * is shown. In production, where nothing else can be shown, it is the run itself.
 *
 * @example
 * const run = createInstantRun({ transport: createSourceTransport(() => ['{"title":"Tea"}']) });
 * await run.submit('tea');
 * run.travel?.show([]);
 * [run.getSnapshot().status, liveRun(run).getSnapshot().status]; // ['connecting', 'complete']
 */
export function liveRun<Run extends InstantRun<unknown, never>>(run: Run): Run {
  const { travel } = run;
  return travel ? { ...run, getSnapshot: travel.getLive } : run;
}
