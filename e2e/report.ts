// In: a page. Out: the report page on it, as a person finds its parts.
// Knows nothing of what the model says.

import type { Locator, Page } from '@playwright/test';
import { pagesUrl } from './servers.js';
import type { Model } from './test.js';

export interface ReportPage {
  readonly title: Locator;
  readonly items: Locator;
  readonly body: Locator;
  readonly status: Locator;
  readonly alert: Locator;
  readonly topic: Locator;
  /** Presses the button of that name. */
  readonly press: (name: 'Run' | 'Stop' | 'Try again' | 'Report') => Promise<void>;
}

/** Opens the report page for what `model` will say; the `foreign` one asks a route made with the AI SDK. */
export async function openReport(
  page: Page,
  { topic }: Model,
  name: 'report' | 'foreign' = 'report',
): Promise<ReportPage> {
  await page.goto(`${pagesUrl}/?page=${name}&topic=${topic}`);
  return {
    title: page.getByRole('heading'),
    items: page.getByRole('listitem'),
    body: page.getByTestId('body'),
    status: page.getByRole('status'),
    alert: page.getByRole('alert'),
    topic: page.getByLabel('Topic'),
    press: (name) => page.getByRole('button', { name, exact: true }).click(),
  };
}

/** A whole report in pieces: after the first, the title is half there; after the fifth, the body. */
export const reportPieces = [
  '{"title":"Tea in the',
  ' afternoon","score":9',
  ',"items":["warm","ca',
  'lm"],"body":"Pour',
  ' slowly',
  '."}',
];
