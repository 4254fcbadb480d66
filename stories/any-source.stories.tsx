// In: one answer, four sources that bring it. Out: four cards that fill in alike.
// Knows nothing of how the sources are made.

import type { Meta, StoryObj } from '@storybook/react-vite';
import type { InstantTransport } from 'fieldwise/client';
import { useInstantStream } from 'fieldwise/react';
import { useContext, useMemo } from 'react';
import { expect, fireEvent, within } from 'storybook/test';
import { z } from 'zod';
import { createSources, type Speech } from './support/foreign-sources.js';
import { fieldWith, runIs } from './support/play.js';
import { paceControls } from './support/script.js';
import { Bone } from './support/skeleton.js';
import { DeliveryContext } from './support/use-scripted-fetch.js';

const Tide = z.object({ title: z.string(), metres: z.number(), places: z.array(z.string()) });
const ANSWER: z.infer<typeof Tide> = {
  title: 'Where the sea goes furthest',
  metres: 16.3,
  places: ['Bay of Fundy', 'Bristol Channel', 'Mont-Saint-Michel'],
};

interface CardProps {
  readonly id: string;
  readonly name: string;
  readonly transport: InstantTransport<Speech>;
  readonly speech: Speech;
}

function Card({ id, name, transport, speech }: CardProps) {
  const tide = useInstantStream({ transport, schema: Tide, input: speech, id: `${id} ${name}` });
  return (
    <section className="stage" aria-label={name}>
      <div className="stage-answer">
        <h2 className="label">{name}</h2>
        <tide.Text
          path="title"
          as="h3"
          className="title caret"
          pending={<Bone label="On its way" />}
        />
        <p>
          Range: <tide.Field path="metres" pending={<Bone width="4ch" />} /> m
        </p>
        <tide.List path="places" as="ul" className="tags" aria-label="Places">
          {(place) => <tide.Field path={place.path} as="li" className="tag" />}
        </tide.List>
      </div>
      <footer className="stage-controls">
        <p role="status" className="status" data-run={tide.status}>
          {tide.error ? `error: ${tide.error.code}` : tide.status}
        </p>
      </footer>
    </section>
  );
}

type Pace = Omit<Speech, 'text'>;

function AnySource({ id, chunkSize, delayMs }: Pace & { readonly id: string }) {
  const speech = useMemo(
    () => ({ text: JSON.stringify(ANSWER), chunkSize, delayMs }),
    [chunkSize, delayMs],
  );
  const delivery = useContext(DeliveryContext);
  const sources = useMemo(
    () => Object.entries(createSources(speech, delivery)),
    [speech, delivery],
  );
  return (
    <div className="sources">
      {sources.map(([name, transport]) => (
        <Card key={name} {...{ id, name, transport, speech }} />
      ))}
    </div>
  );
}

const { chunkSize, delayMs } = paceControls;

const meta = {
  title: 'Any source',
  tags: ['!autodocs'],
  args: { chunkSize: 3, delayMs: 30 },
  argTypes: { ...(chunkSize && { chunkSize }), ...(delayMs && { delayMs }) },
  render: (pace, { id }) => <AnySource id={id} {...pace} />,
} satisfies Meta<Pace>;

export default meta;
type Story = StoryObj<Pace>;

/** A route made for `useObject`, an AI SDK UI message stream, a generator in the page, a recording: one answer. */
export const OneAnswerFourSources: Story = {
  async play({ canvasElement }) {
    const cards = within(canvasElement).getAllByRole('region');
    await expect(cards.map((card) => card.getAttribute('aria-label'))).toEqual([
      'useObject route',
      'UI message stream',
      'Generator',
      'Recording',
    ]);
    for (const card of cards) await fieldWith(card, 'title', 'complete');
    for (const card of cards) {
      await runIs(card, 'complete');
      const shown = within(card);
      await expect(shown.getByRole('heading', { level: 3 })).toHaveTextContent(ANSWER.title);
      await expect(shown.getByText('16.3')).toBeVisible();
      const places = shown.getAllByRole('listitem').map(({ textContent }) => textContent);
      await expect(places).toEqual(ANSWER.places);
    }
  },
};

/** Travelled in together, by the controls of the toolbar: the same place of four sources. */
export const AtOnePlace: Story = {
  globals: { answer: 'travel' },
  async play({ canvasElement }) {
    const cards = within(canvasElement)
      .getAllByRole('region')
      .filter((region) => region.querySelector('[data-run]'));
    await expect(cards).toHaveLength(4);
    for (const card of cards) await runIs(card, 'complete');
    await fireEvent.change(within(canvasElement).getByRole('slider', { name: 'Pieces' }), {
      target: { value: 6 },
    });
    for (const card of cards) {
      await fieldWith(card, 'title', 'streaming');
      await expect(within(card).getByRole('heading', { level: 3 })).toHaveTextContent(
        'Where the sea',
      );
    }
    await fireEvent.click(
      within(canvasElement).getByRole('button', { name: 'Cut the network here' }),
    );
    for (const [index, card] of cards.entries())
      await runIs(card, index < 2 ? 'error' : 'streaming');
    await fireEvent.change(within(canvasElement).getByRole('slider', { name: 'Pieces' }), {
      target: { value: 8 },
    });
    for (const card of cards) await runIs(card, 'streaming');
  },
};
