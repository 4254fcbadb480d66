// In: the run of the answer that is shown. Out: it, for the parts of a view that ask more than a field's value.
// Knows nothing of what they ask.

import { createContext, useContext } from 'react';
import type { InstantRun } from 'fieldwise/client';

type ShownRun = InstantRun<unknown, never>;

export const RunContext = createContext<ShownRun | undefined>(undefined);

export function useShownRun(): ShownRun {
  const run = useContext(RunContext);
  if (run === undefined) throw new Error('A part of a view was drawn outside an answer card.');
  return run;
}
