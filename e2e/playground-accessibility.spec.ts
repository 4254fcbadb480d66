import { violations } from './accessible.js';
import { expect, test } from './test.js';
import { recipes } from '../playground/recipes/index.js';
import { openWorkbench, run, stop } from './workbench.js';

const devices = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const;

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [device, viewport] of Object.entries(devices)) {
    test.describe(`in ${colorScheme} on a ${device}`, () => {
      test.use({ colorScheme, viewport, contextOptions: { reducedMotion: 'reduce' } });

      test('axe finds nothing before, during and after a run', async ({ page }) => {
        const { answer, status, choose, button } = await openWorkbench(page, 'travel');
        await expect(status).toContainText('Ready');
        const summary = page.getByText('The model writes').first();
        if (device === 'phone') await summary.click();
        await choose('Slow');
        expect(await violations(page)).toEqual([]);

        await button(run).click();
        await expect(answer.locator('[data-status=complete]').first()).toBeAttached();
        expect(await violations(page)).toEqual([]);
        await button(stop).click();
        await expect(answer).toHaveAttribute('data-status', 'stopped');
        expect(await violations(page)).toEqual([]);

        await choose('No delay');
        await button(run).click();
        await expect(status).toContainText('fit the schema');
        expect(await violations(page)).toEqual([]);
      });
    });
  }

  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    for (const { id } of recipes) {
      test(`axe finds nothing in ${id} where it was cut off`, async ({ page }) => {
        const { status, choose, spoil, button } = await openWorkbench(page, id);
        await choose('No delay');
        await spoil('Truncated');
        await button(run).click();
        await expect(status).toContainText('stopped at its limit');
        expect(await violations(page)).toEqual([]);
      });
    }
  });
}
