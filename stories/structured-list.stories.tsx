// In: a scripted answer with a list. Out: StructuredList in each state a list can be in.
// Knows nothing of single fields' states.

import type { Meta, StoryObj } from '@storybook/react-vite';
import { leastItems } from 'fieldwise';
import { StructuredField, StructuredList } from 'fieldwise/react';
import type { ListItem, StructuredListProps } from 'fieldwise/react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { z } from 'zod';
import { fieldWith, runIs } from './support/play.js';
import { calmly, paceControls } from './support/script.js';
import type { Pace } from './support/script.js';
import { Bone } from './support/skeleton.js';
import { Stage } from './support/stage.js';

const Stops = z.object({
  stops: z.array(z.object({ name: z.string(), note: z.string(), minutes: z.number() })),
});
const STOPS: z.infer<typeof Stops> = {
  stops: [
    { name: 'Old quay', note: 'Fish market until noon', minutes: 25 },
    { name: 'Signal hill', note: 'Stairs on the east side are closed', minutes: 40 },
    { name: 'Glass house', note: 'Ring twice; the keeper is deaf', minutes: 30 },
    { name: 'Lower weir', note: 'Best an hour before high water', minutes: 15 },
  ],
};
const TEXT = JSON.stringify(STOPS);

const row = (item: ListItem) => (
  <li className="row">
    <StructuredField path={item.at('name')} className="row-name value" pending={<Bone />} />
    <StructuredField
      path={item.at('note')}
      className="row-note value"
      pending={<Bone width="24ch" />}
    />
    <span className="row-figure">
      <StructuredField path={item.at('minutes')} pending={<Bone width="5ch" />}>
        {(field) => (field.isComplete ? `${String(field.value)} min` : null)}
      </StructuredField>
    </span>
  </li>
);

const ghost = (
  <li className="row">
    <Bone />
  </li>
);

type Args = StructuredListProps & Pace;

const meta = {
  title: 'StructuredList',
  component: StructuredList,
  args: {
    ...calmly,
    delayMs: 20,
    path: 'stops',
    as: 'ul',
    className: 'rows',
    children: row,
    pending: ghost,
    empty: <li className="row absent">No stops on this walk</li>,
  },
  parameters: {
    docs: {
      description: {
        component:
          'The items of an array as they arrive. The list renders when an item begins and when the array is final; what happens inside an item renders only the fields that show it.',
      },
    },
  },
  argTypes: {
    ...paceControls,
    path: { control: false },
    as: { control: 'inline-radio', options: ['ul', 'ol'] },
    children: { control: false },
    pending: { control: false },
    skeleton: { control: false },
    skeletonCount: { control: 'number' },
    empty: { control: false },
    stream: { control: false },
  },
  render: ({ delayMs, chunkSize, ending, pauseAfter, ...list }, { id }) => (
    <Stage id={id} schema={Stops} script={{ text: TEXT, delayMs, chunkSize, ending, pauseAfter }}>
      <StructuredList {...list} />
    </Stage>
  ),
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

const rowsOf = (canvas: HTMLElement) => canvas.querySelectorAll('[data-field="stops"] > .row');

/** Before the first item begins, `pending` stands in for the rows. */
export const Pending: Story = {
  args: { pauseAfter: 0 },
  async play({ canvasElement }) {
    const list = await fieldWith(canvasElement, 'stops', 'pending');
    await expect(list).toHaveAttribute('aria-busy', 'true');
    await expect(list.querySelectorAll('.bone')).toHaveLength(1);
  },
};

/** `skeleton` draws the places of items that have not begun; the schema knows how many there will be at least. */
export const Skeletons: Story = {
  args: {
    pauseAfter: TEXT.indexOf(' are closed'),
    skeleton: () => ghost,
    skeletonCount: leastItems(z.object({ stops: Stops.shape.stops.min(4) }), 'stops'),
  },
  async play({ canvasElement }) {
    const list = await fieldWith(canvasElement, 'stops', 'pending');
    await expect(list.querySelectorAll('.bone')).toHaveLength(4);
    await fieldWith(canvasElement, 'stops[1].note', 'streaming');
    await expect(rowsOf(canvasElement)).toHaveLength(4);
    await expect(rowsOf(canvasElement)[2]).toHaveTextContent('');
  },
};

/** A row appears when its item begins; each of its fields arrives on its own. */
export const Streaming: Story = {
  args: { pauseAfter: TEXT.indexOf(' are closed') },
  async play({ canvasElement }) {
    const note = await fieldWith(canvasElement, 'stops[1].note', 'streaming');
    await waitFor(() => expect(note).toHaveTextContent('Stairs on the east side'));
    await expect(rowsOf(canvasElement)).toHaveLength(2);
    await expect(await fieldWith(canvasElement, 'stops[0].name', 'complete')).toHaveTextContent(
      'Old quay',
    );
    await fieldWith(canvasElement, 'stops', 'streaming');
  },
};

/** Every row is the same element from its first byte to its last. */
export const Complete: Story = {
  async play({ canvasElement }) {
    await fieldWith(canvasElement, 'stops[0].name', 'complete');
    const [first] = rowsOf(canvasElement);
    const list = await fieldWith(canvasElement, 'stops', 'complete');
    await expect(list).not.toHaveAttribute('aria-busy');
    await expect(rowsOf(canvasElement)).toHaveLength(4);
    await expect(rowsOf(canvasElement)[0]).toBe(first);
    await expect(first).toHaveTextContent('Old quayFish market until noon25 min');
  },
};

/** A list that is final and has no item shows `empty`; while one may still come, `pending`. */
export const Empty: Story = {
  render: ({ delayMs, chunkSize, ending, pauseAfter, ...list }, { id }) => (
    <Stage
      id={id}
      schema={Stops}
      script={{ text: '{"stops":[]}', delayMs, chunkSize, ending, pauseAfter }}
    >
      <StructuredList {...list} />
    </Stage>
  ),
  async play({ canvasElement }) {
    const list = await fieldWith(canvasElement, 'stops', 'complete');
    await expect(list).toHaveTextContent('No stops on this walk');
  },
};

/** The answer is cut off: finished rows stay, the one it broke in shows what it has, nothing is busy. */
export const Truncated: Story = {
  args: { ending: 'truncated' },
  async play({ canvasElement }) {
    await runIs(canvasElement, 'error');
    await fieldWith(canvasElement, 'stops', 'incomplete');
    await expect(rowsOf(canvasElement)).toHaveLength(3);
    await expect(canvasElement.querySelector('[aria-busy]')).toBeNull();
    await expect(canvasElement.querySelector('[data-field] .bone')).toBeNull();
  },
};

/** The model fails: the rows that arrived stay. */
export const Failed: Story = {
  args: { ending: 'error' },
  async play({ canvasElement }) {
    await runIs(canvasElement, 'error');
    await expect(rowsOf(canvasElement).length).toBeGreaterThan(1);
  },
};

/** Reset empties the list; running again fills it anew. */
export const Reset: Story = {
  args: { delayMs: 10 },
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    await fieldWith(canvasElement, 'stops', 'complete');
    await userEvent.click(canvas.getByRole('button', { name: 'Reset' }));
    await fieldWith(canvasElement, 'stops', 'pending');
    await expect(canvasElement).not.toHaveTextContent('Old quay');
    await userEvent.click(canvas.getByRole('button', { name: 'Run again' }));
    await fieldWith(canvasElement, 'stops', 'complete');
    await expect(rowsOf(canvasElement)).toHaveLength(4);
  },
};
