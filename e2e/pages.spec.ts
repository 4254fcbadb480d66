import { expect, test } from '@playwright/test';
import { pagesUrl } from './servers.js';
import { watchText } from './watch-text.js';

test('a report arrives field by field, from the model over the route into the page', async ({
  page,
}) => {
  await page.goto(`${pagesUrl}/?page=report&id=fields`);
  await expect(page.getByRole('heading')).toHaveText('untitled');
  const shown = await watchText(page);
  await page.getByRole('button', { name: 'Run' }).click();
  await expect(page.getByRole('status')).toHaveText('complete');

  await expect(page.getByRole('heading')).toHaveText('Tea in the afternoon');
  await expect(page.getByRole('listitem')).toHaveText(['warm', 'calm']);
  await expect(page.getByText('Score: 9')).toBeVisible();
  expect(await shown()).toContainEqual(
    expect.stringMatching(/Tea in the afternoon[^]*warm[^]*Score: unknown/),
  );
});
