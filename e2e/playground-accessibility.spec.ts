import { violations } from './accessible.js';
import { expect, test } from './test.js';
import { openWorkbench, run, stop } from './workbench.js';

const sizes = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const;

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [device, viewport] of Object.entries(sizes)) {
    test.describe(`in ${colorScheme} on a ${device}`, () => {
      test.use({ colorScheme, viewport, reducedMotion: 'reduce' });

      test('axe finds nothing before, during and after a run', async ({ page }) => {
        const { answer, status, button } = await openWorkbench(page, 'article');
        await expect(status).toContainText('Ready');
        expect(await violations(page)).toEqual([]);
        await button(run).click();
        await expect(answer.locator('[data-status=streaming]').last()).not.toBeEmpty();
        expect(await violations(page)).toEqual([]);
        await button(stop).click();
        await expect(answer).toHaveAttribute('data-status', 'stopped');
        expect(await violations(page)).toEqual([]);
      });
    });
  }
}
