// In: scripted answers, one after another. Out: what the hook shows between them: debounce, replace, placeholder.
// Knows nothing of what a field looks like.

import type { Meta, StoryObj } from '@storybook/react-vite';
import { StructuredField, useInstantStream } from 'fieldwise/react';
import type { InstantStream, UseInstantStreamOptions } from 'fieldwise/react';
import { useState } from 'react';
import { expect, userEvent, within } from 'storybook/test';
import { z } from 'zod';
import { fieldWith, runIs, textIs } from './support/play.js';
import { calmly, paceControls } from './support/script.js';
import type { Pace, Script } from './support/script.js';
import { Bone } from './support/skeleton.js';
import { useScriptedFetch } from './support/use-scripted-fetch.js';

const Place = z.object({ name: z.string(), note: z.string(), tags: z.array(z.string()) });
type Place = z.infer<typeof Place>;

const PLACES: readonly Place[] = [
  { name: 'Skerry', note: 'Bare rock that the tide covers.', tags: ['rock', 'low', 'seals'] },
  { name: 'Holm', note: 'Grass enough for a few sheep.', tags: ['grass', 'sheep'] },
  { name: 'Voe', note: 'A long arm of the sea.', tags: ['water', 'deep', 'calm'] },
];
const answerTo = (index: number) => JSON.stringify(PLACES[index % PLACES.length]);

interface Args extends Pace {
  readonly refetchMode: 'reset' | 'replace';
  readonly keepsPrevious: boolean;
  readonly debounceMs: number;
}

type Options = Partial<UseInstantStreamOptions<Place, Script>>;

function usePlace(id: string, { refetchMode, keepsPrevious }: Args, options: Options) {
  const fetch = useScriptedFetch(Place);
  return useInstantStream<Place, Script>({
    api: '/api/place',
    fetch,
    schema: Place,
    id,
    refetchMode,
    ...(keepsPrevious && { placeholder: (previous) => previous }),
    ...options,
  });
}

function Card({ stream }: { readonly stream: InstantStream<Place, Script> }) {
  const { status, isStale, isPlaceholder, attempt, progress } = stream;
  const standIn = isStale ? ', stale' : isPlaceholder ? ', placeholder' : '';
  return (
    <>
      <div className="stage-answer">
        <stream.Text
          path="name"
          as="h2"
          className="title"
          pending={<Bone width="8ch" label="The name is on its way" />}
        />
        <stream.Text path="note" as="p" className="prose" pending={<Bone />} />
        <stream.List path="tags" as="ul" className="tags" pending={<Bone width="20ch" />}>
          {(tag) => <StructuredField path={tag.path} stream={stream} as="li" className="tag" />}
        </stream.List>
      </div>
      <p role="status" className="status" data-run={status}>
        {status}
        {standIn}
      </p>
      <p className="status">
        attempt {attempt}, {progress.fields} values, {progress.characters} characters
      </p>
    </>
  );
}

function Submitted({ id, ...args }: Args & { readonly id: string }) {
  const [count, setCount] = useState(0);
  const stream = usePlace(id, args, {});
  const ask = () => {
    setCount(count + 1);
    const { delayMs, chunkSize, ending, pauseAfter } = args;
    // Only a second answer pauses: the first is what it stands beside.
    const pause = count > 0 && pauseAfter !== undefined ? { pauseAfter } : {};
    void stream.submit({ text: answerTo(count), delayMs, chunkSize, ending, ...pause });
  };
  return (
    <section className="stage" aria-label="Answer">
      <Card stream={stream} />
      <footer className="stage-controls">
        <button type="button" onClick={ask}>
          Next place
        </button>
        <button type="button" disabled={!stream.isRunning} onClick={stream.stop}>
          Stop
        </button>
      </footer>
    </section>
  );
}

function Declared({ id, ...args }: Args & { readonly id: string }) {
  const [text, setText] = useState('');
  const { delayMs, chunkSize, ending, debounceMs } = args;
  const [asked, setAsked] = useState(0);
  const stream = usePlace(id, args, {
    ...(text !== '' && { input: { text: answerTo(text.length - 1), delayMs, chunkSize, ending } }),
    debounceMs,
    onEvent: (event) => {
      if (event.type === 'start' && event.path === '') setAsked((count) => count + 1);
    },
  });
  return (
    <section className="stage" aria-label="Answer">
      <label>
        Look for <input value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <Card stream={stream} />
      <p data-testid="asked">{asked} asked</p>
    </section>
  );
}

