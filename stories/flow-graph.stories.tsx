// In: a flow with groups in groups. Out: its drawing, in which what runs lights up.
// Knows nothing of how places are found.

import type { Meta, StoryObj } from '@storybook/react-vite';
import { FlowGraph, type FlowGraphProps } from 'fieldwise/flow/react';
import { useInstantStream } from 'fieldwise/react';
import { useContext, useMemo } from 'react';
import { expect, fireEvent, userEvent, waitFor, within } from 'storybook/test';
import './support/flow.css';
import { createLetterFlow, letterFetch, type LetterPace } from './support/letter-flow.js';
import { PATIENCE, runIs } from './support/play.js';
import { DeliveryContext } from './support/use-scripted-fetch.js';

type Args = Omit<FlowGraphProps, 'stream'> & LetterPace;

function TheGraph({ id, delayMs, length, ...graph }: Args & { readonly id: string }) {
  const delivery = useContext(DeliveryContext);
  const fetch = useMemo(
    () => letterFetch({ delayMs, length }, delivery),
    [delayMs, length, delivery],
  );
  const letter = useInstantStream({
    api: '/api/letter',
    fetch,
    input: 'one',
    id: [id, delayMs, length].join(' '),
  });
  return (
    <section className="stage" aria-label="Letter">
      <FlowGraph {...graph} stream={letter} />
      <footer className="stage-controls">
        <p role="status" className="status" data-run={letter.status}>
          {letter.status}
        </p>
        <button type="button" disabled={!letter.isRunning} onClick={letter.stop}>
          Stop
        </button>
        <button type="button" onClick={() => void letter.retry()}>
          Run again
        </button>
      </footer>
    </section>
  );
}

const category = 'The run';

const meta = {
  title: 'FlowGraph',
  component: FlowGraph,
  args: {
    flow: createLetterFlow({ delayMs: 0, length: 'long' }).describe(),
    label: 'How a letter is written',
    className: 'flow-graph',
    delayMs: 400,
    length: 'long',
  },
  argTypes: {
    flow: { control: false },
    className: { control: false },
    states: { control: false },
    delayMs: { control: { type: 'range', min: 0, max: 2000, step: 100 }, table: { category } },
    length: { control: 'inline-radio', options: ['short', 'long'], table: { category } },
  },
  parameters: {
    docs: {
      description: {
        component:
          'A drawing of `flow.describe()`. A group is a box around what is in it, and is at work while something in it is. Colours are the page’s, by `data-state`; the lines say the same without them, and a hidden list does in words.',
      },
    },
  },
  render: (args, { id }) => <TheGraph id={id} {...args} />,
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

const stateOf = (canvas: HTMLElement, of: string) =>
  canvas.querySelector(of)?.getAttribute('data-state');

/** A flow within the flow lights up while one of its chunks runs. */
export const GroupsInGroups: Story = {
  async play({ canvasElement }) {
    const box = '[data-group=rewrite]';
    await waitFor(() => expect(stateOf(canvasElement, box)).toBe('active'), PATIENCE);
    await expect(stateOf(canvasElement, '[data-kind=match]')).toBe('active');
    await runIs(canvasElement, 'complete');
    await expect(stateOf(canvasElement, box)).toBe('done');
    await expect(stateOf(canvasElement, '[data-node=polish]')).toBe('idle');
    const list = within(canvasElement).getByText(/rewrite \/ judge: done/);
    await expect(list).toBeInTheDocument();
  },
};

/** The way that is not taken stays as it was. */
export const TheOtherWay: Story = {
  args: { length: 'short', delayMs: 100 },
  async play({ canvasElement }) {
    await runIs(canvasElement, 'complete');
    await expect(stateOf(canvasElement, '[data-node=polish]')).toBe('done');
    await expect(stateOf(canvasElement, '[data-group=rewrite]')).toBe('idle');
  },
};

/** What was at work when the run was stopped is not at work any more. */
export const Stopped: Story = {
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    await waitFor(
      () => expect(stateOf(canvasElement, '[data-node=read]')).toBe('active'),
      PATIENCE,
    );
    await userEvent.click(canvas.getByRole('button', { name: 'Stop' }));
    await waitFor(
      () => expect(stateOf(canvasElement, '[data-node=read]')).toBe('stopped'),
      PATIENCE,
    );
    await expect(canvasElement.querySelectorAll('[data-state=active]')).toHaveLength(0);
  },
};

/** Travelled in by hand, step by step: it has no text whose pieces could be larger or broken, and no such control. */
export const Travelled: Story = {
  globals: { answer: 'travel' },
  async play({ canvas, canvasElement }) {
    await runIs(canvasElement, 'complete');
    const slider = canvas.getByRole('slider', { name: 'Pieces' });
    await expect(slider).toHaveAttribute('max', '10');
    const isAt = async (steps: number, states: Readonly<Record<string, string>>) => {
      await fireEvent.change(slider, { target: { value: steps } });
      for (const [node, state] of Object.entries(states))
        await waitFor(
          () => expect(stateOf(canvasElement, `[data-node="${node}"]`)).toBe(state),
          PATIENCE,
        );
    };
    await isAt(4, { read: 'done', tone: 'active', facts: 'active', send: 'idle' });
    await isAt(7, { measure: 'done', draft: 'active', send: 'idle' });
    await isAt(1, { pages: 'done', read: 'active', measure: 'idle' });
    await expect(canvas.queryByRole('slider', { name: 'Chunk size' })).toBeNull();
    await expect(canvas.queryByRole('checkbox')).toBeNull();
    await userEvent.click(canvas.getByRole('button', { name: 'Cut the network here' }));
    await runIs(canvasElement, 'error');
    await isAt(10, { send: 'done' });
    await runIs(canvasElement, 'complete');
  },
};

const named = (name: string) => ({ id: name, kind: 'chunk', name });

/** What leads back goes around what it leads back over; a label that needs room gets it. */
export const ALoop: Story = {
  args: {
    flow: {
      nodes: [
        { id: 'start', kind: 'start', name: 'start' },
        ...['draft', 'judge', 'publish', 'throw away'].map(named),
      ],
      edges: [
        { from: 'start', to: 'draft' },
        { from: 'draft', to: 'judge' },
        { from: 'judge', to: 'throw away', label: 'if there is nothing in it' },
        { from: 'judge', to: 'publish', label: 'good enough' },
        { from: 'judge', to: 'draft', label: 'again' },
        { from: 'draft', to: 'draft', label: 'longer' },
      ],
    },
  },
  async play({ canvasElement }) {
    const drawing = canvasElement.querySelector('svg')?.getBoundingClientRect();
    const labels = [...canvasElement.querySelectorAll('[data-edge] text')];
    await expect(labels).toHaveLength(4);
    for (const label of labels) {
      const { left, right } = label.getBoundingClientRect();
      await expect(left).toBeGreaterThan(drawing?.left ?? 0);
      await expect(right).toBeLessThan(drawing?.right ?? 0);
    }
  },
};
