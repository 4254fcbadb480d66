// In: a scripted answer with a thousand rows. Out: a list that has only the rows in sight in the document.
// What a virtualiser does, in twenty lines: it needs the elements' number, their keys and their paths.
// Knows nothing of StructuredList.

import type { Meta, StoryObj } from '@storybook/react-vite';
import { StructuredText, useElements, useFieldState } from 'fieldwise/react';
import type { ListItem } from 'fieldwise/react';
import { memo, useState } from 'react';
import { expect, fireEvent, waitFor } from 'storybook/test';
import { z } from 'zod';
import { runIs } from './support/play.js';
import { paceControls } from './support/script.js';
import type { Pace } from './support/script.js';
import { Stage } from './support/stage.js';

const Log = z.object({ rows: z.array(z.object({ name: z.string() })) });
const COUNT = 1000;
const TEXT = JSON.stringify({
  rows: Array.from({ length: COUNT }, (_, index) => ({ name: `Tide number ${index + 1}` })),
});

const ROW_PX = 32;
const IN_SIGHT = 10;
const MARGIN = 4;

const Row = memo(function Row({ item, total }: { item: ListItem; total: number }) {
  return (
    <li
      aria-posinset={item.index + 1}
      aria-setsize={total}
      style={{ position: 'absolute', insetBlockStart: item.index * ROW_PX, blockSize: ROW_PX }}
    >
      <StructuredText path={item.at('name')} />
    </li>
  );
});

function Windowed() {
  const rows = useElements('rows');
  const { isComplete, status } = useFieldState('rows');
  const [scrolled, setScrolled] = useState(0);
  const first = Math.max(0, Math.floor(scrolled / ROW_PX) - MARGIN);
  return (
    <section
      aria-label="Tides"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by the keyboard
      tabIndex={0}
      data-status={status}
      data-count={rows.length}
      style={{ overflowY: 'auto', blockSize: IN_SIGHT * ROW_PX }}
      onScroll={(event) => setScrolled(event.currentTarget.scrollTop)}
    >
      <ul style={{ position: 'relative', blockSize: rows.length * ROW_PX }}>
        {rows.slice(first, first + IN_SIGHT + 2 * MARGIN).map((item) => (
          <Row key={item.path} item={item} total={isComplete ? rows.length : -1} />
        ))}
      </ul>
    </section>
  );
}

const meta = {
  title: 'Windowed list',
  args: { delayMs: 0, chunkSize: 100, ending: 'complete' },
  argTypes: paceControls,
  render: (pace, { id }) => (
    <Stage id={id} schema={Log} script={{ text: TEXT, ...pace }}>
      <Windowed />
    </Stage>
  ),
} satisfies Meta<Pace>;

export default meta;
type Story = StoryObj<Pace>;

/** `useElements` gives a virtualiser what it needs; a thousand rows are a handful of elements. */
export const ThousandRows: Story = {
  async play({ canvas, canvasElement }) {
    const list = canvas.getByRole('region', { name: 'Tides' });
    await runIs(canvasElement, 'complete');
    await expect(list).toHaveAttribute('data-count', String(COUNT));
    await expect(list).toHaveAttribute('data-status', 'complete');
    const inDocument = () => [...list.querySelectorAll('li')].map((row) => row.textContent);
    await expect(inDocument()).toHaveLength(IN_SIGHT + 2 * MARGIN);
    list.scrollTop = list.scrollHeight;
    await fireEvent.scroll(list);
    await waitFor(() => expect(inDocument().at(-1)).toBe(`Tide number ${COUNT}`));
    await expect(inDocument()).toHaveLength(IN_SIGHT + MARGIN);
    list.scrollTop = 500 * ROW_PX;
    await fireEvent.scroll(list);
    await waitFor(() => expect(inDocument()[MARGIN]).toBe('Tide number 501'));
  },
};
