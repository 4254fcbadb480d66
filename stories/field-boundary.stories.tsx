// In: a scripted answer. Out: FieldBoundary around a field that cannot be had, and around a renderer that throws.
// Knows nothing of how the boundary knows the last good value.

import type { Meta, StoryObj } from '@storybook/react-vite';
import { FieldBoundary, StructuredField, useFieldValue } from 'fieldwise/react';
import type { FieldBoundaryProps, FieldFailure } from 'fieldwise/react';
import { Suspense } from 'react';
import { expect, userEvent, waitFor } from 'storybook/test';
import { z } from 'zod';
import { fieldWith, runIs } from './support/play.js';
import { calmly, paceControls } from './support/script.js';
import type { Pace } from './support/script.js';
import { Bone } from './support/skeleton.js';
import { Stage } from './support/stage.js';

const Reading = z.object({ title: z.string(), metres: z.number().max(20), note: z.string() });
const GOOD = { title: 'High water', metres: 4.82, note: 'Springs, two days after new moon' };
const GOOD_TEXT = JSON.stringify(GOOD);

function Metres() {
  return <p data-testid="metres">{useFieldValue<number>('metres')?.toFixed(1)} metres</p>;
}

const fallback = ({ error, value, retry }: FieldFailure) => (
  <p role="alert" className="issue">
    {error instanceof Error && 'code' in error ? String(error.code) : 'failed'}
    {value !== undefined && `, last: ${JSON.stringify(value)}`}{' '}
    <button type="button" onClick={retry}>
      Try again
    </button>
  </p>
);

type Args = Pick<FieldBoundaryProps, 'path' | 'fallback' | 'children'> &
  Pace & { readonly text: string };

const meta = {
  title: 'FieldBoundary',
  component: FieldBoundary,
  args: {
    ...calmly,
    text: GOOD_TEXT,
    path: 'metres',
    fallback,
    children: (
      <Suspense fallback={<Bone width="5ch" />}>
        <Metres />
      </Suspense>
    ),
  },
  argTypes: {
    ...paceControls,
    text: { control: 'text' },
    path: { control: false },
    fallback: { control: false },
    children: { control: false },
  },
  render: ({ delayMs, chunkSize, ending, pauseAfter, text, ...boundary }, { id }) => (
    <Stage id={id} schema={Reading} script={{ text, delayMs, chunkSize, ending, pauseAfter }}>
      <StructuredField path="title" as="h1" className="title value" pending={<Bone />} />
      <FieldBoundary {...boundary} />
      <StructuredField path="note" as="p" pending={<Bone width="24ch" />} />
    </Stage>
  ),
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

/** Nothing was thrown: the boundary is not there. */
export const Fine: Story = {
  async play({ canvas, canvasElement }) {
    await runIs(canvasElement, 'complete');
    await expect(canvas.getByTestId('metres')).toHaveTextContent('4.8 metres');
  },
};

/** The schema refuses one field: its place says so, and the rest of the answer goes on. */
export const Invalid: Story = {
  args: { text: JSON.stringify({ ...GOOD, metres: 482 }) },
  async play({ canvas, canvasElement }) {
    await expect(await canvas.findByRole('alert', {}, { timeout: 10_000 })).toHaveTextContent(
      'invalid-field',
    );
    await fieldWith(canvasElement, 'note', 'complete');
    await expect(canvas.getByRole('alert')).toBeVisible();
  },
};

/** The run is stopped before the field is there; trying again asks the model again, and the field is shown. */
export const StoppedThenRetried: Story = {
  args: { delayMs: 60 },
  async play({ canvas, canvasElement }) {
    await fieldWith(canvasElement, 'title', 'streaming');
    await userEvent.click(canvas.getByRole('button', { name: 'Stop' }));
    await expect(await canvas.findByRole('alert')).toHaveTextContent('stopped-field');
    await userEvent.click(canvas.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(canvas.queryByRole('alert')).toBeNull());
    await runIs(canvasElement, 'complete');
    await expect(canvas.getByTestId('metres')).toHaveTextContent('4.8 metres');
  },
};

/** A renderer that cannot take a value keeps the last one that it could, until the field changes again. */
export const RendererThrows: Story = {
  args: {
    path: 'note',
    pauseAfter: GOOD_TEXT.indexOf(' days after'),
    children: (
      <StructuredField path="note">
        {({ value }) => {
          const note = typeof value === 'string' ? value : '';
          if (note.includes('two')) throw new Error('No twos here.');
          return <p>{note}</p>;
        }}
      </StructuredField>
    ),
  },
  async play({ canvas }) {
    const alert = await canvas.findByRole('alert', {}, { timeout: 10_000 });
    await expect(alert).toHaveTextContent('failed, last: "Springs');
  },
};
