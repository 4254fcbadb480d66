// In: the events of the workflow, as they arrive. Out: what began and ended when, and what happened in words.
// Times are of the work: while a person is asked, and nothing else runs, they stand still.
// Knows nothing of React.

import { isFieldEvent, type InstantEvent, type Outcome } from 'fieldwise';
import { fitsLane } from './fits-lane.js';
import { lanes } from './lanes.js';
import { sayLane } from './say-lane.js';

export type RowState = 'waiting' | 'active' | 'done' | 'failed' | 'stopped';

/** The plan, a task, the person or the report. */
export interface LogRow {
  /** The lane it is told in. */
  readonly id: string;
  readonly name: string;
  /** When the plan had it; of tasks alone. */
  readonly decidedMs?: number;
  readonly beganMs?: number;
  readonly endedMs?: number;
  readonly state: RowState;
}

export interface LogSnapshot {
  readonly rows: readonly LogRow[];
  readonly said: readonly string[];
  /** What the person said, as it was told. */
  readonly answer: unknown;
  readonly isRunning: boolean;
}

export interface FlowLog {
  readonly begin: () => void;
  readonly record: (event: InstantEvent) => void;
  /** The run is over, and with it what it had not ended. */
  readonly settle: () => void;
  readonly subscribe: (listener: () => void) => () => void;
  /** The same object until something changed. */
  readonly getSnapshot: () => LogSnapshot;
  /** How long it has worked so far. */
  readonly workMs: () => number;
  /** How long the person took, or takes. */
  readonly waitedMs: () => number;
}

/** The row of the question; no lane has this name. */
export const PERSON = 'approve';

const NOTHING: LogSnapshot = { rows: [], said: [], answer: undefined, isRunning: false };

export function createFlowLog(now: () => number = () => performance.now()): FlowLog {
  const listeners = new Set<() => void>();
  const titles = new Map<string, string>();
  /** Lanes whose answers do not fit. */
  const unfit = new Set<string>();
  let snapshot = NOTHING;
  let beganAt = 0;
  let waitedMs = 0;
  let waitingSince: number | undefined;
  let settledMs: number | undefined = 0;

  const waited = () => waitedMs + (waitingSince === undefined ? 0 : now() - waitingSince);
  const workMs = () => settledMs ?? now() - beganAt - waited();
  const put = (part: Partial<LogSnapshot>) => {
    snapshot = { ...snapshot, ...part };
    for (const listener of listeners) listener();
  };
  const change = (id: string, part: Partial<LogRow>) => {
    const { rows } = snapshot;
    const known = rows.find((row) => row.id === id);
    const row = { id, name: id, state: 'waiting' as const, ...known, ...part };
    put({ rows: known ? rows.map((each) => (each === known ? row : each)) : [...rows, row] });
  };
  const begin = (id: string, name?: string) => {
    const row = snapshot.rows.find((each) => each.id === id);
    if (row?.beganMs !== undefined) return;
    change(id, { beganMs: workMs(), state: 'active', ...(name !== undefined && { name }) });
  };
  const end = (id: string, state: RowState) => change(id, { endedMs: workMs(), state });

  const say = (sentences: readonly string[]) => put({ said: [...snapshot.said, ...sentences] });
  const endLane = (lane: string, state: RowState) => {
    end(lane, state);
    say(sayLane(lane, state));
  };

  const hearLane = (lane: string, event: InstantEvent) => {
    if (lane === lanes.plan) begin(lane, 'Plan');
    if (lane === lanes.report) begin(lane, 'Report');
    if (event.type === 'error') endLane(lane, 'failed');
    const isWhole = event.type === 'done' && event.path === '';
    if (isWhole && !fitsLane(lane, event.value)) unfit.add(lane);
    if (event.type === 'end') endLane(lane, stateAfter(event.outcome, unfit.has(lane)));
    if (lane !== lanes.plan || !isFieldEvent(event) || event.type !== 'done') return;
    const [index = 0] = event.indexes;
    const task = `tasks[${index}]`;
    if (event.path === `${task}.title`) titles.set(task, String(event.value));
    if (event.path !== task) return;
    const title = titles.get(task) ?? task;
    change(lanes.finding(title), { name: title, decidedMs: workMs() });
  };
  const hearQuestion = (action: string, answer: unknown) => {
    if (action === 'pause') {
      begin(PERSON, 'You');
      say(['You are asked whether the report may be written.']);
      waitingSince ??= now();
      return;
    }
    waitedMs = waited();
    waitingSince = undefined;
    end(PERSON, action === 'resume' ? 'done' : 'stopped');
    put({ answer });
  };

  return {
    begin() {
      titles.clear();
      unfit.clear();
      beganAt = now();
      waitedMs = 0;
      waitingSince = undefined;
      settledMs = undefined;
      put({ ...NOTHING, isRunning: true });
    },
    record(event) {
      if (event.type === 'lane') hearLane(event.lane, event.event);
      if (event.type === 'interrupt') hearQuestion(event.action, event.answer);
      if (event.type === 'signal') begin(lanes.finding(titleOf(event.value)));
    },
    settle() {
      if (settledMs !== undefined) return;
      settledMs = workMs();
      waitedMs = waited();
      waitingSince = undefined;
      const rows = snapshot.rows.map((row) =>
        row.endedMs === undefined ? { ...row, state: 'stopped' as const, endedMs: workMs() } : row,
      );
      put({ rows, isRunning: false });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => snapshot,
    workMs,
    waitedMs: waited,
  };
}

function stateAfter(outcome: Outcome, isUnfit: boolean): RowState {
  if (outcome === 'stopped') return 'stopped';
  return outcome === 'complete' && !isUnfit ? 'done' : 'failed';
}

/** How long before the end of the plan the first task began; negative if after. Undefined before both are known. */
export function headStartMs({ rows }: LogSnapshot): number | undefined {
  const plan = rows.find(({ id, state }) => id === lanes.plan && state === 'done');
  const begun = rows.flatMap(({ decidedMs, beganMs }) =>
    decidedMs === undefined || beganMs === undefined ? [] : [beganMs],
  );
  if (plan?.endedMs === undefined || begun.length === 0) return undefined;
  return plan.endedMs - Math.min(...begun);
}

function titleOf(task: unknown): string {
  const isTask = typeof task === 'object' && task !== null && 'title' in task;
  return isTask ? String(task.title) : '';
}
