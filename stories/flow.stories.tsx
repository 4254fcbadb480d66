// In: a flow, how fast its models speak and what goes wrong. Out: a plan, its tasks side by side, a person who approves, a report.
// Knows nothing of how lanes travel.

import type { Meta, StoryObj } from '@storybook/react-vite';
import {
  createFlowHooks,
  FlowGraph,
  Lane,
  useFlowStatus,
  type LaneProps,
} from 'fieldwise/flow/react';
import { useRun } from 'fieldwise/react';
import { useMemo, useSyncExternalStore } from 'react';
import { expect, fireEvent, userEvent, waitFor, within } from 'storybook/test';
import { FlowStage } from './support/flow-stage.js';
import { fieldWith, PATIENCE, runIs, textIs } from './support/play.js';
import { drawReport, Plan, type FlowPace, type ReportFlow } from './support/report-flow.js';
import { calmly, paceControls } from './support/script.js';
import { Bone } from './support/skeleton.js';

const { StructuredField, StructuredList, StructuredText, useInterrupt } =
  createFlowHooks<ReportFlow>();

function TheFlow({ trouble, ...pace }: FlowPace & { readonly id: string }) {
  const drawing = useMemo(() => drawReport(trouble), [trouble]);
  return (
    <FlowStage trouble={trouble} {...pace}>
      <div className="stage-answer">
        <Lane name="plan" schema={Plan}>
          <StructuredField
            path="title"
            as="h2"
            className="plan-title"
            pending={<Bone label="The plan is on its way" />}
          />
          <StructuredList path="tasks" as="ol" className="tasks">
            {(task) => (
              <li>
                <StructuredText path={task.at('text')} as="strong" />
                <StructuredField path={task.at('id')} when="complete">
                  {({ value }) => <Note id={Number(value)} />}
                </StructuredField>
              </li>
            )}
          </StructuredList>
        </Lane>
        <Approval />
        <StructuredField path="title" pending={null} missing={null}>
          {({ value }) => <h1 className="title value">{String(value)}</h1>}
        </StructuredField>
        <StructuredText path="summary" as="p" pending={null} />
      </div>
      <FlowGraph className="flow-graph" flow={drawing} label="How the report is made" />
      <Status />
    </FlowStage>
  );
}

/** What became of a task, in its own lane. */
function Note({ id }: { readonly id: number }) {
  return (
    <StructuredText
      lane={`task ${id}`}
      path="text"
      as="p"
      pending={<Bone width="24ch" />}
      missing="Nothing came of it."
    />
  );
}

function Approval() {
  const asked = useInterrupt('approve');
  if (asked === undefined) return null;
  const { interrupt, answer, isAnswering, error } = asked;
  return (
    <fieldset className="question" aria-busy={isAnswering}>
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
  const run = useRun();
  const error = useSyncExternalStore(run.subscribe, () => run.getSnapshot().error);
  const texts = chunks.map(({ chunk, active, done }) => `${chunk} ${active > 0 ? '…' : ''}${done}`);
  return (
    <footer className="stage-controls">
      <p role="status" className="status" data-run={status}>
        {[status, ...texts].join(', ')}
      </p>
      <button type="button" onClick={() => void run.retry()}>
        Run again
      </button>
      {error && (
        <p role="alert" className="issue">
          {`${error.code}: ${error.message}`}
        </p>
      )}
    </footer>
  );
}

type Args = Pick<LaneProps, 'name'> & FlowPace;

const meta = {
  title: 'A flow',
  component: Lane,
  subcomponents: { StructuredField, StructuredList, StructuredText },
  args: {
    name: 'plan',
    delayMs: calmly.delayMs,
    chunkSize: calmly.chunkSize,
    trouble: 'none',
  },
  argTypes: {
    ...paceControls,
    name: { control: false },
    trouble: {
      description:
        'Whether the model of a task fails, which the flow bears; that of the plan, which it does not; or nobody gives the permission the report waits for.',
      control: 'inline-radio',
      options: ['none', 'task', 'plan', 'stall'],
      table: { category: 'The run' },
    },
  },
  parameters: {
    docs: {
      description: {
        component:
          'One stream brings the answers of several models, each in a lane, what the flow asks a person, and its result. A task begins as soon as it is in the plan; the report comes after somebody has approved.',
      },
    },
  },
  render: ({ delayMs, chunkSize, trouble }, { id }) => (
    <TheFlow id={id} delayMs={delayMs} chunkSize={chunkSize} trouble={trouble} />
  ),
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

const stateOf = (canvas: HTMLElement, node: string) =>
  canvas.querySelector(`[data-node="${node}"]`)?.getAttribute('data-state');

/** A task begins while the plan is still being written; the report comes after somebody has approved. */
export const PlanTasksPersonReport: Story = {
  name: 'Plan, tasks, a person, a report',
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    // The first task is at work before the plan is whole.
    await waitFor(() => {
      const states = ['work', 'plan'].map((node) => stateOf(canvasElement, node));
      void expect(states).toEqual(['active', 'active']);
    }, PATIENCE);
    const approve = await canvas.findByRole('button', { name: 'Approve' }, PATIENCE);
    await expect(canvas.getByText(/widest at six/)).toBeInTheDocument();
    await runIs(canvasElement, 'waiting');
    await expect(stateOf(canvasElement, 'approve')).toBe('waiting');
    await userEvent.dblClick(approve);
    await textIs(await fieldWith(canvasElement, 'summary', 'complete'), 'The 8:12 is direct');
    await runIs(canvasElement, 'complete');
    await expect(stateOf(canvasElement, 'write')).toBe('done');
    await expect(canvas.queryByRole('button', { name: 'Approve' })).toBeNull();
  },
};

/** A person may say no: the flow is told, and makes another report of it. */
export const Refused: Story = {
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: 'Drop' }, PATIENCE));
    await textIs(await fieldWith(canvasElement, 'summary', 'complete'), 'The plan was dropped.');
    await runIs(canvasElement, 'complete');
  },
};

