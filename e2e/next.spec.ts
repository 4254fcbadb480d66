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

test('the page of the Next.js app asks for nothing that is not there', async ({ page }) => {
  const missing: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400) missing.push(response.url());
  });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(nextUrl, { waitUntil: 'networkidle' });
  const icon = page.locator('link[rel=icon]');
  await expect(icon).toHaveAttribute('href', /^\/icon\.svg/);
  const href = (await icon.getAttribute('href')) ?? '';
  const answer = await page.request.get(new URL(href, nextUrl).href);
  expect(answer.headers()['content-type']).toContain('svg');
  expect(complaints).toEqual([]);
  expect(missing).toEqual([]);
});
