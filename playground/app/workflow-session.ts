// In: nothing. Out: what the runs of the workflow need beside the hook; it stays when the reader goes to another page.

import type { WorkflowInput } from '../shared/workflow-input.js';
import { createFlowLog, type FlowLog } from '../workflow/flow-log.js';
import { createSession, type Session } from './session.js';

export interface WorkflowSession extends Session<WorkflowInput> {
  readonly log: FlowLog;
}

export function createWorkflowSession(): WorkflowSession {
  return { ...createSession<WorkflowInput>('/api/workflow'), log: createFlowLog() };
}
