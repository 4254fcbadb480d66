// In: scripted answers, right and wrong, short and very long. Out: the devtools beside each, opened and walked by keyboard.
// From the door for production, because a built Storybook is one.
// Knows nothing of how runs are recorded.

import type { Meta, StoryObj } from '@storybook/react-vite';
import { InstantDevtools, InstantDevtoolsPanel } from 'fieldwise/devtools/production';
import type { InstantDevtoolsProps } from 'fieldwise/devtools/production';
import { StructuredField, StructuredList } from 'fieldwise/react';
import { expect, fireEvent, userEvent, waitFor, within } from 'storybook/test';
import { z } from 'zod';
import { PATIENCE, runIs } from './support/play.js';
import { calmly, paceControls } from './support/script.js';
import type { Pace } from './support/script.js';
import { Stage } from './support/stage.js';
import { chooseTab, chosenCells, table, toolsIn } from './support/tools.js';

const Trip = z.object({
  title: z.string(),
  price: z.number(),
  days: z.array(z.object({ place: z.string(), plan: z.string() })),
  note: z.string().optional(),
});

const TRIP = {
  title: 'Three days by the sea',
  price: 420,
  days: [
    { place: 'Svolvær', plan: 'A slow morning by the water, then over the ridge.' },
    { place: 'Henningsvær', plan: 'Rowing out to the bridge, soup in the evening.' },
    { place: 'Reine', plan: 'Up before the light, and back before the rain.' },
  ],
};
const TEXT = JSON.stringify(TRIP);

/** Some eight events each. */
const LONG = JSON.stringify({
  ...TRIP,
  days: Array.from({ length: 1400 }, (_, day) => ({ place: `Place ${day}`, plan: 'Walk on.' })),
});

interface Args extends InstantDevtoolsProps, Pace {
  readonly text: string;
  /** Renders the list as well: of a very long one there is nothing to see but the devtools. */
  readonly hasList: boolean;
}

const meta = {
  title: 'InstantDevtools',
  component: InstantDevtools,
  subcomponents: { InstantDevtoolsPanel },
  args: { ...calmly, text: TEXT, initialIsOpen: true, hasList: true },
  parameters: {
    layout: 'fullscreen',
    docs: {
      story: { inline: false, iframeHeight: 640 },
      description: {
        component:
          'What streams into the page: a waterfall of fields, the events, the answer as a tree. In a shadow root, by keyboard, absent from production.',
      },
    },
  },
  argTypes: {
    ...paceControls,
    text: { control: false },
    hasList: { control: false },
    client: { control: false },
    runs: { control: false },
    styleNonce: { control: false },
  },
  beforeEach() {
    localStorage.removeItem('fieldwise-devtools');
  },
  render: ({ text, hasList, delayMs, chunkSize, ending, pauseAfter, ...devtools }, { id }) => (
    <div style={{ paddingBlockEnd: 380 }}>
      <Stage id={id} schema={Trip} script={{ text, delayMs, chunkSize, ending, pauseAfter }}>
        <StructuredField path="title" as="h2" pending="…" />
        {hasList && (
          <StructuredList path="days" as="ul">
            {(day) => (
              <li>
                <StructuredField path={`${day.path}.place`} />
              </li>
            )}
          </StructuredList>
        )}
      </Stage>
      <InstantDevtools {...devtools} />
    </div>
  ),
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

/** While it streams: fields appear as they begin. */
export const Streaming: Story = {
  args: { pauseAfter: TEXT.indexOf(' over the ridge') },
  async play({ canvasElement }) {
    const tools = await toolsIn(canvasElement);
    await waitFor(() => expect(table(tools)).toHaveTextContent('plan'), PATIENCE);
    await expect(table(tools)).toHaveTextContent('growing');
  },
};

/** Opened from the corner, walked and closed again without a mouse. */
export const ByKeyboard: Story = {
  args: { initialIsOpen: false, delayMs: 5 },
  async play({ canvasElement }) {
    const tools = await toolsIn(canvasElement);
    await runIs(canvasElement, 'complete');
    tools.getByRole('button', { name: /^Open/ }).focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(tools.getByRole('option')).toHaveTextContent('complete'), PATIENCE);
    table(tools).focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    await expect(chosenCells(tools)[0]).toBe('title');
    await chooseTab(tools, 'Events');
    // Not typed: what simulates typing does not find into a shadow root.
    await fireEvent.input(tools.getByRole('searchbox'), { target: { value: 'days[2]' } });
    await waitFor(() => expect(table(tools)).toHaveTextContent('Reine'));
    await expect(table(tools)).not.toHaveTextContent('Svolvær');
    await chooseTab(tools, 'Tree');
    table(tools).focus();
    await userEvent.keyboard('{Home}{ArrowLeft}');
    await expect(table(tools)).toHaveAttribute('aria-rowcount', '2');
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(tools.getByRole('button', { name: /^Open/ }).matches(':focus')).toBe(true),
    );
  },
};

