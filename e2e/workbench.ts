// In: a page. Out: the playground on it, as a person finds its parts.
// Knows nothing of what the recipes answer.

import type { Locator, Page } from '@playwright/test';
import { faults } from '../playground/shared/settings.js';

export interface Workbench {
  readonly answer: Locator;
  /** The line that says where the run stands. */
  readonly status: Locator;
  readonly events: Locator;
  /** The waterfall of the devtools. */
  readonly timeline: Locator;
  /** Shows another view of the devtools. */
  readonly view: (name: 'Waterfall' | 'Events' | 'Tree') => Promise<void>;
  /** What screen readers are told, once, when a run is over. */
  readonly announced: Locator;
  /** What is said of a run that failed. */
  readonly error: Locator;
  /** One of the run's figures: what is written under that name. */
  readonly figure: (name: string) => Locator;
  readonly button: (name: RegExp) => Locator;
  /** Chooses a setting, by its label. */
  readonly choose: (label: string) => Promise<void>;
  /** Chooses what is wrong with the answer, by its labels, and nothing else. */
  readonly spoil: (...labels: string[]) => Promise<void>;
}

/** Opens the playground at a recipe. */
export async function openWorkbench(page: Page, recipe: string): Promise<Workbench> {
  await page.goto(`/#/${recipe}`);
  // They record from the moment they are there.
  await page.getByRole('region', { name: 'Fieldwise devtools' }).waitFor();
  return {
    answer: page.getByRole('region', { name: /^Answer:/ }),
    status: page.locator('.status-line'),
    events: page.getByRole('grid', { name: 'Events in order' }),
    timeline: page.getByRole('grid', { name: 'Fields in the order they began' }),
    view: (name) => page.getByRole('tab', { name }).click(),
    announced: page.locator('.sr-only[role=status]'),
    error: page.locator('.status-error'),
    figure: (name) => page.locator('.figure', { hasText: name }).locator('dd'),
    button: (name) => page.getByRole('button', { name }),
    choose: (label) => page.getByRole('radio', { name: label, exact: true }).check(),
    async spoil(...labels) {
      for (const { label } of Object.values(faults))
        await page
          .getByRole('checkbox', { name: label, exact: true })
          .setChecked(labels.includes(label));
    },
  };
}

export const run = /^Run/;
export const restart = /^Restart/;
export const stop = /^Stop/;
export const cut = /^Cut/;
