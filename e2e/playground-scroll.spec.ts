import type { Page } from '@playwright/test';
import { expect, test } from './test.js';
import { openWorkbench, restart, run } from './workbench.js';

test.use({ viewport: { width: 1280, height: 640 } });

const scrollTop = (page: Page) => page.evaluate(() => window.scrollY);
const isOnScreen = (page: Page, selector: string) =>
  page.locator(selector).evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= window.innerHeight;
  });

/** Waits until the run has brought so many more events. */
async function moreEvents(page: Page, count: number): Promise<void> {
  const figure = page.locator('.figure', { hasText: 'Events' }).locator('dd');
  const seen = async () => Number((await figure.innerText()).replaceAll(/\D/g, ''));
  const before = await seen();
  await expect.poll(seen).toBeGreaterThan(before + count);
}

test('the page follows what is written, leaves a reader who scrolls up alone, and follows again from the end', async ({
  page,
}) => {
  const { answer, status, choose, button } = await openWorkbench(page, 'article');
  await choose('Typical');
  await button(run).click();
  await expect.poll(() => scrollTop(page)).toBeGreaterThan(200);

  await answer.hover();
  await page.mouse.wheel(0, -150);
  await moreEvents(page, 30);
  const held = await scrollTop(page);
  // Some paragraphs, and few enough of them that a slow machine sees the page follow again before the answer ends.
  await moreEvents(page, 100);
  expect(await scrollTop(page)).toBe(held);

  await page.mouse.wheel(0, 4000);
  await expect.poll(() => scrollTop(page)).toBeGreaterThan(held);
  const resumed = await scrollTop(page);
  await expect.poll(() => scrollTop(page)).toBeGreaterThan(resumed);
  await expect(status).toContainText('Streaming');
});

test('values that appear whole are followed as texts are', async ({ page }) => {
  const { status, choose, button } = await openWorkbench(page, 'product');
  await choose('Typical');
  await button(run).click();
  await expect(
    page.locator('[data-field=weightGrams][data-status=complete]').first(),
  ).toBeAttached();
  await expect.poll(() => scrollTop(page)).toBeGreaterThan(100);
  await expect(status).toContainText('Streaming');
});

test('keys scroll as a wheel does: Home holds the page at its beginning', async ({ page }) => {
  const { choose, button } = await openWorkbench(page, 'article');
  await choose('Typical');
  await button(run).click();
  await expect.poll(() => scrollTop(page)).toBeGreaterThan(200);
  await page.keyboard.press('Home');
  await expect.poll(() => scrollTop(page)).toBe(0);
  await moreEvents(page, 100);
  expect(await scrollTop(page)).toBe(0);
});

test('a run, a restart and another prompt each begin at the top of the answer', async ({
  page,
}) => {
  const { status, choose, button } = await openWorkbench(page, 'article');
  const goToEnd = async () => {
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await expect.poll(() => scrollTop(page)).toBeGreaterThan(100);
  };
  await choose('No delay');
  await button(run).click();
  await expect(status).toContainText('fit the schema');

  await goToEnd();
  await choose('Slow');
  await page.keyboard.press('Control+Enter');
  await expect(button(restart)).toBeVisible();
  expect(await isOnScreen(page, '.prompt')).toBe(true);

  await goToEnd();
  await button(restart).click();
  expect(await isOnScreen(page, '.prompt')).toBe(true);

  await goToEnd();
  await page.getByRole('link', { name: 'A list of fifty' }).click();
  const prompt = page.locator('.prompt', { hasText: 'List the first fifty' });
  await expect(prompt).toBeInViewport({ ratio: 1 });
});

test('a panel at its end stays there when the window changes its size', async ({ page }) => {
  const { status, choose, button, events, view } = await openWorkbench(page, 'article');
  await choose('No delay');
  await button(run).click();
  await expect(status).toContainText('fit the schema');
  await view('Events');
  await events.press('End');
  const last = events.getByRole('row').filter({ hasText: 'complete' });
  await expect(last).toBeInViewport({ ratio: 0.9 });
  for (const height of [1100, 560, 640]) {
    await page.setViewportSize({ width: 1280, height });
    await expect(last).toBeInViewport({ ratio: 0.9 });
  }
});
