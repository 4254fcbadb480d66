// In: nothing. Out: what a reader chose of the workflow, as it was left on the last visit.

import { useState } from 'react';
import { firstWorkflow, workflowSchema, type Workflow } from '../shared/workflow.js';

const KEY = 'workflow';

export function useWorkflow() {
  const [workflow, setWorkflow] = useState(readWorkflow);
  const change = (part: Partial<Workflow>) => {
    const next = { ...workflow, ...part };
    localStorage.setItem(KEY, JSON.stringify(next));
    setWorkflow(next);
  };
  // What a link holds does not take the place of what is kept here, before it is changed.
  return [workflow, change, setWorkflow] as const;
}

function readWorkflow(): Workflow {
  try {
    return workflowSchema.parse(JSON.parse(localStorage.getItem(KEY) ?? ''));
  } catch {
    // Nothing was kept, or what another version of this page kept.
    return firstWorkflow;
  }
}
