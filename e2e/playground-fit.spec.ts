import { recipes } from '../playground/recipes/index.js';
import { expect, test } from './test.js';
import { watchOverflow } from './watch-overflow.js';
import { openWorkbench, run } from './workbench.js';

for (const width of [320, 390, 768, 1280]) {
  test(`nothing sticks out of the card from the first skeleton to the last field at ${width} px`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    const { answer, status, choose, button } = await openWorkbench(page, 'brief');
    if (width < 760) await page.locator('.settings-summary').click();
    await choose('Fast');
    await choose('Words');
    for (const { title } of recipes) {
      await page.getByRole('link', { name: title }).click();
      await expect(answer).toHaveAccessibleName(`Answer: ${title}`);
      const overflow = await watchOverflow(answer);
      await button(run).click();
      await expect(status).toContainText('fit the schema');
      expect(await overflow(), title).toEqual([]);
      const pageWidth = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(pageWidth, title).toBe(width);
    }
  });
}
