'use client';
// In: the name of a flow's event. Out: a call for each one that is sent.
// A component is told of each once, however often it renders and whenever React mounts it again.
// Knows nothing of what is done about it.

import { useEffect, useRef, useState } from 'react';
import type { RunBeside } from '../../client/index.js';
import { reportUncaught } from '../../internal/report-error.js';
import { check } from '../../internal/usage-error.js';
import type { SignalEvent } from '../../protocol/index.js';
import { countRuns } from './run-count.js';
import { useFlowRun, type FlowStreamOptions } from './use-beside.js';

export interface UseSignalOptions extends FlowStreamOptions {
  /**
   * What a component that is mounted late is told of: `now` of what comes after its first render, `start` of what came
   * before in this run, too, of which the last 1000 are kept. Every new run is told from its start. @default 'now'
   */
  readonly from?: 'now' | 'start' | undefined;
}

/** How many signals of a name a component has been told of, and in which run of those it listens to. */
interface Cursor {
  readonly beside: RunBeside;
  readonly name: string;
  run: number;
  seen: number;
}

/**
 * Calls the handler of the latest render for each event of that name that the flow sends, in order, as received: each once
 * per mounted component, StrictMode or not, and never again because something rendered. The component does not render for
 * it. The flow tells of those its `instants({ signals })` names. The event is told as well: it says where it comes from.
 *
 * A handler that throws is reported like an uncaught error, and is told of the next one all the same.
 *
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @throws {UsageError} `invalid-option`
 * @example
 * ```tsx
 * export function Bell() {
 *   useSignal<{ title: string }>('task', ({ title }) => console.log(title), { stream: report });
 *   return null;
 * }
 * ```
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- what a signal carries is for the caller to say
export function useSignal<V = unknown>(
  name: string,
  handler: (value: V, event: SignalEvent) => void,
  options: UseSignalOptions = {},
): void {
  const { from = 'now' } = options;
  check(typeof name === 'string', 'name', 'a string', name);
  check(typeof handler === 'function', 'handler', 'a function', handler);
  check(from === 'now' || from === 'start', 'from', 'now or start', from);
  const { beside } = useFlowRun(options);
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  // From the first render on: what comes before the effect is not lost.
  const [first] = useState<Cursor>(() => cursorAt(beside, name, from));
  const cursor = useRef(first);
  useEffect(() => {
    const { current } = cursor;
    const isKnown = current.beside === beside && current.name === name;
    if (!isKnown) cursor.current = cursorAt(beside, name, from);
    const tell = () => tellNext(cursor.current, (event) => latest.current(event.value as V, event));
    tell();
    return beside.subscribe((event) => {
      if (event?.type === 'signal' && event.name === name) tell();
    });
  }, [beside, name, from]);
}

function cursorAt(beside: RunBeside, name: string, from: 'now' | 'start'): Cursor {
  const seen = from === 'start' ? 0 : (beside.getSnapshot().signals.get(name)?.count ?? 0);
  return { beside, name, run: countRuns(beside), seen };
}

function tellNext(cursor: Cursor, handle: (event: SignalEvent) => void): void {
  const { count = 0, events = [] } = cursor.beside.getSnapshot().signals.get(cursor.name) ?? {};
  const run = countRuns(cursor.beside);
  // Also while nobody listened: every new run is told from its start.
  const seen = cursor.run === run ? cursor.seen : 0;
  cursor.run = run;
  cursor.seen = count;
  for (const event of events.slice(Math.max(0, events.length - (count - seen)))) {
    try {
      handle(event);
    } catch (error) {
      reportUncaught(error);
    }
  }
}
