'use client';
// In: the run that a hook renders, and the one it has on the screen. Out: the one that a component below it shows.
// A render may be discarded, and the run it was of never be shown: only what is rendered along with it reads that one.
// Knows nothing of what shows it.

import { useReducer, useState } from 'react';
import type { InstantRun } from '../client/index.js';
import type { StreamSource } from './stream-context.js';
import { useIsomorphicLayoutEffect } from './use-isomorphic-layout-effect.js';

type Run = InstantRun<unknown, never>;

/** The run of one hook: the one that is rendered, and the one that is on the screen. */
export interface CurrentStream {
  /** The stream of the render under way; the same object as `get` returns when it is of the same run. */
  readonly getRendered: () => StreamSource;
  /** The stream on the screen: the same object until another run is committed. */
  readonly get: () => StreamSource;
  /** Notes, while it renders, whose run is read. */
  readonly render: (run: Run) => void;
  /** Notes which run is on the screen, before those below ask in their layout effects. */
  readonly commit: (run: Run) => void;
  /** Calls those whose elements were not rendered along with the run that was committed. */
  readonly tell: () => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createCurrentStream(first: Run): CurrentStream {
  let shown: StreamSource = { run: first };
  let rendered = shown;
  const streamOf = (run: Run) => [shown, rendered].find((stream) => stream.run === run) ?? { run };
  const listeners = new Set<() => void>();
  return {
    getRendered: () => rendered,
    get: () => shown,
    render(run) {
      rendered = streamOf(run);
    },
    commit(run) {
      shown = streamOf(run);
    },
    tell() {
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/**
 * The stream that a component of these props shows. With the props it was committed with it renders by itself, and shows
 * what is on the screen; other ones come from a render of those above it, and what closes over that render's input must
 * be shown the run of that input. Whatever it was rendered with, it has the run on the screen before a paint.
 */
export function useCurrentStream(current: CurrentStream, props: object): StreamSource {
  const [committed] = useState(createCommitted);
  const [, renderAgain] = useReducer((count: number) => count + 1, 0);
  const stream = committed.is(props) ? current.get() : current.getRendered();
  useIsomorphicLayoutEffect(() => {
    committed.note(props);
    const follow = () => {
      if (current.get() !== stream) renderAgain();
    };
    follow();
    return current.subscribe(follow);
  });
  return stream;
}

/** Remembers the props that a component was committed with. */
function createCommitted() {
  let committed: object | undefined;
  return {
    is: (props: object) => props === committed,
    note(props: object) {
      committed = props;
    },
  };
}
