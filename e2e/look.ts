// In: nothing. Out: what every picture of the playground goes by: its sizes, how far two may differ, and an answer that is whole.
// Knows nothing of what is looked at.

import { expect } from '@playwright/test';
import { run, type Workbench } from './workbench.js';

/** The sizes of a page that is looked at, in its own pixels. */
export const viewports = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const;

/** The font is pinned, whatever the machine has; a part that is lost, or lit wrongly, is more than that. */
export const TOLERANCE = { maxDiffPixelRatio: 0.01, threshold: 0.3 } as const;

/** Lets the answer come at once, and waits for its end. */
export async function complete({ status, choose, button }: Workbench): Promise<void> {
  await choose('No delay');
  await button(run).click();
  await expect(status).toContainText('fit the schema');
}
