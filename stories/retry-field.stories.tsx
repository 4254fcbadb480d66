// In: a scripted answer with a field that does not fit. Out: that field asked for anew, by its reader or by the run itself.
// Knows nothing of how a second answer is read.

import type { Meta, StoryObj } from '@storybook/react-vite';
import type { FieldSnapshot } from 'fieldwise/client';
import { StructuredField, StructuredList } from 'fieldwise/react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { z } from 'zod';
import { fieldWith, runIs, textIs } from './support/play.js';
import { calmly, paceControls } from './support/script.js';
import type { Pace } from './support/script.js';
import { Bone } from './support/skeleton.js';
import { Stage } from './support/stage.js';

const Reading = z.object({
  title: z.string(),
  metres: z.number().max(20),
  moons: z.array(z.string().max(6)),
});
const WRONG = { title: 'High water', metres: 482, moons: ['new', 'first quarter', 'full'] };
const RIGHT = { title: 'Another title', metres: 4.82, moons: ['new', 'first', 'full'] };

/** Always there, so that whoever pressed it keeps the focus; pressed again, it asks again. */
function AskAgain({ field }: { readonly field: FieldSnapshot }) {
  const { path, isRetrying, error, retry } = field;
  return (
    <>
      <button type="button" aria-busy={isRetrying} onClick={() => void retry()}>
        Ask again for {path}
      </button>
      <small aria-live="polite" className={error && 'issue'}>
        {isRetrying ? `${path} is asked for anew` : error?.code}
      </small>
    </>
  );
}

type Args = Pace & {
  readonly text: string;
  readonly again: string;
  readonly answer: 'keep' | 'drop' | 'retry' | 'stop';
};

const meta = {
  title: 'One field anew',
  args: {
    ...calmly,
    text: JSON.stringify(WRONG),
    again: JSON.stringify(RIGHT),
    answer: 'keep',
  },
  argTypes: {
    ...paceControls,
    text: { control: 'text' },
    again: { description: 'What the model says the second time.', control: 'text' },
    answer: {
      description: 'What `onInvalid` says to every field that does not fit.',
      control: 'inline-radio',
      options: ['keep', 'drop', 'retry', 'stop'],
    },
  },
  parameters: {
    docs: {
      description: {
        component:
          'A field that does not fit its schema can be kept, taken out or asked for anew. The second answer is read for that field alone; the rest stays as it is and does not render.',
      },
    },
  },
  render: ({ answer, ...script }, { id }) => (
    <Stage id={id} schema={Reading} script={script} onInvalid={() => answer}>
      <StructuredField path="title" as="h1" className="title value" pending={<Bone />} />
      <StructuredField path="metres" as="div" pending={<Bone width="6ch" />}>
        {(field) => (
          <>
            <p>
              {Number(field.value ?? 0)} metres
              <small className="issue">{field.issues[0]?.message}</small>
            </p>
            <AskAgain field={field} />
          </>
        )}
      </StructuredField>
      <StructuredList path="moons" as="ul">
        {(moon) => <StructuredField path={moon.path} as="li" missing="taken out" />}
      </StructuredList>
    </Stage>
  ),
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

const askForMetres = (canvas: HTMLElement) =>
  within(canvas).getByRole('button', { name: 'Ask again for metres' });

/** The reader asks for one field anew, by keyboard: it is shown in its place, and nothing else changes. */
export const ByItsReader: Story = {
  args: { text: JSON.stringify({ ...WRONG, moons: RIGHT.moons }) },
  async play({ canvasElement }) {
    await runIs(canvasElement, 'error');
    const metres = await fieldWith(canvasElement, 'metres', 'invalid');
    await textIs(metres, 'Too big');
    askForMetres(canvasElement).focus();
    await userEvent.keyboard('{Enter}');
    await fieldWith(canvasElement, 'metres', 'complete');
    await textIs(metres, '4.82 metres');
    await expect(askForMetres(canvasElement)).toHaveFocus();
    await expect(await fieldWith(canvasElement, 'title', 'complete')).toHaveTextContent(
      'High water',
    );
    await runIs(canvasElement, 'complete');
  },
};

/** What does not fit the second time is not taken: the field keeps what it had, and says why. */
export const WrongAgain: Story = {
  args: { again: JSON.stringify({ ...RIGHT, metres: 4820 }) },
  async play({ canvasElement }) {
    await runIs(canvasElement, 'error');
    await userEvent.click(askForMetres(canvasElement));
    const metres = await fieldWith(canvasElement, 'metres', 'pending');
    await expect(metres).toHaveAttribute('data-stand-in', 'stale');
    await expect(metres).toHaveAttribute('aria-busy', 'true');
    await fieldWith(canvasElement, 'metres', 'invalid');
    await textIs(metres, 'invalid-output');
    await expect(metres).toHaveTextContent('482 metres');
  },
};

/** `onInvalid` asks by itself, for every field that does not fit, while the rest still streams. */
export const ByTheRun: Story = {
  args: { answer: 'retry' },
  async play({ canvasElement }) {
    await runIs(canvasElement, 'complete');
    await textIs(await fieldWith(canvasElement, 'metres', 'complete'), '4.82 metres');
    await textIs(await fieldWith(canvasElement, 'moons[1]', 'complete'), 'first');
    await textIs(await fieldWith(canvasElement, 'title', 'complete'), 'High water');
  },
};

/** `drop` takes an item out; when the answer is whole, the list closes up. */
export const TakenOut: Story = {
  args: { answer: 'drop', text: JSON.stringify({ ...WRONG, metres: 4.82 }) },
  async play({ canvasElement }) {
    await runIs(canvasElement, 'complete');
    const items = () => [...canvasElement.querySelectorAll('li')].map((item) => item.textContent);
    await waitFor(() => expect(items()).toEqual(['new', 'full']));
  },
};