/** Travelled in by hand: a place is one of all the pieces that its models say, who take turns; what a person answers is no piece. */
export const Travelled: Story = {
  globals: { answer: 'travel' },
  async play({ canvas, canvasElement }) {
    await runIs(canvasElement, 'waiting');
    const slider = canvas.getByRole('slider', { name: 'Pieces' });
    const end = Number(slider.getAttribute('max'));
    await expect(end).toBeGreaterThan(60);
    const goTo = (value: number) => fireEvent.change(slider, { target: { value } });
    await goTo(4);
    await textIs(await fieldWith(canvasElement, 'title', 'streaming'), 'A day');
    await goTo(end - 1);
    await waitFor(() => expect(canvas.getByText(/The 8:12 is/)).toBeVisible(), PATIENCE);
    await expect(canvas.queryByRole('button', { name: 'Approve' })).toBeNull();
    await userEvent.click(canvas.getByRole('button', { name: 'Cut the network here' }));
    await runIs(canvasElement, 'error');
    await goTo(end);
    await userEvent.click(await canvas.findByRole('button', { name: 'Approve' }, PATIENCE));
    await runIs(canvasElement, 'complete');
    await userEvent.click(canvas.getByRole('checkbox', { name: 'Fenced' }));
    await waitFor(() => expect(Number(slider.getAttribute('max'))).toBeGreaterThan(end), PATIENCE);
    // Behind the fence.
    await goTo(6);
    await textIs(await fieldWith(canvasElement, 'title', 'streaming'), 'A day');
  },
};

/** The model of one task fails. Its lane keeps what came and says that it is not whole; the flow goes on without it. */
export const FailingTask: Story = {
  args: { trouble: 'task' },
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    const approve = await canvas.findByRole('button', { name: 'Approve' }, PATIENCE);
    await expect(canvas.getByText(/The 8:12 is/)).toHaveAttribute('data-status', 'incomplete');
    await userEvent.click(approve);
    const summary = await fieldWith(canvasElement, 'summary', 'complete');
    await textIs(summary, 'Nothing came of “Find a train”.');
  },
};

/** The model of the plan fails, and the flow with it: the stream ends with the error, and nothing is left at work. */
export const Failed: Story = {
  args: { trouble: 'plan' },
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    await runIs(canvasElement, 'error');
    await expect(canvas.getByRole('alert')).toHaveTextContent('chunk-failed');
    await expect(canvasElement.querySelectorAll('[data-state=active]')).toHaveLength(0);
    await expect(stateOf(canvasElement, 'plan')).toBe('failed');
    await userEvent.click(canvas.getByRole('button', { name: 'Run again' }));
    await waitFor(() => expect(canvas.queryByRole('alert')).toBeNull(), PATIENCE);
    await runIs(canvasElement, 'error');
  },
};

/** The report waits for a permission that nobody gives: the flow says what never came, instead of waiting for ever. */
export const Stalled: Story = {
  args: { trouble: 'stall' },
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: 'Approve' }, PATIENCE));
    await runIs(canvasElement, 'error');
    await expect(canvas.getByRole('alert')).toHaveTextContent('stalled');
    await expect(canvas.getByRole('alert')).toHaveTextContent('permitted');
    await expect(stateOf(canvasElement, 'write')).toBe('idle');
  },
};