const meta = {
  title: 'useInstantStream',
  tags: ['!autodocs'],
  args: { ...calmly, delayMs: 10, refetchMode: 'reset', keepsPrevious: false, debounceMs: 0 },
  argTypes: {
    ...paceControls,
    refetchMode: { control: 'inline-radio', options: ['reset', 'replace'] },
    debounceMs: { control: { type: 'range', min: 0, max: 1000, step: 50 } },
  },
  render: (args, { id }) => <Submitted {...args} id={id} />,
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

const next = (canvas: HTMLElement) =>
  userEvent.click(within(canvas).getByRole('button', { name: 'Next place' }));

async function firstPlace(canvas: HTMLElement): Promise<void> {
  await next(canvas);
  await runIs(canvas, 'complete');
  await textIs(await fieldWith(canvas, 'name', 'complete'), 'Skerry');
}

/** The answer before is forgotten at once: every field is pending again. */
export const Reset: Story = {
  args: { pauseAfter: 0 },
  async play({ canvasElement }) {
    await firstPlace(canvasElement);
    await next(canvasElement);
    const name = await fieldWith(canvasElement, 'name', 'pending');
    await expect(name.querySelector('.bone')).toBeVisible();
  },
};

/** Each field of the answer before stays until the new one has it; list items, too. */
export const Replace: Story = {
  args: { refetchMode: 'replace', pauseAfter: answerTo(1).indexOf('for a few') },
  async play({ canvasElement }) {
    await firstPlace(canvasElement);
    await next(canvasElement);
    await textIs(await fieldWith(canvasElement, 'name', 'complete'), 'Holm');
    const tags = await fieldWith(canvasElement, 'tags', 'pending');
    await expect(tags).toHaveAttribute('data-stand-in', 'stale');
    await expect(tags).toHaveAttribute('aria-busy', 'true');
    await expect(tags.querySelectorAll('.tag')).toHaveLength(3);
    await expect(within(canvasElement).getByText('streaming, stale')).toBeVisible();
  },
};

/** What the new answer does not have again is gone at its end. */
export const ReplaceToTheEnd: Story = {
  args: { refetchMode: 'replace' },
  async play({ canvasElement }) {
    await firstPlace(canvasElement);
    await next(canvasElement);
    await textIs(await fieldWith(canvasElement, 'name', 'complete'), 'Holm');
    await runIs(canvasElement, 'complete');
    await expect(canvasElement.querySelectorAll('.tag')).toHaveLength(2);
    await expect(canvasElement.querySelector('[data-stand-in]')).toBeNull();
  },
};

/** The answer to another input stands in until the first byte. */
export const Placeholder: Story = {
  args: { keepsPrevious: true, delayMs: 40 },
  render: (args, { id }) => <Declared {...args} id={id} />,
  async play({ canvasElement }) {
    const box = within(canvasElement).getByRole('textbox');
    await userEvent.type(box, 'a');
    await runIs(canvasElement, 'complete');
    await userEvent.type(box, 'b');
    await fieldWith(canvasElement, 'name', 'pending');
    await textIs(await fieldWith(canvasElement, 'name', 'pending'), 'Skerry');
    await runIs(canvasElement, 'complete');
    await textIs(await fieldWith(canvasElement, 'name', 'complete'), 'Holm');
  },
};

/** Of a burst of inputs only the last is asked; until then what is shown stays. */
export const Debounce: Story = {
  args: { debounceMs: 250 },
  render: (args, { id }) => <Declared {...args} id={id} />,
  async play({ canvasElement }) {
    const box = within(canvasElement).getByRole('textbox');
    await userEvent.type(box, 'abc');
    await runIs(canvasElement, 'idle');
    await runIs(canvasElement, 'complete');
    await textIs(await fieldWith(canvasElement, 'name', 'complete'), 'Voe');
    await expect(within(canvasElement).getByTestId('asked')).toHaveTextContent('1 asked');
  },
};
