// In: a run of the workflow, its log and its figures. Out: where it stands in words, its figures, and why it failed.

import type { InstantClientError } from 'fieldwise/client';
import { useFlowStatus } from 'fieldwise/flow/react';
import type { InstantStream } from 'fieldwise/react';
import { FigureList } from '../app/figure-list.js';
import type { RunFigures } from '../app/run-figures.js';
import { useFigures } from '../app/use-figures.js';
import { useTick } from '../app/use-tick.js';
import type { WorkflowInput } from '../shared/workflow-input.js';
import { describeWorkflow } from './describe-workflow.js';
import { headStartMs, type FlowLog } from './flow-log.js';
import type { Outcome } from './schemas.js';
import { useFlowLog } from './use-flow-log.js';

export interface WorkflowStatusProps {
  stream: InstantStream<Outcome, WorkflowInput>;
  log: FlowLog;
  figures: RunFigures;
}

export function WorkflowStatus({ stream, log, figures }: WorkflowStatusProps) {
  const { status } = useFlowStatus({ stream });
  const { error, data } = stream;
  const { rows, said } = useFlowLog(log);
  const text = describeWorkflow({ status, rows, error, decision: data?.decision });
  const isOver = status === 'complete' || status === 'stopped' || status === 'error';
  return (
    <div className="status" data-status={status}>
      <p className="status-line">
        <span className="status-light" />
        <span className="status-text">{text}</span>
      </p>
      <Figures log={log} figures={figures} />
      <div className="sr-only" role="log" aria-label="What has happened">
        {said.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {isOver && <p>{`${text}.`}</p>}
      </div>
    </div>
  );
}

function Figures({ log, figures }: Pick<WorkflowStatusProps, 'log' | 'figures'>) {
  const { byteCount, eventCount } = useFigures(figures);
  const snapshot = useFlowLog(log);
  useTick(snapshot.isRunning);
  const times = { 'Head start': headStartMs(snapshot), Work: log.workMs() || undefined };
  return <FigureList times={times} byteCount={byteCount} eventCount={eventCount} />;
}

/** What is said of a run that failed. */
export function WorkflowError({ error }: { error: InstantClientError | undefined }) {
  if (error === undefined) return null;
  return (
    <div className="status-error">
      <p>
        <code>{error.code}</code> {error.message}
      </p>
    </div>
  );
}
