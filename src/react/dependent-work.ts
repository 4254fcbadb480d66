// In: a run, some of its fields, and what to do with them. Out: that work, done once for every set of complete values.
// Begins in the microtask after the values are there: a component that React mounts twice in one task starts it once.
// Knows nothing of React.

import type { InstantRun } from '../client/index.js';

/** Where dependent work stands. */
export type WorkState<Data> =
  | { readonly status: 'waiting'; readonly data: undefined; readonly error: undefined }
  | { readonly status: 'running'; readonly data: undefined; readonly error: undefined }
  | { readonly status: 'success'; readonly data: Data; readonly error: undefined }
  | { readonly status: 'error'; readonly data: undefined; readonly error: unknown };

/** What the work is given beside the values. */
export interface WorkContext {
  /** Aborts when the values do not count any more, or nobody waits. */
  readonly signal: AbortSignal;
}

/** Does the work with the values of the fields, in their order. */
export type DoWork = (values: readonly unknown[], context: WorkContext) => unknown;

export interface DependentWork {
  readonly getState: () => WorkState<unknown>;
  /** Watches the fields while somebody listens. */
  readonly subscribe: (listener: () => void) => () => void;
}

export const WAITING: WorkState<never> = { status: 'waiting', data: undefined, error: undefined };
const RUNNING: WorkState<never> = { status: 'running', data: undefined, error: undefined };

/** One call of the work. */
interface Job {
  readonly values: readonly unknown[];
  readonly controller: AbortController;
}

export function createDependentWork(
  run: InstantRun<unknown, never>,
  paths: readonly string[],
  work: DoWork,
): DependentWork {
  const listeners = new Set<() => void>();
  let state: WorkState<unknown> = WAITING;
  let job: Job | undefined;
  let isDue = false;
  let unwatch: readonly (() => void)[] = [];

  function show(next: WorkState<unknown>): void {
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  }

  /** The values, once all of them are complete. */
  function completeValues(): readonly unknown[] | undefined {
    const fields = paths.map((path) => run.getField(path));
    return fields.every(({ isComplete }) => isComplete)
      ? fields.map(({ value }) => value)
      : undefined;
  }

  function drop(): void {
    job?.controller.abort();
    job = undefined;
    show(WAITING);
  }

  function check(): void {
    const values = completeValues();
    if (job && !(values && isSameList(job.values, values))) drop();
    if (!values || job || isDue) return;
    isDue = true;
    queueMicrotask(() => {
      isDue = false;
      const latest = completeValues();
      if (latest && !job && listeners.size > 0) void begin(latest);
    });
  }

  async function begin(values: readonly unknown[]): Promise<void> {
    const controller = new AbortController();
    const own: Job = { values, controller };
    job = own;
    show(RUNNING);
    const end = await settle(() => work(values, { signal: controller.signal }));
    if (job === own) show(end);
  }

  return {
    getState: () => state,
    subscribe(listener) {
      // Wrapped, so that one function given twice is two subscriptions.
      const own = () => listener();
      listeners.add(own);
      if (listeners.size === 1) {
        unwatch = paths.map((path) => run.subscribeField(path, check));
        check();
      }
      return () => {
        listeners.delete(own);
        if (listeners.size > 0) return;
        unwatch.forEach((end) => end());
        if (state === RUNNING) drop();
      };
    },
  };
}

async function settle(work: () => unknown): Promise<WorkState<unknown>> {
  try {
    return { status: 'success', data: await work(), error: undefined };
  } catch (error) {
    return { status: 'error', data: undefined, error };
  }
}

function isSameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.every((value, at) => Object.is(value, other[at]));
}