/** Rewound to its beginning by keys, and back: the page shows the answer as it was, and then as it is. */
export const TimeTravel: Story = {
  args: { delayMs: 5 },
  async play({ canvasElement }) {
    const tools = await toolsIn(canvasElement);
    await runIs(canvasElement, 'complete');
    // A built Storybook is a production build, in which no run can be rewound.
    if (import.meta.env.PROD) return;
    const slider = await tools.findByRole('slider', { name: /as it was/ }, PATIENCE);
    const title = () => canvasElement.querySelector('h2[data-field]')?.textContent;
    await fireEvent.input(slider, { target: { value: '0' } });
    await waitFor(() => expect(title()).toBe('…'));
    await expect(slider).toHaveAttribute('aria-valuetext', expect.stringMatching(/, 0 of \d+ ev/));
    await fireEvent.input(slider, { target: { value: slider.getAttribute('max') } });
    await waitFor(() => expect(title()).toBe(TRIP.title));
  },
};

/** Each field is outlined for a moment when its component renders; the waterfall counts how often it did. */
export const HighlightedRenders: Story = {
  async play({ canvasElement }) {
    const tools = await toolsIn(canvasElement);
    if (import.meta.env.PROD) return;
    const toggle = await tools.findByRole('button', { name: 'Highlight renders' }, PATIENCE);
    await userEvent.click(toggle);
    await expect(toggle).toHaveAttribute('aria-pressed', 'true');
    await runIs(canvasElement, 'complete');
    await waitFor(
      () => expect(within(table(tools)).getAllByRole('row')[2]).toHaveTextContent(/done\d+$/),
      PATIENCE,
    );
  },
};

/** A price that is no number: red in the waterfall, with its reason in the tree. */
export const InvalidField: Story = {
  args: { text: JSON.stringify({ ...TRIP, price: 'much' }), delayMs: 5 },
  async play({ canvasElement }) {
    const tools = await toolsIn(canvasElement);
    await runIs(canvasElement, 'error');
    await waitFor(() => expect(table(tools)).toHaveTextContent('invalid'), PATIENCE);
    await chooseTab(tools, 'Tree');
    table(tools).focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
    await expect(chosenCells(tools)[0]).toBe('price');
    await expect(tools.getByRole('region', { name: 'Chosen row' })).toHaveTextContent(
      /expected number/,
    );
  },
};

/** The model fails half-way: what had come is there, and what was open is cut off. */
export const Failed: Story = {
  args: { ending: 'error', delayMs: 5 },
  async play({ canvasElement }) {
    const tools = await toolsIn(canvasElement);
    await waitFor(() => expect(tools.getByRole('option')).toHaveTextContent('error'), PATIENCE);
    await waitFor(() => expect(table(tools)).toHaveTextContent('cut off'));
    await expect(tools.getByText('model-failed')).toBeVisible();
  },
};

/** Ten thousand events: as many rows as are seen are drawn, and the last is a key away. */
export const TenThousandEvents: Story = {
  args: { text: LONG, delayMs: 0, chunkSize: 6, hasList: false },
  async play({ canvasElement }) {
    const tools = await toolsIn(canvasElement);
    await runIs(canvasElement, 'complete');
    await chooseTab(tools, 'Events');
    await waitFor(
      () => expect(Number(table(tools).getAttribute('aria-rowcount'))).toBeGreaterThan(10_000),
      PATIENCE,
    );
    table(tools).focus();
    await userEvent.keyboard('{End}');
    await waitFor(() => expect(chosenCells(tools)[1]).toBe('end'));
    await expect(within(table(tools)).getAllByRole('row').length).toBeLessThan(80);
  },
};
