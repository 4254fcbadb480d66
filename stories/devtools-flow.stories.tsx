// In: a flow. Out: the devtools beside it: its lanes, its signals, and what a person is asked.
// From the door for production, because a built Storybook is one.
// Knows nothing of how lanes are recorded.

import type { Meta, StoryObj } from '@storybook/react-vite';
import { InstantDevtools } from 'fieldwise/devtools/production';
import { createFlowHooks, useFlowStatus } from 'fieldwise/flow/react';
import { InstantStreamProvider, StructuredText, useInstantStream } from 'fieldwise/react';
import { useMemo } from 'react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { PATIENCE, runIs } from './support/play.js';
import { Report, reportFetch, type FlowPace, type ReportFlow } from './support/report-flow.js';
import { paceControls } from './support/script.js';
import { chooseTab, table, toolsIn } from './support/tools.js';

const { useInterrupt } = createFlowHooks<ReportFlow>();

interface Args extends Omit<FlowPace, 'trouble'> {
  readonly id: string;
}

function Watched({ id, delayMs, chunkSize }: Args) {
  const fetch = useMemo(
    () => reportFetch({ delayMs, chunkSize, trouble: 'none' }),
    [delayMs, chunkSize],
  );
  const report = useInstantStream({
    api: '/api/report',
    fetch,
    schema: Report,
    input: 'A day at the sea',
    id: `${id} ${delayMs} ${chunkSize}`,
  });
  return (
    <div style={{ paddingBlockEnd: 400 }}>
      <section className="stage" aria-label="Report">
        <InstantStreamProvider stream={report}>
          <div className="stage-answer">
            <StructuredText path="title" as="h2" className="title" pending={null} />
            <StructuredText path="summary" as="p" pending={null} />
          </div>
          <Controls />
        </InstantStreamProvider>
      </section>
      <InstantDevtools initialIsOpen />
    </div>
  );
}

function Controls() {
  const { status } = useFlowStatus();
  const asked = useInterrupt('approve');
  return (
    <footer className="stage-controls">
      <p role="status" className="status" data-run={status}>
        {status}
      </p>
      <button type="button" disabled={asked === undefined} onClick={() => void asked?.answer(true)}>
        Approve
      </button>
    </footer>
  );
}

const meta = {
  title: 'InstantDevtools of a flow',
  args: { delayMs: 20, chunkSize: 4, id: '' },
  argTypes: { ...paceControls, id: { control: false } },
  globals: { answer: 'told' },
  parameters: {
    layout: 'fullscreen',
    docs: {
      story: { inline: false, iframeHeight: 640 },
      description: {
        component:
          'Answers in lanes are below one another in the waterfall and the tree, each under its name; signals, questions and steps are events.',
      },
    },
  },
  beforeEach() {
    localStorage.removeItem('fieldwise-devtools');
  },
  render: (args, { id }) => <Watched {...args} id={id} />,
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

/** A plan, three tasks beside it, a person who approves, and the report. */
export const LanesAndQuestions: Story = {
  async play({ canvas, canvasElement }) {
    const tools = await toolsIn(canvasElement);
    const approve = canvas.getByRole('button', { name: 'Approve' });
    await waitFor(() => expect(approve).toBeEnabled(), PATIENCE);
    await userEvent.click(approve);
    await runIs(canvasElement, 'complete');
    await waitFor(() => expect(table(tools)).toHaveTextContent('answer'), PATIENCE);
    const names = within(table(tools))
      .getAllByRole('row')
      .map((row) => row.firstElementChild?.textContent);
    await expect(names).toEqual(expect.arrayContaining(['task 1', 'task 2', 'task 3', 'answer']));
    await chooseTab(tools, 'Events');
    await userEvent.selectOptions(tools.getByRole('combobox'), 'interrupt');
    await waitFor(() => expect(table(tools)).toHaveTextContent('pause approve [3]'), PATIENCE);
    await chooseTab(tools, 'Tree');
    await expect(table(tools)).toHaveTextContent('The 8:12 is direct');
  },
};
