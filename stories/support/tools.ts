// In: a story's canvas. Out: the devtools in it, as play functions look at them and choose in them.
// Knows nothing of which story it is.

import { expect, userEvent, waitFor, within } from 'storybook/test';
import { PATIENCE } from './play.js';

/** What is in the shadow root, found as what is in an element. */
export async function toolsIn(canvas: HTMLElement) {
  const root = await waitFor(() => {
    const found = canvas.querySelector('[data-fieldwise-devtools]')?.shadowRoot;
    if (!found?.querySelector('button')) throw new Error('There are no devtools yet.');
    return found;
  }, PATIENCE);
  return within(root as unknown as HTMLElement);
}

type Tools = Awaited<ReturnType<typeof toolsIn>>;

export function table(tools: Tools): HTMLElement {
  return tools.queryByRole('treegrid') ?? tools.getByRole('grid');
}

/** The cells of the chosen row. */
export function chosenCells(tools: Tools): string[] {
  const row = table(tools).querySelector('[aria-selected=true]');
  return [...(row?.children ?? [])].map((cell) => cell.textContent);
}

export async function chooseTab(tools: Tools, name: string): Promise<void> {
  tools.getByRole('tab', { selected: true }).focus();
  const names = tools.getAllByRole('tab').map(({ textContent }) => textContent);
  await userEvent.keyboard(`{Home}${'{ArrowRight}'.repeat(names.indexOf(name))}`);
  await expect(tools.getByRole('tab', { selected: true })).toHaveTextContent(name);
}
