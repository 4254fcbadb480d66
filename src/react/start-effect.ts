// In: the inputs that a component's renders declare, and which of them its effect has started. Out: what is left to start.
// React forgets the first renders of a component that waits, and so does this: it is state of the component.
// Knows nothing of runs.

import type { Declared } from './declared-start.js';
import { isNamed } from './stream-options.js';
import type { UseInstantStreamOptions } from './stream-options.js';

/** What a component's effect, which starts what is declared, has come to. */
export interface StartEffect {
  /** What a render declares that the effect has not seen yet; the hash is of its key. */
  rest<T, Input>(
    hash: string | undefined,
    options: UseInstantStreamOptions<T, Input>,
  ): Declared<T, Input> | undefined;
  /** Notes that the effect ran; the returned function, that it is undone. */
  run(hash: string | undefined): () => void;
}

export function createStartEffect(): StartEffect {
  let isMounted = false;
  let started: string | undefined;
  return {
    rest(hash, options) {
      if (hash === undefined || hash === started) return undefined;
      const { debounceMs = 0 } = options;
      // A mounted component has waited its time already, and keeps the name it gave its run.
      return {
        options,
        pauseMs: isMounted ? 0 : debounceMs,
        isFound: isMounted || isNamed(options),
      };
    },
    run(hash) {
      isMounted = true;
      started = hash;
      return () => (started = undefined);
    },
  };
}
