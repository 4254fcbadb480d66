// In: recorded answers. Out: components at any place of one, reached by the controls below them.
// Those of the toolbar, which every story with a scripted answer has; here they are on from the beginning.
// Knows nothing of how an answer is delivered.

import type { Meta, StoryObj } from '@storybook/react-vite';
import { StructuredObject } from 'fieldwise/object';
import { StructuredField, StructuredList, StructuredText } from 'fieldwise/react';
import { expect, fireEvent, userEvent, waitFor, within } from 'storybook/test';
import { compareAnswer } from '../playground/recipes/compare/answer.js';
import { compareSchema } from '../playground/recipes/compare/recipe.js';
import { invoiceAnswer } from '../playground/recipes/invoice/answer.js';
import { invoiceSchema } from '../playground/recipes/invoice/recipe.js';
import { fieldWith, PATIENCE, runIs } from './support/play.js';
import { calmly } from './support/script.js';
import { Bone } from './support/skeleton.js';
import { Stage } from './support/stage.js';

interface Args {
  /** Pieces that have come when the story opens; all of them, unless said. */
  readonly at?: number;
}

const CHUNK = 4;

const meta = {
  title: 'Recorded runs',
  globals: { answer: 'travel' },
  argTypes: { at: { control: false } },
  parameters: {
    docs: {
      description: {
        component:
          'A recorded answer, to be travelled in: piece by piece, back and forth, cut, and broken in the ways models break JSON. Every state of a component is a place of it. The toolbar gives the same controls to every other story.',
      },
    },
  },
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

async function goTo(canvas: HTMLElement, piece: number): Promise<void> {
  const slider = within(canvas).getByRole('slider', { name: 'Pieces' });
  await fireEvent.change(slider, { target: { value: piece } });
}

/** Text, a list, numbers and booleans: forwards, and back to where it began. */
export const FieldsAndLists: Story = {
  render: ({ at }, { id }) => (
    <Stage
      id={id}
      schema={compareSchema}
      script={{
        ...calmly,
        text: compareAnswer,
        ...(at !== undefined && { pauseAfter: at * CHUNK }),
      }}
    >
      <StructuredText
        path="title"
        as="h2"
        className="title"
        pending={<Bone label="On its way" />}
      />
      <StructuredList path="options" as="ul" pending={<Bone />}>
        {(option) => (
          <li>
            <StructuredText path={option.at('name')} />{' '}
            <StructuredField path={option.at('hours')} pending={<Bone width="3ch" />} /> h
          </li>
        )}
      </StructuredList>
      <StructuredText path="because" as="p" className="prose" pending={<Bone />} />
    </Stage>
  ),
  async play({ canvasElement }) {
    await runIs(canvasElement, 'complete');
    await fieldWith(canvasElement, 'because', 'complete');
    await goTo(canvasElement, 5);
    await fieldWith(canvasElement, 'title', 'streaming');
    await fieldWith(canvasElement, 'because', 'pending');
    await goTo(canvasElement, 40);
    await fieldWith(canvasElement, 'title', 'complete');
    await fieldWith(canvasElement, 'options[0].hours', 'complete');
    await goTo(canvasElement, 0);
    await fieldWith(canvasElement, 'title', 'pending');
  },
};

/** The network goes half-way: what came stays, and what was open says so. */
export const NetworkCut: Story = {
  ...FieldsAndLists,
  args: { at: 20 },
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    await fieldWith(canvasElement, 'title', 'complete');
    await userEvent.click(canvas.getByRole('button', { name: 'Cut the network here' }));
    await runIs(canvasElement, 'error');
    await expect(canvas.getByRole('status')).toHaveTextContent('connection-lost');
    await fieldWith(canvasElement, 'options', 'incomplete');
    await goTo(canvasElement, 22);
    await runIs(canvasElement, 'streaming');
  },
};

/** A story that expects what the schema promised, and gets something else: it says so, and the controls are still there. */
export const FailingStory: Story = {
  render: (_, { id }) => (
    <Stage id={id} schema={compareSchema} script={{ ...calmly, text: compareAnswer }}>
      <StructuredField path="options[1].hours" pending={<Bone width="3ch" />}>
        {({ value }) => <p data-testid="hours">{(value as number).toFixed(1)}</p>}
      </StructuredField>
    </Stage>
  ),
  async play({ canvas, canvasElement }) {
    await runIs(canvasElement, 'complete');
    await userEvent.click(canvas.getByRole('checkbox', { name: 'Wrong types' }));
    await expect(await canvas.findByRole('alert', {}, PATIENCE)).toHaveTextContent('toFixed');
    await userEvent.click(canvas.getByRole('checkbox', { name: 'Wrong types' }));
    await runIs(canvasElement, 'complete');
    await expect(canvas.getByTestId('hours')).toHaveTextContent(/\d\.\d/);
  },
};

/** A fence, prose, thinking, keys without quotes and commas too many: the same answer, and types that are wrong are told. */
export const BrokenAnswer: Story = {
  render: (_, { id }) => (
    <Stage id={id} schema={invoiceSchema} script={{ ...calmly, text: invoiceAnswer }}>
      <StructuredObject className="object" schema={invoiceSchema} />
    </Stage>
  ),
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    await runIs(canvasElement, 'complete');
    const answer = canvasElement.querySelector('.object');
    const clean = answer?.textContent;
    await expect(clean).toContain('Falz & Faden');
    for (const name of ['Fenced', 'Prose', 'Thinking', 'No quotes', 'Commas'])
      await userEvent.click(canvas.getByRole('checkbox', { name }));
    await waitFor(() => expect(answer?.textContent).toBe(clean), PATIENCE);
    await runIs(canvasElement, 'complete');
    await userEvent.click(canvas.getByRole('checkbox', { name: 'Wrong types' }));
    await runIs(canvasElement, 'error');
    await fieldWith(canvasElement, 'number', 'invalid');
  },
};

/** Played, and paused, by keyboard alone. */
export const Played: Story = {
  ...FieldsAndLists,
  args: { at: 0 },
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'Speed' }), '8');
    await fireEvent.change(canvas.getByRole('slider', { name: 'Chunk size' }), {
      target: { value: 40 },
    });
    canvas.getByRole('button', { name: 'Play' }).focus();
    await userEvent.keyboard('{Enter}');
    await runIs(canvasElement, 'complete');
    await waitFor(
      () => expect(canvas.getByRole('button', { name: 'Play' })).toHaveFocus(),
      PATIENCE,
    );
  },
};
