// In: parts of a page, and a run. Out: in order, what React rendered and which fields had changed, for the specs to read.
// A part is counted when React commits it, because StrictMode renders twice what it commits once.
// Knows nothing of what the parts show.

import type { InstantRun } from 'fieldwise/client';
import { Profiler, type ReactNode, useEffect, useInsertionEffect } from 'react';

export type Entry =
  | { readonly type: 'mount' | 'render'; readonly part: string }
  /** Something arrived: these of the watched fields are not what they were. */
  | { readonly type: 'change'; readonly fields: readonly string[] };

declare global {
  interface Window {
    journal?: Entry[];
  }
}

function note(entry: Entry): void {
  (window.journal ??= []).push(entry);
}

/** Notes each commit in which React rendered something of `children`. */
export function Noted({ part, children }: { readonly part: string; readonly children: ReactNode }) {
  return (
    <Profiler
      id={part}
      onRender={(_, phase) => note({ type: phase === 'mount' ? 'mount' : 'render', part })}
    >
      {children}
    </Profiler>
  );
}

/** Notes each commit in which React rendered the calling component itself. */
export function useNoted(part: string): void {
  // The one kind of effect that StrictMode does not run a second time.
  useInsertionEffect(() => note({ type: 'render', part }));
}

/** Notes which of `fields` change, each time anything has arrived. */
export function useNotedChanges(run: InstantRun<unknown, never>, fields: readonly string[]): void {
  useEffect(() => {
    let before = fields.map(run.getField);
    return run.subscribe(() => {
      const now = fields.map(run.getField);
      const changed = fields.filter((_, index) => now[index] !== before[index]);
      before = now;
      note({ type: 'change', fields: changed });
    });
  }, [run, fields]);
}
