import { violations } from './accessible.js';
import { expect, test } from './test.js';
import { watchOverflow } from './watch-overflow.js';
import { openWorkbench, restart, run } from './workbench.js';

for (const width of [320, 360, 768, 1280]) {
  test(`nothing of the workflow sticks out of its card at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    const { answer, status, choose, button } = await openWorkbench(page, 'workflow');
    if (width < 760) await page.locator('.settings-summary').click();
    await choose('Fast');
    await choose('Words');
    await page.getByRole('checkbox', { name: 'A task fails' }).check();
    const overflow = await watchOverflow(answer);
    await button(run).click();
    await button(/^Change the title/).click();
    await page
      .getByLabel('Title of the report')
      .fill('Donaudampfschifffahrtsgesellschaft'.repeat(3));
    await page.keyboard.press('Enter');
    await expect(status).toContainText('under your title');
    expect(await overflow()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    for (const width of [390, 1440]) {
      test(`axe finds nothing in the workflow at any stage at ${width} px`, async ({ page }) => {
        await page.setViewportSize({ width, height: 900 });
        const { answer, status, choose, button } = await openWorkbench(page, 'workflow');
        if (width < 760) await page.locator('.settings-summary').click();
        await choose('Slow');
        await page.getByRole('checkbox', { name: 'A task fails' }).check();
        expect(await violations(page)).toEqual([]);
        await button(run).click();
        await expect(answer.locator('.finding[data-state=active]').first()).toBeAttached();
        expect(await violations(page)).toEqual([]);

        await choose('No delay');
        await button(restart).click();
        await button(/^Change the title/).click();
        await expect(status).toContainText('Waiting for you');
        expect(await violations(page)).toEqual([]);
        await button(/^Approve/).click();
        await expect(status).toContainText('Complete');
        expect(await violations(page)).toEqual([]);
      });
    }
  });
}

test('the skip link leads to the answer, and the page stays the same', async ({ page }) => {
  const { answer, status } = await openWorkbench(page, 'workflow');
  await expect(status).toContainText('Ready');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the answer' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(answer).toBeFocused();
  await expect(page).toHaveURL(/#\/workflow$/);
  await expect(answer).toHaveAccessibleName('Answer: A workflow');
});
