// In: a scripted answer. Out: StructuredField in each state a field can be in.
// Knows nothing of lists or long text.

import type { Meta, StoryObj } from '@storybook/react-vite';
import { StructuredField } from 'fieldwise/react';
import type { StructuredFieldProps } from 'fieldwise/react';
import { expect, userEvent, within } from 'storybook/test';
import { z } from 'zod';
import { fieldWith, runIs, textIs } from './support/play.js';
import { calmly, paceControls } from './support/script.js';
import type { Pace } from './support/script.js';
import { Bone } from './support/skeleton.js';
import { Stage } from './support/stage.js';

const Reading = z.object({ title: z.string(), metres: z.number(), note: z.string().optional() });
const TITLE = 'High water at the harbour';
const TEXT = JSON.stringify({
  title: TITLE,
  metres: 4.82,
  note: 'Springs, two days after new moon',
});
const MID_TITLE = TEXT.indexOf(' at the');

type Args = StructuredFieldProps & Pace;

const meta = {
  title: 'StructuredField',
  component: StructuredField,
  args: {
    ...calmly,
    path: 'title',
    as: 'h1',
    className: 'title value',
    pending: <Bone width="16ch" label="The title is on its way" />,
    missing: <span className="absent">No title</span>,
  },
  parameters: {
    docs: {
      description: {
        component:
          'One field of the answer: a skeleton until its first byte, then its value as it grows, then its final value. It renders when that field changes and at no other time.',
      },
    },
  },
  argTypes: {
    ...paceControls,
    path: { control: 'inline-radio', options: ['title', 'metres', 'note'] },
    as: { control: 'inline-radio', options: ['h1', 'p', 'span'] },
    pending: { control: false },
    streaming: { control: false },
    complete: { control: false },
    invalid: { control: false },
    missing: { control: false },
    when: { control: 'inline-radio', options: [undefined, 'complete'] },
    children: { control: false },
    stream: { control: false },
  },
  render: ({ delayMs, chunkSize, ending, pauseAfter, ...field }, { id }) => (
    <Stage id={id} schema={Reading} script={{ text: TEXT, delayMs, chunkSize, ending, pauseAfter }}>
      <StructuredField {...field} />
    </Stage>
  ),
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

/** Before its first byte, a field shows what `pending` holds, and is busy. */
export const Pending: Story = {
  args: { pauseAfter: 0 },
  async play({ canvasElement }) {
    const title = await fieldWith(canvasElement, 'title', 'pending');
    await expect(title).toHaveAttribute('aria-busy', 'true');
    await expect(title.querySelector('.bone')).toBeVisible();
  },
};

/** A string grows in place; it is busy until the model closes it, however long the model pauses. */
export const Streaming: Story = {
  args: { pauseAfter: MID_TITLE },
  async play({ canvasElement }) {
    const title = await fieldWith(canvasElement, 'title', 'streaming');
    await textIs(title, 'High water');
    await expect(title).toHaveAttribute('aria-busy', 'true');
    await expect(title.querySelector('.bone')).toBeNull();
  },
};

/** Closed by the grammar: final, and busy no more. */
export const Complete: Story = {
  async play({ canvasElement }) {
    const title = await fieldWith(canvasElement, 'title', 'complete');
    await expect(title).toHaveTextContent(TITLE);
    await expect(title).not.toHaveAttribute('aria-busy');
    await runIs(canvasElement, 'complete');
  },
};

/** A render prop gets the value and its status. Numbers appear whole or not at all. */
export const RenderProp: Story = {
  args: {
    path: 'metres',
    as: 'p',
    children: (field) => `${Number(field.value).toFixed(1)} metres`,
  },
  async play({ canvasElement }) {
    const metres = await fieldWith(canvasElement, 'metres', 'complete');
    await expect(metres).toHaveTextContent('4.8 metres');
  },
};

/** When the run ends without the field, the skeleton gives way to `missing`. */
export const Missing: Story = {
  args: {
    path: 'note',
    ending: 'truncated',
    as: 'p',
    missing: <span className="absent">No note</span>,
  },
  async play({ canvasElement }) {
    await runIs(canvasElement, 'error');
    const note = await fieldWith(canvasElement, 'note', 'missing');
    await expect(note).toHaveTextContent('No note');
    await expect(note).not.toHaveAttribute('aria-busy');
  },
};

/** The model runs out of tokens inside the field: what arrived stays, marked `incomplete`. */
export const Truncated: Story = {
  args: { ending: 'truncated', path: 'note', as: 'p' },
  render: ({ delayMs, chunkSize, ending, pauseAfter, ...field }, { id }) => {
    const text = JSON.stringify({
      title: TITLE,
      note: 'Springs, two days after the new moon, and a gale',
    });
    const script = { text, delayMs, chunkSize, ending, pauseAfter };
    return (
      <Stage id={id} schema={Reading.partial()} script={script}>
        <StructuredField {...field} />
      </Stage>
    );
  },
  async play({ canvasElement }) {
    await runIs(canvasElement, 'error');
    const note = await fieldWith(canvasElement, 'note', 'incomplete');
    await expect(note).toHaveTextContent('Springs');
    await expect(note).not.toHaveAttribute('aria-busy');
  },
};

const Checked = z.object({
  title: z.string().max(12),
  metres: z.coerce.number(),
  note: z.enum(['Springs', 'Neaps']).default('Neaps'),
});

/** Each field is validated when it closes: one that does not fit is `invalid` and says why; the others go on. */
export const Invalid: Story = {
  args: {
    children: ({ value, issues }) => (
      <>
        {String(value)}
        <small className="issue">{issues.map(({ message }) => message).join(' ')}</small>
      </>
    ),
  },
  render: ({ delayMs, chunkSize, ending, pauseAfter, ...field }, { id }) => {
    const text = JSON.stringify({ title: TITLE, metres: '4.82' });
    const script = { text, delayMs, chunkSize, ending, pauseAfter };
    return (
      <Stage id={id} schema={Checked} script={script}>
        <StructuredField {...field} />
        <StructuredField<z.output<typeof Checked>, 'metres'> path="metres" as="p">
          {(metres) => metres.value?.toFixed(1)}
        </StructuredField>
        <StructuredField path="note" as="p" />
      </Stage>
    );
  },
  async play({ canvasElement }) {
    const title = await fieldWith(canvasElement, 'title', 'invalid');
    const issue = within(title).getByText(/^Too big/);
    await expect(getComputedStyle(issue).display).toBe('block');
    await textIs(await fieldWith(canvasElement, 'metres', 'complete'), '4.8');
    await textIs(await fieldWith(canvasElement, 'note', 'complete'), 'Neaps');
    await runIs(canvasElement, 'error');
  },
};

/** Slots: content, or a function of the field, for one status each. */
export const Slots: Story = {
  args: {
    pauseAfter: MID_TITLE,
    as: 'p',
    streaming: ({ value }) => <em>{String(value)} …</em>,
    complete: ({ value }) => <strong>{String(value)}</strong>,
    invalid: ({ issues }) => <small className="issue">{issues[0]?.message}</small>,
  },
  render: ({ delayMs, chunkSize, ending, pauseAfter, ...field }, { id }) => {
    const text = JSON.stringify({ metres: '4.82', note: 'Rain', title: TITLE });
    const pause = pauseAfter && text.indexOf(' at the');
    const script = { text, delayMs, chunkSize, ending, pauseAfter: pause };
    return (
      <Stage id={id} schema={Checked.extend({ title: z.string() })} script={script}>
        {['title', 'metres', 'note'].map((path) => (
          <StructuredField key={path} {...field} path={path} />
        ))}
      </Stage>
    );
  },
  async play({ canvasElement }) {
    const title = await fieldWith(canvasElement, 'title', 'streaming');
    await textIs(title, 'High');
    await expect(title.querySelector('em')).toBeVisible();
    const metres = await fieldWith(canvasElement, 'metres', 'complete');
    await expect(metres.querySelector('strong')).toHaveTextContent('4.82');
    const note = await fieldWith(canvasElement, 'note', 'invalid');
    await expect(note.querySelector('.issue')).toBeVisible();
  },
};

/** With `when="complete"` the skeleton stays until the value is whole. */
export const WhenComplete: Story = {
  args: { when: 'complete', pauseAfter: MID_TITLE },
  async play({ canvasElement }) {
    const title = await fieldWith(canvasElement, 'title', 'streaming');
    await expect(title.querySelector('.bone')).toBeVisible();
    await expect(title).not.toHaveTextContent('High');
  },
};

/** A policy in the schema’s metadata decides when a field may be shown: here by whole sentences. */
export const BySentence: Story = {
  args: { path: 'note', as: 'p' },
  render: ({ delayMs, chunkSize, ending, pauseAfter, ...field }, { id }) => {
    const schema = z.object({ note: z.string().meta({ stream: 'sentence' }) });
    const text = JSON.stringify({ note: 'High water at nine. Low water at three. Springs.' });
    const script = { text, delayMs, chunkSize, ending, pauseAfter };
    return (
      <Stage id={id} schema={schema} script={script}>
        <StructuredField {...field} />
      </Stage>
    );
  },
  async play({ canvasElement }) {
    const note = await fieldWith(canvasElement, 'note', 'streaming');
    await expect(note.textContent).toMatch(
      /^(?:High water at nine\. (?:Low water at three\. )?)?$/,
    );
    await textIs(await fieldWith(canvasElement, 'note', 'complete'), 'Springs.');
  },
};

/** The model fails after the first byte: the error is shown and what arrived stays. */
export const Failed: Story = {
  args: { ending: 'error' },
  async play({ canvasElement }) {
    await runIs(canvasElement, 'error');
    const title = await fieldWith(canvasElement, 'title', 'complete');
    await expect(title).toHaveTextContent(TITLE);
  },
};

/** Reset forgets the answer; running again fills the same field anew. */
export const Reset: Story = {
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    await fieldWith(canvasElement, 'title', 'complete');
    await userEvent.click(canvas.getByRole('button', { name: 'Reset' }));
    await runIs(canvasElement, 'idle');
    const title = await fieldWith(canvasElement, 'title', 'pending');
    await expect(title).not.toHaveTextContent(TITLE);
    await userEvent.click(canvas.getByRole('button', { name: 'Run again' }));
    await textIs(await fieldWith(canvasElement, 'title', 'complete'), TITLE);
  },
};
