// In: scripted answers, one after another. Out: a conversation of them, in which every answer is kept as a turn.
// Knows nothing of what a field looks like.

import type { Meta, StoryObj } from '@storybook/react-vite';
import { StructuredText, useInstantTurns } from 'fieldwise/react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { z } from 'zod';
import { runIs } from './support/play.js';
import { calmly, paceControls } from './support/script.js';
import type { Pace, Script } from './support/script.js';
import { useScriptedFetch } from './support/use-scripted-fetch.js';

const Place = z.object({ name: z.string(), note: z.string() });
type Place = z.infer<typeof Place>;

const PLACES: readonly Place[] = [
  { name: 'Skerry', note: 'Bare rock that the tide covers.' },
  { name: 'Holm', note: 'Grass enough for a few sheep.' },
  { name: 'Voe', note: 'A long arm of the sea.' },
];

function Conversation({ id, ...pace }: Pace & { readonly id: string }) {
  const fetch = useScriptedFetch(Place);
  const { turns, submit, clear, stream } = useInstantTurns<Place, Script>({
    api: '/api/place',
    fetch,
    schema: Place,
    id,
  });
  const text = JSON.stringify(PLACES[turns.length % PLACES.length]);
  return (
    <section className="stage" aria-label="Conversation">
      <ol className="stage-answer">
        {turns.map((turn) => (
          <li key={turn.index} data-turn={turn.status}>
            <StructuredText path="name" stream={turn} as="h2" className="title" pending="…" />
            <StructuredText path="note" stream={turn} as="p" className="prose" />
          </li>
        ))}
      </ol>
      <footer className="stage-controls">
        <p role="status" className="status" data-run={stream.status}>
          {stream.status}
        </p>
        <button type="button" onClick={() => void submit({ ...pace, text })}>
          Next place
        </button>
        <button type="button" onClick={clear}>
          Start over
        </button>
      </footer>
    </section>
  );
}

const meta = {
  title: 'useInstantTurns',
  tags: ['!autodocs'],
  args: { ...calmly, delayMs: 10 },
  argTypes: paceControls,
  render: ({ delayMs, chunkSize, ending }, { id }) => (
    <Conversation {...{ id, delayMs, chunkSize, ending }} />
  ),
} satisfies Meta<Pace>;

export default meta;
type Story = StoryObj<Pace>;

/** Every answer is kept as a turn; the last one grows. */
export const Turns: Story = {
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    const next = () => userEvent.click(canvas.getByRole('button', { name: 'Next place' }));
    const turns = () =>
      [...canvasElement.querySelectorAll<HTMLElement>('[data-turn]')].map(
        ({ dataset }) => dataset['turn'],
      );
    await next();
    await runIs(canvasElement, 'complete');
    await next();
    await runIs(canvasElement, 'streaming');
    await next();
    await runIs(canvasElement, 'complete');
    await waitFor(() => expect(turns()).toEqual(['complete', 'stopped', 'complete']));
    const names = [...canvasElement.querySelectorAll('h2')].map(({ textContent }) => textContent);
    await expect(names[0]).toBe('Skerry');
    await expect(names[2]).toBe('Voe');
    await userEvent.click(canvas.getByRole('button', { name: 'Start over' }));
    await waitFor(() => expect(turns()).toEqual([]));
  },
};
