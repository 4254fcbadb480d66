// In: what is chosen, and the session of the workflow. Out: one run of it: the topic, the controls, the flow while it runs.
// Loaded when it is opened.

import { useEffect, useRef } from 'react';
import { useInstantStream } from 'fieldwise/react';
import { Actions } from '../app/actions.js';
import { lackOf } from '../app/source-panel.js';
import { ShareButton } from '../app/share-button.js';
import { showTop } from '../app/show-top.js';
import type { Layout } from '../app/use-layout.js';
import { keyOf, toSource, type SourceDraft } from '../app/use-source.js';
import { useTop } from '../app/use-top.js';
import type { WorkflowSession } from '../app/workflow-session.js';
import { lines, type Settings } from '../shared/settings.js';
import { WORKFLOW, workflowSchema, type Workflow } from '../shared/workflow.js';
import type { WorkflowInput } from '../shared/workflow-input.js';
import { Outcome } from './schemas.js';
import { WorkflowCard } from './workflow-card.js';
import { WorkflowChoices } from './workflow-choices.js';
import { WorkflowCode } from './workflow-code.js';
import { WorkflowError, WorkflowStatus } from './workflow-status.js';
import './workflow.css';

interface WorkflowPageProps {
  workflow: Workflow;
  onChange: (part: Partial<Workflow>) => void;
  session: WorkflowSession;
  settings: Settings;
  source: SourceDraft;
  layout: Layout;
}

export default function WorkflowPage(props: WorkflowPageProps) {
  const { workflow, onChange, session, settings, source, layout } = props;
  useTop();
  const { figures, log, transport } = session;
  const settle = () => {
    figures.settle();
    log.settle();
  };
  const stream = useInstantStream<Outcome, WorkflowInput>({
    id: WORKFLOW,
    schema: Outcome,
    transport,
    onEvent(event) {
      figures.record(event);
      log.record(event);
    },
    onFinish({ reason }) {
      // The figures already belong to the run that took its place.
      if (reason !== 'superseded') settle();
    },
  });
  // Leaving the page aborts the run, and nobody is left to hear that it finished.
  useEffect(
    () => () => {
      figures.settle();
      log.settle();
    },
    [figures, log],
  );
  const lack = lackOf(source) ?? topicLack(workflow);
  const stage = useRef<HTMLDivElement>(null);
  const start = () => {
    if (lack !== undefined) return;
    figures.begin();
    log.begin();
    showTop(stage.current);
    session.prepare({ packetMs: lines[settings.line].packetMs, apiKey: keyOf(source) });
    void stream.submit({ ...workflow, source: toSource(source), ...settings });
  };

  return (
    <div className="stage" ref={stage}>
      <WorkflowChoices workflow={workflow} onChange={onChange} />
      <div className="controls">
        <Actions
          status={stream.status}
          lack={lack}
          onRun={start}
          onStop={stream.stop}
          onCut={session.cut}
        />
        <WorkflowStatus stream={stream} log={log} figures={figures} />
      </div>
      <WorkflowError error={stream.error} />
      <WorkflowCard stream={stream} log={log} />
      <ShareButton page={WORKFLOW} shared={{ settings, layout, workflow }} />
      <WorkflowCode />
    </div>
  );
}

function topicLack(workflow: Workflow): string | undefined {
  return workflowSchema.safeParse(workflow).success ? undefined : 'Still to enter: a topic.';
}
