// In: the lanes of the plan and of its tasks. Out: the plan, and below each task what comes of it, side by side.

import { useSyncExternalStore } from 'react';
import { StructuredField, StructuredList, useRun, type ListItem } from 'fieldwise/react';
import { Bones } from '../recipes/parts/bone.js';
import { Ghosts } from '../recipes/parts/ghosts.js';
import { Text, Value } from '../recipes/parts/shown.js';
import type { FlowLog, RowState } from './flow-log.js';
import { LaneFields } from './lane-fields.js';
import { lanes } from './lanes.js';
import { Finding, Plan } from './schemas.js';
import { useFlowLog } from './use-flow-log.js';

export function PlanView({ log }: { log: FlowLog }) {
  return (
    <section className="plan" aria-label="The plan">
      <LaneFields name={lanes.plan} schema={Plan}>
        <p className="eyebrow">The plan</p>
        <h2 className="plan-title">
          <span className="sr-only">The plan: </span>
          <Text path="title" ch={18} />
        </h2>
        <ol className="tasks">
          <StructuredList path="tasks">
            {(item) => <TaskCard item={item} log={log} />}
          </StructuredList>
          <Ghosts path="tasks" expected={4}>
            {ghost}
          </Ghosts>
        </ol>
        <p className="plan-risk">
          <span className="eyebrow">What could make it wrong</span> <Text path="risk" ch={40} />
        </p>
      </LaneFields>
    </section>
  );
}

function TaskCard({ item, log }: { item: ListItem; log: FlowLog }) {
  return (
    <li className="task arrive">
      <h3 className="task-title">
        <span className="sr-only">Task {item.index + 1}: </span>
        <Text path={item.at('title')} ch={18} />
      </h3>
      <Text path={item.at('why')} as="p" className="task-why" lines={2} />
      <StructuredField path={item.at('title')} pending={null} streaming={null}>
        {({ value }) => <FindingOf title={String(value)} log={log} />}
      </StructuredField>
    </li>
  );
}

const words: Readonly<Record<RowState, string>> = {
  waiting: 'waits for a place',
  active: 'at work',
  done: 'found',
  failed: 'failed',
  stopped: 'stopped',
};

/** What comes of a task, in a lane of its own. */
function FindingOf({ title, log }: { title: string; log: FlowLog }) {
  const lane = lanes.finding(title);
  const state = useFlowLog(log).rows.find(({ id }) => id === lane)?.state;
  if (state === undefined) return null;
  return (
    <div className="finding" data-state={state}>
      <p className="finding-state">{words[state]}</p>
      {state !== 'waiting' && (
        <LaneFields name={lane} schema={Finding}>
          <p className="finding-headline">
            <Text path="headline" ch={24} />
          </p>
          <Text path="detail" as="p" className="finding-detail" lines={3} />
          <Value<Finding['certainty']> path="certainty" ch={6}>
            {(certainty) => (
              <span className="badge" data-tone={tones[certainty]}>
                {certainty}
              </span>
            )}
          </Value>
          <Failure />
        </LaneFields>
      )}
    </div>
  );
}

const tones = { sure: 'good', likely: 'amber', open: 'plain' } as const;

/** Why there is no finding. */
function Failure() {
  const run = useRun();
  const error = useSyncExternalStore(run.subscribe, () => run.getSnapshot().error);
  if (error === undefined) return null;
  return (
    <p className="finding-error">
      <code>{error.code}</code> {error.message}
    </p>
  );
}

const ghost = () => (
  <li className="task" aria-hidden="true">
    <p className="task-title">
      <Bones lines={1} />
    </p>
    <p className="task-why">
      <Bones lines={2} />
    </p>
  </li>
);
