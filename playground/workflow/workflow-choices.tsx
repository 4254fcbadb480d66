// In: what is chosen of the workflow. Out: a topic to write, whether a task fails, and what becomes of the rest then.

import { Choice } from '../app/choice.js';
import { Toggles } from '../app/toggles.js';
import { MAX_TOPIC, policies, type Workflow } from '../shared/workflow.js';

const failures = {
  fails: { label: 'A task fails', hint: 'the model of the second task dies in its answer' },
} as const;

interface WorkflowChoicesProps {
  workflow: Workflow;
  onChange: (part: Partial<Workflow>) => void;
}

export function WorkflowChoices({ workflow, onChange }: WorkflowChoicesProps) {
  const { topic, fails, policy } = workflow;
  return (
    <div className="workflow-choices">
      <label className="entry">
        Topic
        <textarea
          rows={2}
          value={topic}
          maxLength={MAX_TOPIC}
          onChange={({ target }) => onChange({ topic: target.value })}
        />
      </label>
      <div className="workflow-failing">
        <Toggles
          name="Failure"
          options={failures}
          value={fails ? ['fails'] : []}
          none="every task comes to something"
          onChange={(chosen) => onChange({ fails: chosen.length > 0 })}
        />
        <Choice
          name="When a task fails"
          options={policies}
          value={policy}
          onChange={(value) => onChange({ policy: value })}
        />
      </div>
    </div>
  );
}
