'use client';
// In: the run that a hook shows, and another one when its key changes. Out: the one on the screen, for components below.
// Only what was committed counts: a render may be discarded, and the run it was of never be shown.
// Knows nothing of what shows it.

import { useState } from 'react';
import type { InstantRun } from '../client/index.js';
import type { StreamSource } from './stream-context.js';
import { useIsomorphicLayoutEffect } from './use-isomorphic-layout-effect.js';

type Run = InstantRun<unknown, never>;

/** The run of one hook. */
export interface CurrentStream {
  /** The same object until another run is committed. */
  readonly get: () => StreamSource;
  readonly subscribe: (listener: (stream: StreamSource) => void) => () => void;
  readonly commit: (run: Run) => void;
}

export function createCurrentStream(first: Run): CurrentStream {
  let stream: StreamSource = { run: first };
  const listeners = new Set<(stream: StreamSource) => void>();
  return {
    get: () => stream,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    commit(run) {
      if (run === stream.run) return;
      stream = { run };
      for (const listener of listeners) listener(stream);
    },
  };
}

/**
 * The stream of that hook, as it is on the screen. Listened to in a layout effect: those of components run before the one
 * of the hook above them, so what is mounted with another run, and what is shown already, turn to it before a paint.
 */
export function useCurrentStream({ get, subscribe }: CurrentStream): StreamSource {
  const [stream, show] = useState(get);
  useIsomorphicLayoutEffect(() => {
    show(get());
    return subscribe(show);
  }, [get, subscribe]);
  return stream;
}
