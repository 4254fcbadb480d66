// In: where a run of the workflow stands. Out: the short line beside the status light.

import type { InstantClientError, RunStatus } from 'fieldwise/client';
import { titleOf } from '../app/describe-status.js';
import { PERSON, type LogRow, type RowState } from './flow-log.js';
import { lanes } from './lanes.js';
import type { Outcome } from './schemas.js';

export interface WorkflowFacts {
  readonly status: RunStatus | 'waiting';
  readonly rows: readonly LogRow[];
  readonly error: InstantClientError | undefined;
  readonly decision: Outcome['decision'] | undefined;
}

const endings: Readonly<Record<Outcome['decision'], string>> = {
  approve: 'Complete: the report is written',
  change: 'Complete: the report is written under your title',
  refuse: 'Complete: refused, and nothing was written',
};

export function describeWorkflow({ status, rows, error, decision }: WorkflowFacts): string {
  switch (status) {
    case 'idle':
      return 'Ready';
    case 'connecting':
      return 'Waiting for the plan';
    case 'waiting':
      return 'Waiting for you';
    case 'streaming':
      return describeWork(rows);
    case 'complete':
      return decision === undefined ? 'Complete' : endings[decision];
    case 'stopped':
      return `Stopped: ${describeKept(rows)}`;
    default:
      return `${titleOf(error)}: ${describeKept(rows)}`;
  }
}

function describeWork(rows: readonly LogRow[]): string {
  const is = (id: string, state: RowState) =>
    rows.some((row) => row.id === id && row.state === state);
  const active = tasksOf(rows).filter(({ state }) => state === 'active').length;
  const parts = [
    ...(is(lanes.plan, 'active') ? ['Planning'] : []),
    ...(active > 0 ? [`${active} ${active === 1 ? 'task' : 'tasks'} at work`] : []),
    ...(is(PERSON, 'done') ? ['Writing the report'] : []),
  ];
  return parts.join(', ') || 'Streaming';
}

function describeKept(rows: readonly LogRow[]): string {
  const found = tasksOf(rows).filter(({ state }) => state === 'done').length;
  return `${found} ${found === 1 ? 'finding' : 'findings'} kept`;
}

function tasksOf(rows: readonly LogRow[]): readonly LogRow[] {
  return rows.filter(({ id }) => id !== lanes.plan && id !== lanes.report && id !== PERSON);
}
