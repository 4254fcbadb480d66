// In: recorded responses. Out: every component that shows a field, in every state a field and its run can be in.
// Knows nothing of how a state is come to.

import type { Meta, StoryObj } from '@storybook/react-vite';
import { StructuredMarkdown } from 'fieldwise/markdown';
import { StructuredForm, StructuredObject } from 'fieldwise/object';
import {
  FieldBoundary,
  StreamAnnouncer,
  StructuredField,
  StructuredList,
  StructuredText,
  VisibleFirst,
} from 'fieldwise/react';
import { expect, waitFor, within } from 'storybook/test';
import { EveryState, expectEveryState, type EveryStateProps } from './support/every-state.js';
import { PATIENCE } from './support/play.js';
import { Bone, Bones } from './support/skeleton.js';
import { subjects } from './support/states.js';

type Args = Omit<EveryStateProps, 'id'>;

const { schema } = subjects.tide;
const NOTE = subjects.tide.answer.note;

const absent = <span className="absent">left out</span>;

const meta = {
  title: 'Every state',
  // Eight answers that are held at eight places.
  globals: { answer: 'told' },
  args: { subject: 'tide', children: null },
  argTypes: { subject: { control: false }, children: { control: false } },
  parameters: {
    docs: {
      description: {
        component:
          'What a reader may meet, each from a recorded response of the route: a field that is awaited, that grows, that is whole, that does not fit, that was left out; an answer that was stopped, that broke off, and that is asked for a second time.',
      },
    },
  },
  render: (args, { id }) => <EveryState {...args} id={id} />,
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

/** The value as it is; slots say what is to be said instead. */
export const Field: Story = {
  args: {
    children: (
      <StructuredField path="note" as="p" pending={<Bone width="20ch" />} missing={absent} />
    ),
  },
  async play({ canvasElement, args }) {
    const shown = await expectEveryState(canvasElement, args);
    await expect(shown.get('pending')?.querySelector('.bone')).toBeVisible();
    await expect(shown.get('complete')).toHaveTextContent(NOTE);
    await expect(shown.get('missing')).toHaveTextContent('left out');
    await expect(shown.get('stopped')).toHaveTextContent('The coast turns underneath');
    await expect(shown.get('another attempt')).toHaveTextContent('attempt 2');
  },
};

/** Text that grows without React. */
export const Text: Story = {
  args: {
    children: <StructuredText path="note" as="p" pending={<Bones lines={2} />} missing={absent} />,
  },
  async play({ canvasElement, args }) {
    const shown = await expectEveryState(canvasElement, args);
    await expect(shown.get('streaming')).toHaveTextContent('The coast turns underneath');
    await expect(shown.get('missing')).toHaveTextContent('left out');
  },
};

/** Markdown; here a text without any mark is one. */
export const Markdown: Story = {
  args: {
    children: (
      <StructuredMarkdown
        path="note"
        className="markdown"
        pending={<Bones lines={2} />}
        missing={absent}
      />
    ),
  },
  async play({ canvasElement, args }) {
    const shown = await expectEveryState(canvasElement, args);
    await expect(shown.get('complete')?.querySelector('p')).toHaveTextContent(NOTE);
  },
};

/** A list: its items arrive one by one; of one that does not fit, those that came stay. */
export const List: Story = {
  args: {
    subject: 'walk',
    children: (
      <StructuredList path="stops" as="ul" pending={<li>…</li>} empty={<li>no stops</li>}>
        {(stop) => <StructuredText path={stop.path} as="li" />}
      </StructuredList>
    ),
  },
  async play({ canvasElement, args }) {
    const shown = await expectEveryState(canvasElement, args);
    const itemsOf = (state: 'complete' | 'streaming') =>
      shown.get(state)?.querySelectorAll('li').length;
    await expect([itemsOf('streaming'), itemsOf('complete')]).toEqual([
      2,
      subjects.walk.answer.stops.length,
    ]);
  },
};

/** A whole answer from its schema: what is optional and was left out is not shown. */
export const Whole: Story = {
  args: { children: <StructuredObject className="object" schema={schema} /> },
  async play({ canvasElement, args }) {
    await expectEveryState(canvasElement, { ...args, hides: ['missing'] });
  },
};

/** A form: whatever became of the answer, it can be filled in. */
export const Form: Story = {
  args: {
    children: (state) => (
      <StructuredForm
        className="object-form"
        schema={schema}
        aria-label={`Tide, ${state}`}
        onSubmit={() => undefined}
      />
    ),
  },
  async play({ canvasElement, args }) {
    const shown = await expectEveryState(canvasElement, args);
    for (const cell of shown.values())
      await expect(within(cell).getByLabelText('Note')).toBeEnabled();
  },
};

/** In a boundary, and only as far as it is in sight: what shows the field is the same. */
export const Around: Story = {
  args: {
    children: (
      <FieldBoundary path="note" fallback={() => null}>
        <VisibleFirst>
          <StructuredField path="note" as="p" pending={<Bone width="20ch" />} missing={absent} />
        </VisibleFirst>
      </FieldBoundary>
    ),
  },
  async play({ canvasElement, args }) {
    await expectEveryState(canvasElement, args);
  },
};

/** What is said to those who do not see it: how a field ended, and nothing while it is open. */
export const Announced: Story = {
  args: {
    children: (
      <>
        <StructuredField path="note" as="p" pending={<Bone width="20ch" />} missing={absent} />
        <StreamAnnouncer fields={['note']} />
      </>
    ),
  },
  async play({ canvasElement }) {
    const said = (state: string) =>
      canvasElement.querySelector(`[data-state="${state}"] .stage-answer [role=status]`);
    await waitFor(() => expect(said('complete')).toHaveTextContent(NOTE), PATIENCE);
    await waitFor(() => expect(said('invalid')).toHaveTextContent('note is invalid'), PATIENCE);
    await expect(said('pending')).toBeEmptyDOMElement();
    await expect(said('streaming')).toBeEmptyDOMElement();
  },
};
