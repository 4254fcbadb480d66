// In: a run of the workflow and its log. Out: all of it on one card: when what ran, the drawing, the plan, the question, the report.

import { useRef } from 'react';
import { useQuery } from '@tanstack/react-query';
import { FlowGraph, type FlowDrawing } from 'fieldwise/flow/react';
import { InstantStreamProvider, type InstantStream } from 'fieldwise/react';
import { useFollow } from '../app/use-follow.js';
import type { WorkflowInput } from '../shared/workflow-input.js';
import { Approval } from './approval.js';
import type { FlowLog } from './flow-log.js';
import { PlanView } from './plan-view.js';
import { ReportView } from './report-view.js';
import type { Outcome } from './schemas.js';
import { TimeLine } from './time-line.js';

interface WorkflowCardProps {
  stream: InstantStream<Outcome, WorkflowInput>;
  log: FlowLog;
}

export function WorkflowCard({ stream, log }: WorkflowCardProps) {
  // While tasks run there is more to see than one field: the page follows what is asked and written at the end alone.
  const end = useRef<HTMLDivElement>(null);
  useFollow(end, stream.isStreaming ? stream.runId : undefined);
  return (
    <section
      className="answer workflow"
      id="answer"
      tabIndex={-1}
      aria-label="Answer: A workflow"
      aria-busy={stream.isRunning}
      data-status={stream.status}
    >
      <InstantStreamProvider stream={stream}>
        <div className="workflow-overview">
          <TimeLine log={log} />
          <Drawing />
        </div>
        <PlanView log={log} />
        <div className="workflow-end" ref={end}>
          <Approval log={log} isRunning={stream.isRunning} />
          <ReportView />
        </div>
      </InstantStreamProvider>
    </section>
  );
}

/** Of the flow itself, as the server describes it. */
function Drawing() {
  const { data } = useQuery({
    queryKey: ['workflow-drawing'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<FlowDrawing> => {
      const response = await fetch('/api/workflow', { signal });
      if (!response.ok) throw new Error(`/api/workflow answered ${response.status}`);
      return (await response.json()) as FlowDrawing; // our own server's description
    },
  });
  if (data === undefined) return <div className="workflow-graph" />;
  return <FlowGraph className="workflow-graph" flow={data} label="What leads to what" />;
}
