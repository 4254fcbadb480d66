// In: a flow and how fast its models speak. Out: a plan, its tasks side by side, a person who approves, a report.
// Knows nothing of how lanes travel.

import type { Meta, StoryObj } from '@storybook/react-vite';
import { createFlowHooks, FlowGraph, Lane, useFlowStatus, useLane } from 'fieldwise/flow/react';
import {
  InstantStreamProvider,
  StructuredField,
  StructuredList,
  StructuredText,
  useInstantStream,
} from 'fieldwise/react';
import { useMemo } from 'react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import {
  flowFetch,
  Note,
  Plan,
  Report,
  reportDrawing,
  type FlowPace,
  type ReportFlow,
} from './support/flow-fetch.js';
import { fieldWith, PATIENCE, textIs } from './support/play.js';
import { calmly, paceControls } from './support/script.js';
import { Bone } from './support/skeleton.js';

const { useInterrupt, useSignals } = createFlowHooks<ReportFlow>();

function TheFlow({ id, delayMs, chunkSize }: FlowPace & { readonly id: string }) {
  const fetch = useMemo(() => flowFetch({ delayMs, chunkSize }), [delayMs, chunkSize]);
  const report = useInstantStream({
    api: '/api/report',
    fetch,
    schema: Report,
    input: 'A day at the sea',
    id: `${id} ${delayMs} ${chunkSize}`,
  });
  return (
    <section className="stage" aria-label="Report">
      <InstantStreamProvider stream={report}>
        <div className="stage-answer">
          <Lane name="plan" schema={Plan}>
            <StructuredField path="title" as="h2" pending={<Bone />} />
            <StructuredList path="tasks" as="ol">
              {(task) => (
                <li>
                  <StructuredText path={task.at('text')} as="strong" />
                  <Work path={task.at('id')} />
                </li>
              )}
            </StructuredList>
          </Lane>
          <Approval />
          <StructuredField path="title" as="h1" className="title value" pending={null} />
          <StructuredText path="summary" as="p" pending={null} />
        </div>
        <FlowGraph flow={reportDrawing} label="How the report is made" />
        <Status />
      </InstantStreamProvider>
    </section>
  );
}

/** What became of a task, in its own lane. */
function Work({ path }: { readonly path: string }) {
  return (
    <StructuredField path={path} pending={null} streaming={null}>
      {({ value }) => <TaskNote name={`task ${String(value)}`} />}
    </StructuredField>
  );
}

function TaskNote({ name }: { readonly name: string }) {
  const note = useLane(name, { schema: Note });
  return <StructuredText stream={note} path="text" as="p" pending={<Bone width="24ch" />} />;
}

function Approval() {
  const asked = useInterrupt('approve');
  if (asked === undefined) return null;
  const { interrupt, answer, isAnswering, error } = asked;
  return (
    <fieldset aria-busy={isAnswering}>
      <legend>{`${interrupt.payload.length} notes are there. Go on?`}</legend>
      <button type="button" disabled={isAnswering} onClick={() => void answer(true)}>
        Approve
      </button>
      <button type="button" disabled={isAnswering} onClick={() => void answer(false)}>
        Drop
      </button>
      <p role="alert" className="issue">
        {error?.message}
      </p>
    </fieldset>
  );
}

function Status() {
  const { status, chunks } = useFlowStatus();
  const begun = useSignals('task').length;
  const texts = chunks.map(({ chunk, active, done }) => `${chunk} ${active > 0 ? '…' : ''}${done}`);
  return (
    <footer className="stage-controls">
      <p role="status" className="status" data-run={status}>
        {`${status}, ${begun} tasks: ${texts.join(', ')}`}
      </p>
    </footer>
  );
}

const meta = {
  title: 'A flow',
  args: { delayMs: calmly.delayMs, chunkSize: calmly.chunkSize },
  argTypes: paceControls,
  parameters: {
    docs: {
      description: {
        component:
          'One stream brings the answers of several models, each in a lane, what the flow asks a person, and its result. A task begins as soon as it is in the plan; the report comes after somebody has approved.',
      },
    },
  },
  render: (args, { id }) => <TheFlow id={id} {...args} />,
} satisfies Meta<FlowPace>;

export default meta;
type Story = StoryObj<typeof meta>;

export const PlanTasksPersonReport: Story = {
  name: 'Plan, tasks, a person, a report',
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await fieldWith(canvasElement, 'tasks', 'complete');
    const approve = await canvas.findByRole('button', { name: 'Approve' }, PATIENCE);
    await expect(canvas.getByText(/widest at six/)).toBeInTheDocument();
    await waitFor(
      () => expect(canvas.getByRole('status')).toHaveAttribute('data-run', 'waiting'),
      PATIENCE,
    );
    const asked = canvasElement.querySelector('[data-node=approve]');
    await expect(asked).toHaveAttribute('data-state', 'waiting');
    await userEvent.click(approve);
    await textIs(await fieldWith(canvasElement, 'summary', 'complete'), 'The 8:12 is direct');
    await waitFor(
      () => expect(canvas.getByRole('status')).toHaveAttribute('data-run', 'complete'),
      PATIENCE,
    );
    await expect(canvas.queryByRole('button', { name: 'Approve' })).toBeNull();
  },
};
