// In: a run, some of its fields, and what to do with them. Out: that work, done once for every set of complete values of a run.
// Begins in the microtask after the values are there: a component that React mounts twice in one task starts it once.
// Knows nothing of React.

import type { FieldSnapshot, InstantRun } from '../client/index.js';
import { isSame } from '../internal/plain-data.js';

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
  readonly runId: number;
  readonly values: readonly unknown[];
  readonly controller: AbortController;
  state: WorkState<unknown>;
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

  const readFields = () => paths.map((path) => run.getField(path));

  function drop(): void {
    job?.controller.abort();
    job = undefined;
  }

  /** What was made of values is seen as long as they are: of withdrawn ones it may count again, and is not shown till then. */
  function show(fields: readonly FieldSnapshot[]): void {
    const next = job && fields.every(isInSight) ? job.state : WAITING;
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  }

  /** True as long as the work is that of the run, and no field of it has come to something else. */
  function counts({ runId, values }: Job, fields: readonly FieldSnapshot[]): boolean {
    const now = run.getSnapshot();
    if (now.runId !== runId || now.status === 'idle') return false;
    return fields.every((field, at) =>
      field.isComplete ? isSame(field.value, values[at]) : isComing(field),
    );
  }

  function check(): void {
    const fields = readFields();
    if (job && !counts(job, fields)) drop();
    show(fields);
    if (job || isDue || !fields.every(isComplete)) return;
    isDue = true;
    queueMicrotask(() => {
      isDue = false;
      const latest = readFields();
      if (latest.every(isComplete) && !job && listeners.size > 0)
        void begin(latest.map(({ value }) => value));
    });
  }

  /** A run may begin with fields that are as they were. */
  function checkRun(): void {
    if (job && job.runId !== run.getSnapshot().runId) check();
  }

  async function begin(values: readonly unknown[]): Promise<void> {
    const { runId } = run.getSnapshot();
    const controller = new AbortController();
    const own: Job = { runId, values, controller, state: RUNNING };
    job = own;
    show(readFields());
    own.state = await settle(() => work(values, { signal: controller.signal }));
    if (job === own) show(readFields());
  }

  return {
    getState: () => state,
    subscribe(listener) {
      // Wrapped, so that one function given twice is two subscriptions.
      const own = () => listener();
      listeners.add(own);
      if (listeners.size === 1) {
        unwatch = [
          ...paths.map((path) => run.subscribeField(path, check)),
          run.subscribe(checkRun),
        ];
        check();
      }
      return () => {
        listeners.delete(own);
        if (listeners.size > 0) return;
        unwatch.forEach((end) => end());
        if (job?.state !== RUNNING) return;
        drop();
        state = WAITING;
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

const isComplete = (field: FieldSnapshot) => field.isComplete;

/** What may still be complete, and be what it was: it is asked for anew, or written again. */
function isComing({ isPending, isStreaming }: FieldSnapshot): boolean {
  return isPending || isStreaming;
}

/** True of a field whose value is shown, also while another is on its way; what arrives of that one may be a part of it. */
function isInSight({ isComplete: isWhole, isRetrying, isStale }: FieldSnapshot): boolean {
  return isWhole || isRetrying || isStale;
}
