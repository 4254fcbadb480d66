import { recipes } from '../playground/recipes/index.js';
import { expect, test } from './test.js';
import { openWorkbench, run } from './workbench.js';

test('what was cut off says so, to the eye and to a screen reader', async ({ page }) => {
  const { answer, status, timeline, choose, spoil, button } = await openWorkbench(page, 'brief');
  await choose('No delay');
  await spoil('Truncated');
  await button(run).click();
  await expect(status).toContainText('stopped at its limit');
  const items = answer.getByRole('listitem');
  await expect(items.last().locator('[data-status=incomplete]').last()).toBeVisible();
  expect(await items.last().ariaSnapshot()).toContain('cut off');
  expect(await answer.getByRole('heading').ariaSnapshot()).not.toContain('cut off');

  await expect(timeline.getByRole('row').last()).toContainText('cut off');
  await expect(timeline.getByRole('row').nth(2)).toContainText(/title.*done/);
});

const unfinished = '[data-status=incomplete], [data-status=missing]';

test('a cut answer holds no skeleton, and what was not sent is quieter than what was', async ({
  page,
}) => {
  const { answer, status, choose, spoil, button } = await openWorkbench(page, 'brief');
  await choose('No delay');
  for (const fault of ['Truncated', 'Model dies']) {
    await spoil(fault);
    for (const { title } of recipes) {
      await page.getByRole('link', { name: title }).click();
      await expect(answer).toHaveAccessibleName(`Answer: ${title}`);
      await button(run).click();
      await expect(status).toContainText('kept');
      await expect(answer.locator('.bone, .tile-ghost')).toHaveCount(0);
      await expect(answer.locator(unfinished).first()).toBeAttached();
      const weights = await answer
        .locator(':is(.text, .value)[data-status=missing]')
        .evaluateAll((fields) => fields.map((field) => getComputedStyle(field).fontWeight));
      expect(weights.filter((weight) => weight !== '400')).toEqual([]);
    }
  }
});

test('the buttons stay in reach while the answer scrolls', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const { status, choose, spoil, button } = await openWorkbench(page, 'article');
  await choose('No delay');
  await spoil('Truncated');
  await button(run).click();
  await expect(status).toContainText('stopped at its limit');
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight / 2));
  await expect(page.locator('.prompt')).not.toBeInViewport();
  await expect(button(run)).toBeInViewport({ ratio: 1 });
  const covered = await page.locator('.controls').evaluate((bar) => {
    const { bottom } = bar.getBoundingClientRect();
    return bottom / window.innerHeight;
  });
  expect(covered).toBeLessThan(0.25);
});

test('on a phone the line that says how it went stays in sight', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const { status, button } = await openWorkbench(page, 'article');
  await page.locator('.settings-summary').click();
  await page.getByRole('radio', { name: 'No delay' }).check();
  await page.getByRole('checkbox', { name: 'Truncated' }).check();
  await button(run).click();
  await expect(status).toContainText('stopped at its limit');
  await page.evaluate(() => window.scrollTo(0, 2200));
  await expect(page.locator('.prompt')).not.toBeInViewport();
  await expect(status).toBeInViewport({ ratio: 1 });
  await expect(button(run)).toBeInViewport({ ratio: 1 });
});
