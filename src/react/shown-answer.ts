// In: the run a component has on the screen. Out: what it shows, for the placeholder of the run that comes next.
// Read while that one is made, which happens once per key; so it need not be state that renders.
// Knows nothing of placeholders.

import { wholePartial, type InstantRun } from '../client/index.js';
import type { Streaming } from '../protocol/index.js';

export interface ShownAnswer<T> {
  /** Notes whose answer is on the screen from now on. */
  commit(run: InstantRun<T, never>): void;
  /** The answer so far of what is on the screen, without a text that is cut off. */
  read(): Streaming<T> | undefined;
}

export function createShownAnswer<T>(): ShownAnswer<T> {
  let shown: InstantRun<T, never> | undefined;
  return {
    commit(run) {
      shown = run;
    },
    read: () => shown && wholePartial(shown.getSnapshot()),
  };
}
