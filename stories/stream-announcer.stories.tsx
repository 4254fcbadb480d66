// In: scripted answers. Out: what StreamAnnouncer says of them to those who do not see them, made visible here.
// Knows nothing of what is on the screen.

import type { Meta, StoryObj } from '@storybook/react-vite';
import { StreamAnnouncer, StructuredField } from 'fieldwise/react';
import type { StreamAnnouncerProps } from 'fieldwise/react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { z } from 'zod';
import { PATIENCE, runIs } from './support/play.js';
import { calmly, paceControls } from './support/script.js';
import type { Pace } from './support/script.js';
import { Bone } from './support/skeleton.js';
import { Stage } from './support/stage.js';

const Reading = z.object({ title: z.string(), metres: z.number().max(20), note: z.string() });
const READING = { title: 'High water', metres: 4.82, note: 'Springs, two days after new moon' };

type Args = StreamAnnouncerProps & Pace & { readonly text: string };

const meta = {
  title: 'StreamAnnouncer',
  component: StreamAnnouncer,
  args: { ...calmly, text: JSON.stringify(READING) },
  argTypes: {
    ...paceControls,
    text: { control: 'text' },
    fields: { control: false },
    announce: { control: false },
    stream: { control: false },
  },
  parameters: {
    docs: {
      description: {
        component:
          'One polite live region for a whole answer: each field is told once it is final, and nothing is read out piece by piece. It is nowhere on the screen; listen with a screen reader, or look for it in the accessibility tree.',
      },
    },
  },
  render: ({ text, delayMs, chunkSize, ending, pauseAfter, ...announcer }, { id }) => (
    <Stage id={id} schema={Reading} script={{ text, delayMs, chunkSize, ending, pauseAfter }}>
      <StructuredField path="title" as="h1" className="title" pending={<Bone label="Awaited" />} />
      <StructuredField path="metres" as="p" pending={<Bone width="5ch" />} />
      <StructuredField path="note" as="p" pending={<Bone width="24ch" />} />
      <StreamAnnouncer {...announcer} />
    </Stage>
  ),
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

/** The region, which is the first of the two that tell a status: the other one is of the run. */
const regionIn = (canvas: HTMLElement) => {
  const [region] = within(canvas).getAllByRole('status');
  if (!region) throw new Error('There is no live region.');
  return region;
};

/** Everything that is said, in order. */
function listen(region: HTMLElement) {
  const said: string[] = [];
  const observer = new MutationObserver(() => {
    if (region.textContent !== '') said.push(region.textContent);
  });
  observer.observe(region, { characterData: true, childList: true, subtree: true });
  return { said, leave: () => observer.disconnect() };
}

/** Name and value of each field as it closes. */
export const EachField: Story = {
  async play({ canvasElement }) {
    const { said, leave } = listen(regionIn(canvasElement));
    await runIs(canvasElement.querySelector('footer') ?? canvasElement, 'complete');
    await waitFor(() => expect(said.join(' ')).toContain(READING.note), PATIENCE);
    leave();
    await expect(said.join(' ')).toMatch(/title: High water.*metres: 4\.82.*note: Springs/);
  },
};

/** Only what is chosen, in words of one’s own. */
export const OwnWords: Story = {
  args: { fields: ['metres'], announce: ({ value }) => `High water at ${String(value)} metres` },
  async play({ canvasElement }) {
    const { said, leave } = listen(regionIn(canvasElement));
    await runIs(canvasElement.querySelector('footer') ?? canvasElement, 'complete');
    await waitFor(() => expect(said).toEqual(['High water at 4.82 metres']), PATIENCE);
    leave();
  },
};

/** A field that does not fit is said to be invalid. */
export const Invalid: Story = {
  args: { text: JSON.stringify({ ...READING, metres: 482 }), fields: ['metres'] },
  async play({ canvasElement }) {
    await waitFor(
      () => expect(regionIn(canvasElement)).toHaveTextContent('metres is invalid'),
      PATIENCE,
    );
  },
};

/** The reader stops it: of what is not final nothing is said. */
export const Stopped: Story = {
  args: { pauseAfter: JSON.stringify(READING).indexOf(' days'), fields: ['note'] },
  async play({ canvasElement }) {
    const region = regionIn(canvasElement);
    await waitFor(() => expect(canvasElement).toHaveTextContent('Springs, two'), PATIENCE);
    await expect(region).toBeEmptyDOMElement();
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Stop' }));
    await runIs(canvasElement.querySelector('footer') ?? canvasElement, 'stopped');
    await expect(region).not.toHaveTextContent('note:');
  },
};
