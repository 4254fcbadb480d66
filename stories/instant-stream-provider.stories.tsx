// In: two scripted answers. Out: fields that name no stream, and show that of the nearest InstantStreamProvider.
// Knows nothing of what a field looks like.

import type { Meta, StoryObj } from '@storybook/react-vite';
import {
  InstantStreamProvider,
  StructuredField,
  StructuredText,
  useInstantStream,
} from 'fieldwise/react';
import type { InstantStreamProviderProps } from 'fieldwise/react';
import { expect, within } from 'storybook/test';
import { z } from 'zod';
import { runIs } from './support/play.js';
import { calmly, paceControls } from './support/script.js';
import type { Pace } from './support/script.js';
import { Bone } from './support/skeleton.js';
import { useScriptedFetch } from './support/use-scripted-fetch.js';

const Tide = z.object({ place: z.string(), metres: z.number() });
type Tide = z.infer<typeof Tide>;

const TIDES: readonly Tide[] = [
  { place: 'Bay of Fundy', metres: 16.3 },
  { place: 'Bristol Channel', metres: 14.7 },
];

/** Written before it is known whose answer it shows. */
function Card() {
  return (
    <div className="stage-answer">
      <StructuredText path="place" as="h2" className="title" pending={<Bone label="A place" />} />
      <p>
        <StructuredField path="metres" pending={<Bone width="4ch" />} /> m
      </p>
    </div>
  );
}

function Answer({ id, tide, ...pace }: Pace & { readonly id: string; readonly tide: Tide }) {
  const fetch = useScriptedFetch(Tide);
  const input = { ...pace, text: JSON.stringify(tide) };
  const stream = useInstantStream({ api: '/api/tide', fetch, schema: Tide, input, id });
  return (
    <section className="stage" aria-label={tide.place}>
      <InstantStreamProvider stream={stream}>
        <Card />
      </InstantStreamProvider>
      <footer className="stage-controls">
        <p role="status" className="status" data-run={stream.status}>
          {stream.status}
        </p>
      </footer>
    </section>
  );
}

type Args = InstantStreamProviderProps & Pace;

const meta = {
  title: 'InstantStreamProvider',
  component: InstantStreamProvider,
  args: calmly,
  argTypes: { ...paceControls, stream: { control: false }, children: { control: false } },
  parameters: {
    docs: {
      description: {
        component:
          'Gives every field below it the stream to read, so that none has to name it. It renders no element, and nothing again while fields arrive.',
      },
    },
  },
  render: ({ delayMs, chunkSize, ending, pauseAfter }, { id }) => (
    <div className="sources">
      {TIDES.map((tide) => (
        <Answer
          key={tide.place}
          {...{ delayMs, chunkSize, ending, pauseAfter, tide }}
          id={`${id} ${tide.place}`}
        />
      ))}
    </div>
  ),
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

/** One component, twice on the page, each showing the answer around it. */
export const NearestStream: Story = {
  async play({ canvasElement }) {
    for (const { place, metres } of TIDES) {
      const card = within(canvasElement).getByRole('region', { name: place });
      await runIs(card, 'complete');
      await expect(within(card).getByRole('heading')).toHaveTextContent(place);
      await expect(card).toHaveTextContent(`${metres} m`);
    }
  },
};
