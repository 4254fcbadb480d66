// In: a story's canvas. Out: what play functions look for and wait for in it.
// Knows nothing of which story it is.

import { expect, waitFor } from 'storybook/test';

/** Long enough for the slowest story at its own pace on a busy machine. */
export const PATIENCE = { timeout: 20_000 };

/** The element that shows a field, once it has that status. */
export async function fieldWith(
  canvas: HTMLElement,
  path: string,
  status: string,
): Promise<HTMLElement> {
  return waitFor(() => {
    const element = canvas.querySelector<HTMLElement>(`[data-field="${path}"]`);
    if (!element) throw new Error(`No element shows ${path}.`);
    void expect(element).toHaveAttribute('data-status', status);
    return element;
  }, PATIENCE);
}

/** Waits for the run to be where a play function needs it. */
export async function runIs(canvas: HTMLElement, status: string): Promise<void> {
  await waitFor(
    () => expect(canvas.querySelector('[role=status]')).toHaveAttribute('data-run', status),
    PATIENCE,
  );
}

/** Waits for text to arrive. */
export async function textIs(element: HTMLElement, text: string): Promise<void> {
  await waitFor(() => expect(element).toHaveTextContent(text), PATIENCE);
}
