// In: a scripted log that is longer than its box. Out: a list whose lines wait while they are scrolled out of sight.
// Above it the last line stands once more, in sight, so that one sees how far the model is.
// Knows nothing of how sight is found out.

import type { Meta, StoryObj } from '@storybook/react-vite';
import { StructuredField, StructuredList, VisibleFirst } from 'fieldwise/react';
import type { VisibleFirstProps } from 'fieldwise/react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { z } from 'zod';
import { fieldWith, runIs, textIs } from './support/play.js';
import { paceControls } from './support/script.js';
import type { Pace } from './support/script.js';
import { Stage } from './support/stage.js';

const Log = z.object({ lines: z.array(z.string()) });
const COUNT = 60;
const SO_FAR = `The last line goes on ${'and on '.repeat(60)}to where the model stops`;
const LAST = `${SO_FAR} for a while, and nobody has scrolled down to it yet.`;
const TEXT = JSON.stringify({
  lines: [...Array.from({ length: COUNT - 1 }, (_, index) => `Tide number ${index + 1}`), LAST],
});
const NEAR_END = TEXT.indexOf(' yet');
const lastPath = `lines[${COUNT - 1}]`;

type Args = Pick<VisibleFirstProps, 'rootMargin' | 'throttleMs'> & Pace;

const meta = {
  title: 'VisibleFirst',
  component: VisibleFirst,
  args: {
    delayMs: 10,
    chunkSize: 8,
    ending: 'complete',
    pauseAfter: NEAR_END,
    rootMargin: '50%',
    throttleMs: Infinity,
  },
  parameters: {
    docs: {
      description: {
        component:
          'What is in it waits while it is off the screen, so that what is on the screen is rendered first. It follows when the browser has time, at once when it is scrolled near, and with everything else when the run ends.',
      },
    },
  },
  argTypes: {
    ...paceControls,
    rootMargin: { control: 'text' },
    throttleMs: { control: { type: 'number', min: 0 } },
  },
  render: ({ rootMargin, throttleMs, ...pace }, { id }) => (
    <Stage id={id} schema={Log} script={{ text: TEXT, ...pace }}>
      <p className="prose">
        In sight: <StructuredField path={lastPath} as="b" />
      </p>
      <section
        aria-label="Lines"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by the keyboard
        tabIndex={0}
        style={{ overflowY: 'auto', blockSize: 200 }}
      >
        <StructuredList path="lines" as="ol">
          {(line) => (
            <VisibleFirst as="li" rootMargin={rootMargin} throttleMs={throttleMs}>
              <StructuredField path={line.path} />
            </VisibleFirst>
          )}
        </StructuredList>
      </section>
    </Stage>
  ),
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

/** The line in the list, and not the one above it. */
async function lastInList(canvasElement: HTMLElement): Promise<HTMLElement> {
  const list = within(canvasElement).getByRole('region', { name: 'Lines' });
  return fieldWith(list, lastPath, 'streaming');
}

/** The model is nearly through; the last line, out of sight, has not followed. Scrolled to, it is up to date at once. */
export const ScrolledTo: Story = {
  async play({ canvas, canvasElement }) {
    await textIs(await fieldWith(canvasElement, lastPath, 'streaming'), SO_FAR);
    const last = await lastInList(canvasElement);
    await expect(last).not.toHaveTextContent(SO_FAR);
    const list = canvas.getByRole('region', { name: 'Lines' });
    list.scrollTop = list.scrollHeight;
    await waitFor(() => expect(last).toHaveTextContent(SO_FAR));
  },
};

/** Nobody scrolls down; the last line follows when it has rested and the browser has time. */
export const Unseen: Story = {
  args: { throttleMs: 100 },
  async play({ canvas, canvasElement }) {
    const last = await lastInList(canvasElement);
    await textIs(last, SO_FAR);
    await expect(canvas.getByRole('region', { name: 'Lines' }).scrollTop).toBe(0);
  },
};

/** The run ends: every line is what it is, seen or not. */
export const Ended: Story = {
  async play({ canvas, canvasElement }) {
    await textIs(await fieldWith(canvasElement, lastPath, 'streaming'), SO_FAR);
    const last = await lastInList(canvasElement);
    await expect(last).not.toHaveTextContent(SO_FAR);
    await userEvent.click(canvas.getByRole('button', { name: 'Stop' }));
    await runIs(canvasElement, 'stopped');
    await expect(last).toHaveTextContent(SO_FAR);
    await expect(last).toHaveAttribute('data-status', 'incomplete');
  },
};
