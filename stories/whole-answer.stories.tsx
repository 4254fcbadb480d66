// In: a scripted answer with every kind of field. Out: a page of it, filling in field by field.
// The one story about how the components live together.

import type { Meta, StoryObj } from '@storybook/react-vite';
import { StructuredField, StructuredList, StructuredText } from 'fieldwise/react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { z } from 'zod';
import { fieldWith, runIs } from './support/play.js';
import { calmly, paceControls } from './support/script.js';
import type { Pace } from './support/script.js';
import { Bone, Bones } from './support/skeleton.js';
import { Stage } from './support/stage.js';

const Recipe = z.object({
  title: z.string(),
  summary: z.string(),
  serves: z.number(),
  minutes: z.number(),
  vegetarian: z.boolean(),
  steps: z.array(z.object({ title: z.string(), body: z.string(), tools: z.array(z.string()) })),
});

const ANSWER: z.infer<typeof Recipe> = {
  title: 'Leeks under ash',
  summary:
    'Whole leeks charred black in the embers and opened at the table. The outside burns so that the inside can steam; nothing else is done to them.',
  serves: 4,
  minutes: 50,
  vegetarian: true,
  steps: [
    {
      title: 'Burn down a fire',
      body: 'Hardwood, two armfuls, until the flames are gone and the embers are grey.',
      tools: ['Grate', 'Shovel'],
    },
    {
      title: 'Bury the leeks',
      body: 'Lay them flat, unpeeled, and cover them. Turn once, after ten minutes.',
      tools: ['Tongs'],
    },
    {
      title: 'Open and dress',
      body: 'Split each one lengthwise, lift out the soft heart, and give it oil, salt and lemon.',
      tools: ['Knife', 'Warm plate'],
    },
  ],
};
const TEXT = JSON.stringify(ANSWER);

function RecipePage() {
  return (
    <article className="stage-answer whole">
      <StructuredText
        path="title"
        as="h1"
        className="title caret"
        pending={<Bone width="12ch" label="The title is on its way" />}
      />
      <StructuredText path="summary" as="p" className="prose caret" pending={<Bones lines={2} />} />
      <dl className="facts">
        <div>
          <dt>Serves</dt>
          <StructuredField path="serves" as="dd" pending={<Bone width="2ch" />} />
        </div>
        <div>
          <dt>Time</dt>
          <StructuredField path="minutes" as="dd" pending={<Bone width="5ch" />} missing="not said">
            {(field) => `${String(field.value)} min`}
          </StructuredField>
        </div>
        <div>
          <dt>Meat</dt>
          <StructuredField
            path="vegetarian"
            as="dd"
            pending={<Bone width="3ch" />}
            missing="not said"
          >
            {(field) => (field.value === true ? 'none' : 'some')}
          </StructuredField>
        </div>
      </dl>
      <StructuredList path="steps" as="ol" className="steps" pending={<Bones lines={3} />}>
        {(step) => (
          <li className="step">
            <StructuredText
              path={step.at('title')}
              as="h2"
              className="caret"
              pending={<Bone label="A step is on its way" />}
            />
            <StructuredText
              path={step.at('body')}
              as="p"
              className="caret"
              pending={<Bones lines={1} />}
            />
            <StructuredList path={step.at('tools')} as="ul" className="tags">
              {(tool) => <StructuredField path={tool.path} as="li" className="tag" />}
            </StructuredList>
          </li>
        )}
      </StructuredList>
    </article>
  );
}

const meta = {
  title: 'Whole answer',
  component: RecipePage,
  tags: ['!autodocs'],
  args: { ...calmly, delayMs: 15 },
  argTypes: paceControls,
  render: (pace, { id }) => (
    <Stage id={id} schema={Recipe} script={{ ...pace, text: TEXT }}>
      <RecipePage />
    </Stage>
  ),
} satisfies Meta<Pace>;

export default meta;
type Story = StoryObj<Pace>;

/** Every field at its own moment: text grows, numbers pop in whole, steps arrive one by one. */
export const FieldByField: Story = {
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    await expect(await canvas.findByRole('heading', { level: 1 })).toBeVisible();
    await fieldWith(canvasElement, 'title', 'complete');
    await expect(canvasElement.querySelector('[data-field=steps]')).toHaveAttribute(
      'data-status',
      'pending',
    );
    const card = canvas.getByRole('region', { name: 'Answer' });
    const { height } = card.getBoundingClientRect();
    await runIs(canvasElement, 'complete');
    await expect(card.getBoundingClientRect().height).toBe(height);
    await expect(canvas.getByRole('heading', { level: 1 })).toHaveTextContent(ANSWER.title);
    await expect(canvasElement.querySelectorAll('.step')).toHaveLength(3);
    await expect(canvasElement.querySelectorAll('.tag')).toHaveLength(5);
    await expect(canvasElement.querySelector('[aria-busy]')).toBeNull();
  },
};

/** Half an answer, held still. */
export const HalfWay: Story = {
  args: { pauseAfter: TEXT.indexOf(' until the flames') },
  async play({ canvasElement }) {
    const body = await fieldWith(canvasElement, 'steps[0].body', 'streaming');
    await waitFor(() => expect(body).toHaveTextContent('Hardwood'));
    await fieldWith(canvasElement, 'vegetarian', 'complete');
  },
};

/** Stop keeps what arrived; run again starts over. */
export const StopAndRunAgain: Story = {
  args: { chunkSize: 6 },
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    await fieldWith(canvasElement, 'minutes', 'complete');
    await userEvent.click(canvas.getByRole('button', { name: 'Stop' }));
    await runIs(canvasElement, 'stopped');
    await expect(canvas.getByRole('heading', { level: 1 })).toHaveTextContent(ANSWER.title);
    await userEvent.click(canvas.getByRole('button', { name: 'Run again' }));
    await runIs(canvasElement, 'complete');
  },
};

/** Cut off half-way: no skeleton is left behind. */
export const Truncated: Story = {
  args: { ending: 'truncated' },
  async play({ canvasElement }) {
    await runIs(canvasElement, 'error');
    await expect(canvasElement.querySelector('.bone')).toBeNull();
    await expect(canvasElement.querySelector('[aria-busy]')).toBeNull();
  },
};
