import type { Locator, Page } from '@playwright/test';
import { complete, TOLERANCE, viewports } from './look.js';
import { pinFont } from './pinned-font.js';
import { expect, test } from './test.js';
import { openWorkbench, run, type Workbench } from './workbench.js';

/** Seen from the top of the page, or of a part of it. */
const states: Readonly<Record<string, readonly [page: string, reach: Reach, top?: string]>> = {
  complete: ['compare', complete],
  generated: ['invoice', generated],
  invalid: ['brief', invalid],
  own: ['own', complete],
  workflow: ['workflow', approved, '.workflow-graph'],
  findings: ['workflow', approved, '.tasks'],
};

type Reach = (workbench: Workbench, page: Page) => Promise<void>;

async function generated(workbench: Workbench): Promise<void> {
  await workbench.choose('From the schema');
  await complete(workbench);
}

async function invalid({ status, choose, spoil, button }: Workbench): Promise<void> {
  await choose('No delay');
  await spoil('Wrong types');
  await button(run).click();
  await expect(status).toContainText('2 invalid');
}

async function approved({ status, choose, button }: Workbench, page: Page): Promise<void> {
  await choose('No delay');
  await page.getByRole('checkbox', { name: 'A task fails' }).check();
  await button(run).click();
  await button(/^Approve/).click();
  await expect(status).toContainText('the report is written');
}

/** What no two runs have in common: times, and what the devtools draw of them. */
function timesOn(page: Page): Locator[] {
  const names = ['figures', 'inspector', 'model', 'time-gain', 'time-rows'];
  return names.map((name) => page.locator(`.${name}`));
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [device, viewport] of Object.entries(viewports)) {
    test.describe(`in ${colorScheme} on a ${device}`, () => {
      test.use({ colorScheme, viewport, contextOptions: { reducedMotion: 'reduce' } });

      for (const [state, [at, reach, top = 'body']] of Object.entries(states)) {
        test(`${state} looks as it did`, async ({ page }) => {
          const workbench = await openWorkbench(page, at);
          await pinFont(page);
          if (device === 'phone') await page.locator('.settings-summary').click();
          await reach(workbench, page);
          if (device === 'phone') await page.locator('.settings-summary').click();
          // Below what stays at the top.
          await page.locator(top).evaluate((element) => {
            const { top } = element.getBoundingClientRect();
            window.scrollTo(0, window.scrollY + top - 200);
          });
          const options = { ...TOLERANCE, mask: timesOn(page), maskColor: '#808890' };
          await expect(page).toHaveScreenshot(`${state}-${device}-${colorScheme}.png`, options);
        });
      }
    });
  }
}
