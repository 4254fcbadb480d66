// In: a scripted answer. Out: components that wait for their fields by Suspense, and what is shown where one never comes.
// Knows nothing of the hooks that do not suspend.

import type { Meta, StoryObj } from '@storybook/react-vite';
import { FieldBoundary, useFieldValue } from 'fieldwise/react';
import type { FieldFailure } from 'fieldwise/react';
import { Suspense } from 'react';
import { expect, fireEvent, userEvent, waitFor } from 'storybook/test';
import { PATIENCE, runIs, textIs } from './support/play.js';
import { IN_NOTE, NOTE, ofReading, TITLE, type ReadingArgs } from './support/reading.js';
import { Bone } from './support/skeleton.js';

const meta = {
  title: 'Suspended fields',
  ...ofReading,
} satisfies Meta<ReadingArgs>;

export default meta;
type Story = StoryObj<ReadingArgs>;

interface AwaitedProps {
  readonly path: string;
  readonly until?: 'start';
}

function AwaitedValue({ path, until }: AwaitedProps) {
  const value = useFieldValue(path, undefined, until && { until });
  return <p data-testid={path}>{String(value)}</p>;
}

const fallback = ({ error }: FieldFailure) => (
  <p role="alert" className="issue">
    {error instanceof Error ? error.message : 'It did not come.'}
  </p>
);

/** Of a field that cannot be had any more, the boundary says so. */
function Awaited(props: AwaitedProps) {
  return (
    <FieldBoundary path={props.path} fallback={fallback}>
      <AwaitedValue {...props} />
    </FieldBoundary>
  );
}

/** `useFieldValue`: nested Suspense boundaries are revealed as their fields arrive. */
export const Suspended: Story = {
  args: {
    pauseAfter: IN_NOTE,
    children: (
      <Suspense fallback={<Bone width="20ch" />}>
        <Awaited path="title" />
        <Suspense fallback={<Bone width="24ch" />}>
          <Awaited path="note" />
        </Suspense>
        <Suspense fallback={<Bone width="5ch" />}>
          <Awaited path="metres" />
        </Suspense>
      </Suspense>
    ),
  },
  async play({ canvas, canvasElement }) {
    await textIs(await canvas.findByTestId('title', {}, { timeout: 10_000 }), TITLE);
    await textIs(await canvas.findByTestId('metres', {}, { timeout: 10_000 }), '4.82');
    await expect(canvas.queryByTestId('note')).toBeNull();
    await expect(canvasElement.querySelectorAll('.bone')).toHaveLength(1);
  },
};

/** The network is cut before the note has come: its boundary says so, and it is awaited anew when the answer is. */
export const SuspendedAndCut: Story = {
  ...Suspended,
  globals: { answer: 'travel' },
  async play({ canvas, canvasElement }) {
    await textIs(await canvas.findByTestId('title', {}, PATIENCE), TITLE);
    await userEvent.click(canvas.getByRole('button', { name: 'Cut the network here' }));
    await runIs(canvasElement, 'error');
    await expect(await canvas.findByRole('alert', {}, PATIENCE)).toBeVisible();
    await expect(canvas.getByTestId('title')).toHaveTextContent(TITLE);
    const slider = canvas.getByRole('slider', { name: 'Pieces' });
    await fireEvent.change(slider, { target: { value: slider.getAttribute('max') } });
    await runIs(canvasElement, 'complete');
    await textIs(canvas.getByTestId('note'), NOTE);
    await expect(canvas.queryByRole('alert')).toBeNull();
  },
};

/** `useFieldValue` with `until: 'start'`: suspended until the first byte, then as it grows. */
export const SuspendedUntilStart: Story = {
  args: {
    pauseAfter: IN_NOTE,
    children: (
      <Suspense fallback={<Bone width="24ch" />}>
        <Awaited path="note" until="start" />
      </Suspense>
    ),
  },
  async play({ canvas }) {
    await textIs(await canvas.findByTestId('note', {}, { timeout: 10_000 }), 'Spr');
  },
};

/** `useFieldValue` after a restart: what was shown is suspended again. */
export const SuspendedAgain: Story = {
  args: { children: Suspended.args?.children },
  async play({ canvas, canvasElement }) {
    await runIs(canvasElement, 'complete');
    await userEvent.click(canvas.getByRole('button', { name: 'Run again' }));
    await waitFor(() => expect(canvas.getByTestId('title')).not.toBeVisible());
    await runIs(canvasElement, 'complete');
    await expect(canvas.getByTestId('note')).toHaveTextContent(NOTE);
  },
};
