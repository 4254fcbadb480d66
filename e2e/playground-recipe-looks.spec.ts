import type { Locator, Page } from '@playwright/test';
import type { RecipeId } from '../playground/recipes/index.js';
import { complete, TOLERANCE, viewports } from './look.js';
import { pinFont } from './pinned-font.js';
import { expect, test } from './test.js';
import { cut, openWorkbench, run, type Workbench } from './workbench.js';

/** Light where there is room, dark where there is little. */
const devices = {
  desktop: { colorScheme: 'light', viewport: viewports.desktop },
  phone: { colorScheme: 'dark', viewport: viewports.phone },
} as const;

/** How much of a part is kept, in pixels of the page: it fits between the bars, and in a small file. */
const TALLEST = 540;

/** What is looked at: its recipe, how it comes to look like that, and the part of the page that is kept. */
const looks: Readonly<
  Record<string, readonly [recipe: RecipeId, Reach, part: string, tallest?: number]>
> = {
  travel: ['travel', complete, '.answer'],
  product: ['product', complete, '.answer'],
  invoice: ['invoice', complete, '.answer'],
  // Text is what a picture holds most bytes of.
  article: ['article', complete, '.answer', 380],
  booking: ['booking', complete, '.answer'],
  elements: ['elements', complete, '.answer', 470],
  cut: ['travel', lost, '.stage'],
  race: ['invoice', raced, '.race'],
};

type Reach = (workbench: Workbench, page: Page) => Promise<void>;

/** The first block is there as a whole, and the second is more than a second away. */
async function lost({ answer, status, choose, button }: Workbench): Promise<void> {
  await choose('Slow');
  await choose('Block');
  await button(run).click();
  await answer.getByText('Lisbon').waitFor();
  await button(cut).click();
  await expect(status).toContainText('The connection was lost');
}

/** With one number in the place of all that no two races have in common. */
async function raced({ choose }: Workbench, page: Page): Promise<void> {
  await choose('No delay');
  await page.getByText('Race it against').click();
  await expect(page.locator('.race-figures[data-done=true]')).toHaveCount(2);
  await page.locator('.race-figures dd, .race-count').evaluateAll((counts) => {
    for (const { firstChild } of counts) if (firstChild) firstChild.nodeValue = '8';
  });
}

/** The part from its top, between what stays at the top of the page and what stays at its bottom. */
async function clipOf(part: Locator, tallest: number) {
  const box = await part.evaluate((element) => {
    window.scrollTo(0, window.scrollY + element.getBoundingClientRect().top - 200);
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x, y, width, height };
  });
  return { ...box, height: Math.min(box.height, tallest) };
}

for (const [device, { colorScheme, viewport }] of Object.entries(devices)) {
  test.describe(`in ${colorScheme} on a ${device}`, () => {
    test.use({ colorScheme, viewport, contextOptions: { reducedMotion: 'reduce' } });

    for (const [look, [recipe, reach, part, tallest = TALLEST]] of Object.entries(looks)) {
      test(`${look} looks as it did`, async ({ page }) => {
        const workbench = await openWorkbench(page, recipe);
        await pinFont(page);
        if (device === 'phone') await page.locator('.settings-summary').click();
        await reach(workbench, page);
        if (device === 'phone') await page.locator('.settings-summary').click();
        const clip = await clipOf(page.locator(part), tallest);
        const options = {
          ...TOLERANCE,
          clip,
          mask: [page.locator('.figures')],
          maskColor: '#808890',
        };
        await expect(page).toHaveScreenshot(`${look}-${device}-${colorScheme}.png`, options);
      });
    }
  });
}
