import { expect, test } from '@playwright/test';
import { nextUrl } from './servers.js';
import { watchText } from './watch-text.js';

for (const runtime of ['Node', 'Edge']) {
  test(`the ${runtime} route of the Next.js app fills the page field by field`, async ({
    page,
  }) => {
    await page.goto(nextUrl);
    const shown = await watchText(page);
    await page.getByRole('radio', { name: runtime }).check();
    await page.getByRole('button', { name: 'Ask' }).click();
    await expect(page.getByRole('status')).toHaveText('complete');

    await expect(page.getByRole('heading', { name: 'Leek and potato soup' })).toBeVisible();
    await expect(page.getByText('35 minutes')).toBeVisible();
    await expect(page.getByText('floury potatoes')).toBeVisible();
    await expect(page.getByText(/^Blend half of it/)).toBeVisible();
    const texts = await shown();
    expect(texts).toContainEqual(expect.stringMatching(/soup[^]*streaming$/));
    const without = (text: string, missing: string) =>
      text.includes('soup') && !text.includes(missing);
    expect(texts.some((text) => without(text, 'floury'))).toBe(true);
    expect(texts.some((text) => text.includes('floury') && without(text, 'Blend'))).toBe(true);
  });
}
