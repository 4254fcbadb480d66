'use client';
// In: components that show a field. Out: a word to whoever watches their run, when what they rendered is on the page.
// Only where an application is developed: for production a bundler is left with an empty function.
// Knows nothing of who watches, and why.

import { useInsertionEffect } from 'react';
import type { InstantRun, RunBeside } from '../client/index.js';

declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** Told the path as the component wrote it, and in which lane that is. Must not set state: React is committing. */
export type RenderListener = (path: string, lane: string | undefined) => void;

type Run = InstantRun<unknown, never>;

/**
 * Of the module, and harmless: nothing is found in it without the run that is the key, and it is collected with that. The
 * run stands there as what is told beside it, which it has in common with those of its lanes.
 */
const watched = new WeakMap<RunBeside, Set<RenderListener>>();

/**
 * Calls the listener whenever a component that reads a field of this run has rendered: once per render that reached the
 * page, for every hook or component of ours in it, with the path as it was written there; of a flow also for a field in a
 * lane, with its name. For tools that show what
 * renders; `StructuredText` writes text without rendering, and is not told of then. Returns the function that ends it, or
 * `undefined` in a build for production, where nobody tells.
 *
 * The listener is called while React commits: it may count and schedule, and must not set state.
 *
 * @example
 * import { createInstantRun, createSourceTransport } from 'fieldwise/client';
 *
 * const run = createInstantRun({ transport: createSourceTransport(() => ['{"title":"Tea"}']) });
 * const renders = new Map<string, number>();
 * const leave = watchRenders(run, (path) => renders.set(path, (renders.get(path) ?? 0) + 1));
 * leave?.();
 * renders.size; // 0
 */
export function watchRenders(run: Run, listener: RenderListener): (() => void) | undefined {
  if (useRenderWatch === unwatched) return undefined;
  const { beside } = run;
  const listeners = watched.get(beside) ?? new Set();
  const own: RenderListener = (path, lane) => listener(path, lane);
  watched.set(beside, listeners.add(own));
  return () => {
    listeners.delete(own);
    if (listeners.size === 0) watched.delete(beside);
  };
}

/** Tells of every render of the component that calls it: one look into a map where nobody watches. */
export const useRenderWatch: (run: Run, paths: string | readonly string[]) => void =
  /* @__PURE__ */ chooseWatch();

function chooseWatch() {
  try {
    // As one expression, which bundlers decide before they look at what it names.
    return process.env.NODE_ENV === 'production' ? unwatched : useWatch;
  } catch {
    // There is no process: a page without a bundler, whose readers are no developers.
    return unwatched;
  }
}

function unwatched(): void {}

/** In an effect, because what React renders and throws away is not counted; of this kind StrictMode runs each once. */
function useWatch(run: Run, paths: string | readonly string[]): void {
  useInsertionEffect(() => {
    const listeners = watched.get(run.beside);
    if (listeners === undefined) return;
    for (const path of typeof paths === 'string' ? [paths] : paths)
      for (const listener of listeners) listener(path, run.lane);
  });
}
