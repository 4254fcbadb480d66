// In: a scripted answer with a long string. Out: StructuredText in each state a text can be in.
// Knows nothing of lists.

import type { Meta, StoryObj } from '@storybook/react-vite';
import { paceText, StreamAnnouncer, StructuredText } from 'fieldwise/react';
import type { StructuredTextProps } from 'fieldwise/react';
import { Profiler } from 'react';
import { expect, fn, userEvent, within } from 'storybook/test';
import { z } from 'zod';
import { fieldWith, runIs, textIs } from './support/play.js';
import { calmly, paceControls } from './support/script.js';
import type { Pace } from './support/script.js';
import { Bones } from './support/skeleton.js';
import { Stage } from './support/stage.js';

const Essay = z.object({ body: z.string() });
const BODY =
  'The tide does not come in. The water stands where the moon holds it, and the coast turns underneath, ' +
  'twice a day, an hour late each time. What looks like arrival is the ground going somewhere else.';
const TEXT = JSON.stringify({ body: BODY });

interface Args extends StructuredTextProps, Pace {
  /** Called at every React commit inside. */
  readonly onCommit: () => void;
}

const meta = {
  title: 'StructuredText',
  component: StructuredText,
  args: {
    ...calmly,
    delayMs: 20,
    path: 'body',
    as: 'p',
    className: 'prose caret',
    pending: <Bones lines={4} />,
    onCommit: fn(),
  },
  parameters: {
    docs: {
      description: {
        component:
          'A string that grows by appending to one DOM text node: no React render per delta, the selection stays, and nothing is announced while it is written.',
      },
    },
  },
  argTypes: {
    ...paceControls,
    path: { control: false },
    as: { control: 'inline-radio', options: ['p', 'blockquote', 'div'] },
    pending: { control: false },
    missing: { control: false },
    stream: { control: false },
    pace: { control: false },
    onCommit: { table: { disable: true } },
  },
  render: ({ delayMs, chunkSize, ending, pauseAfter, onCommit, ...text }, { id }) => (
    <Stage id={id} schema={Essay} script={{ text: TEXT, delayMs, chunkSize, ending, pauseAfter }}>
      <Profiler id="text" onRender={() => onCommit()}>
        <StructuredText {...text} />
      </Profiler>
    </Stage>
  ),
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

/** Before the first byte, the element holds what `pending` holds. */
export const Pending: Story = {
  args: { pauseAfter: 0 },
  async play({ canvasElement }) {
    const body = await fieldWith(canvasElement, 'body', 'pending');
    await expect(body).toHaveAttribute('aria-busy', 'true');
    await expect(body.querySelectorAll('.bones .bone')).toHaveLength(4);
  },
};

/** Text is appended to one DOM text node: React renders for the first byte, and not again while it grows. */
export const Streaming: Story = {
  args: { pauseAfter: TEXT.indexOf(' What looks') },
  async play({ canvasElement, args }) {
    const body = await fieldWith(canvasElement, 'body', 'streaming');
    const node = body.firstChild;
    const commits = (args.onCommit as ReturnType<typeof fn>).mock.calls.length;
    await textIs(body, 'The tide does not come in.');
    await textIs(body, 'an hour late each');
    await expect(body.childNodes).toHaveLength(1);
    await expect(body.firstChild).toBe(node);
    await expect(args.onCommit).toHaveBeenCalledTimes(commits);
  },
};

/** Final at its closing quote. */
export const Complete: Story = {
  async play({ canvasElement }) {
    const body = await fieldWith(canvasElement, 'body', 'complete');
    await expect(body).toHaveTextContent(BODY);
    await expect(body).not.toHaveAttribute('aria-busy');
  },
};

/** The answer is cut off inside the text: what arrived stays, and the page can say that it is not all. */
export const Truncated: Story = {
  args: { ending: 'truncated' },
  async play({ canvasElement }) {
    await runIs(canvasElement, 'error');
    const body = await fieldWith(canvasElement, 'body', 'incomplete');
    await expect(body).toHaveTextContent('The tide does not come in.');
    await expect(body).not.toHaveAttribute('aria-busy');
  },
};

/** The model fails inside the text. */
export const Failed: Story = {
  args: { ending: 'error' },
  async play({ canvasElement }) {
    await runIs(canvasElement, 'error');
    await fieldWith(canvasElement, 'body', 'incomplete');
    await expect(within(canvasElement).getByRole('status')).toHaveTextContent('error:');
  },
};

/** The reader stops it: the same as cut off, by choice. */
export const Stopped: Story = {
  args: { delayMs: 60 },
  async play({ canvasElement }) {
    const body = await fieldWith(canvasElement, 'body', 'streaming');
    await textIs(body, 'The tide');
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Stop' }));
    await runIs(canvasElement, 'stopped');
    await fieldWith(canvasElement, 'body', 'incomplete');
    await expect(body).toHaveTextContent('The tide');
  },
};

/** Reset empties the text; running again writes it anew. */
export const Reset: Story = {
  args: { chunkSize: 8 },
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    await fieldWith(canvasElement, 'body', 'complete');
    await userEvent.click(canvas.getByRole('button', { name: 'Reset' }));
    await expect(await fieldWith(canvasElement, 'body', 'pending')).not.toHaveTextContent('tide');
    await userEvent.click(canvas.getByRole('button', { name: 'Run again' }));
    await textIs(await fieldWith(canvasElement, 'body', 'complete'), BODY);
  },
};

const byWord = paceText('word');

/** Text that comes in large pieces, shown word by word: the pieces cannot be seen, and the end is not late. */
export const Paced: Story = {
  args: { pace: byWord, chunkSize: 60, delayMs: 300 },
  async play({ canvasElement }) {
    const body = await fieldWith(canvasElement, 'body', 'streaming');
    const seen = new Set<string>();
    const observer = new MutationObserver(() => seen.add(body.textContent));
    observer.observe(body, { characterData: true, childList: true, subtree: true });
    await fieldWith(canvasElement, 'body', 'complete');
    observer.disconnect();
    await expect(body).toHaveTextContent(BODY);
    // Four pieces came; what was seen of them is many more, and whole words each.
    await expect(seen.size).toBeGreaterThan(8);
    for (const text of seen) await expect(text === BODY || /\s$/.test(text)).toBe(true);
  },
};

/** Nothing is read out while the text grows; once it is final, one polite region says so. */
export const Announced: Story = {
  render: ({ delayMs, chunkSize, ending, pauseAfter, path, pending }, { id }) => (
    <Stage id={id} schema={Essay} script={{ text: TEXT, delayMs, chunkSize, ending, pauseAfter }}>
      <StructuredText path={path} as="p" pending={pending} />
      <StreamAnnouncer />
    </Stage>
  ),
  async play({ canvasElement }) {
    const [region] = within(canvasElement).getAllByRole('status');
    await textIs(await fieldWith(canvasElement, 'body', 'streaming'), 'The tide');
    await expect(region).toBeEmptyDOMElement();
    await fieldWith(canvasElement, 'body', 'complete');
    await expect(region).toHaveTextContent('body is complete');
  },
};
