// In: a flow. Out: the hooks for what it tells beside its result, each in a component of a few lines.
// Knows nothing of the components for lanes.

import type { Meta, StoryObj } from '@storybook/react-vite';
import {
  useFlowStatus,
  useInterrupt,
  useInterrupts,
  useItems,
  useLane,
  useLanes,
  useSignal,
  useSignals,
} from 'fieldwise/flow/react';
import { StructuredText, useField } from 'fieldwise/react';
import { useState, type ReactNode } from 'react';
import { expect, userEvent, waitFor } from 'storybook/test';
import { FlowStage } from './support/flow-stage.js';
import { PATIENCE, textIs } from './support/play.js';
import { Note, Plan, type FlowPace } from './support/report-flow.js';
import { calmly, paceControls } from './support/script.js';
import { Bone } from './support/skeleton.js';

interface Args extends FlowPace {
  readonly children: ReactNode;
}

const meta = {
  title: 'Flow hooks',
  args: {
    delayMs: calmly.delayMs,
    chunkSize: calmly.chunkSize,
    trouble: 'none',
    children: null,
  },
  argTypes: {
    ...paceControls,
    trouble: { control: false },
    children: { control: false },
  },
  render: ({ children, ...pace }, { id }) => (
    <FlowStage id={id} {...pace}>
      <div className="stage-answer">{children}</div>
    </FlowStage>
  ),
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

function PlanCard() {
  const plan = useLane('plan', { schema: Plan });
  const { value, isComplete } = useField('title', plan);
  return (
    <h2 data-testid="title" aria-busy={!isComplete}>
      {value ?? <Bone label="The title is on its way" />}
    </h2>
  );
}

/** `useLane`: the answer in a lane, as a stream for every hook that takes one. */
export const OneLane: Story = {
  args: { children: <PlanCard /> },
  async play({ canvas }) {
    await textIs(canvas.getByTestId('title'), 'A day at the sea');
  },
};

function Notes() {
  const tasks = useLanes().filter((name) => name.startsWith('task '));
  return (
    <ul className="tasks" data-testid="notes">
      {tasks.map((name) => (
        <TaskNote key={name} name={name} />
      ))}
    </ul>
  );
}

function TaskNote({ name }: { readonly name: string }) {
  const note = useLane(name, { schema: Note });
  return <StructuredText stream={note} path="text" as="li" />;
}

/** `useLanes`: the lanes there are, so that a page need not know how many tasks a plan has. */
export const AllLanes: Story = {
  args: { children: <Notes /> },
  async play({ canvas }) {
    await textIs(canvas.getByTestId('notes'), 'a blanket.');
    await expect(canvas.getAllByRole('listitem')).toHaveLength(3);
  },
};

function Bell() {
  const [last, setLast] = useState('nothing yet');
  useSignal<{ text: string }>('task', ({ text }) => setLast(text));
  return <p data-testid="last">The last task: {last}</p>;
}

/** `useSignal`: a call for each event, as it comes. */
export const Signal: Story = {
  args: { children: <Bell /> },
  async play({ canvas }) {
    await textIs(canvas.getByTestId('last'), 'Pack a picnic');
  },
};

function Tasks() {
  const tasks = useSignals<{ text: string }>('task');
  return <p data-testid="tasks">{tasks.map(({ text }) => text).join(', ')}</p>;
}

/** `useSignals`: the payloads of all events of one name, also from before the component was there. */
export const Signals: Story = {
  args: { children: <Tasks /> },
  async play({ canvas }) {
    await textIs(canvas.getByTestId('tasks'), 'Look up the tides, Find a train, Pack a picnic');
  },
};

function Log() {
  return <p data-testid="log">{useItems<string>().join(' → ')}</p>;
}

/** `useItems`: what chunks put into the stream of the flow. */
export const Items: Story = {
  args: { children: <Log /> },
  async play({ canvas }) {
    await textIs(canvas.getByTestId('log'), 'Find a train → Pack a picnic');
  },
};

function Approval() {
  const asked = useInterrupt<readonly string[], boolean>('approve');
  const [said, setSaid] = useState('');
  if (asked === undefined) return <p data-testid="said">{said || 'Nothing is asked yet.'}</p>;
  const { interrupt, answer, isAnswering } = asked;
  const give = async () => {
    if (await answer(true)) setSaid('Approved.');
  };
  return (
    <fieldset className="question" aria-busy={isAnswering}>
      <legend>{interrupt.payload.length} notes. Go on?</legend>
      <button type="button" disabled={isAnswering} onClick={() => void give()}>
        Approve
      </button>
    </fieldset>
  );
}

/** `useInterrupt`: what the flow asks a person, with the function that answers it. */
export const Question: Story = {
  args: { children: <Approval /> },
  async play({ canvas }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Approve' }, PATIENCE));
    await textIs(await canvas.findByTestId('said', {}, PATIENCE), 'Approved.');
  },
};

function Inbox() {
  const open = useInterrupts<readonly string[], boolean>();
  return (
    <>
      <p data-testid="open">{open.length} open</p>
      {open.map(({ interrupt, answer, isAnswering }) => (
        <button
          key={interrupt.id}
          type="button"
          disabled={isAnswering}
          onClick={() => void answer(true)}
        >
          {interrupt.name}: {interrupt.payload.length} notes
        </button>
      ))}
    </>
  );
}

/** `useInterrupts`: all that is asked, wherever it stands. Two components that ask are busy together. */
export const Questions: Story = {
  args: {
    children: (
      <>
        <Inbox />
        <Approval />
      </>
    ),
  },
  async play({ canvas }) {
    await userEvent.click(await canvas.findByRole('button', { name: /3 notes/ }, PATIENCE));
    await textIs(canvas.getByTestId('open'), '0 open');
    await expect(canvas.queryByRole('button')).toBeNull();
  },
};

function Progress() {
  const { status, chunks } = useFlowStatus();
  return (
    <dl className="counts" data-testid="progress" data-run={status}>
      <div>
        <dt>flow</dt>
        <dd>{status}</dd>
      </div>
      {chunks.map(({ chunk, active, waiting, done }) => (
        <div key={chunk}>
          <dt>{chunk}</dt>
          <dd>{`${active} at work, ${waiting} waiting, ${done} done`}</dd>
        </div>
      ))}
    </dl>
  );
}

/** `useFlowStatus`: where the flow and each of its chunks stand. */
export const Status: Story = {
  args: { children: <Progress /> },
  async play({ canvas }) {
    const progress = canvas.getByTestId('progress');
    await waitFor(() => expect(progress).toHaveAttribute('data-run', 'waiting'), PATIENCE);
    await expect(progress).toHaveTextContent('0 at work, 0 waiting, 3 done');
  },
};
