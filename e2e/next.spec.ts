import { expect, test } from '@playwright/test';
import { nextUrl } from './servers.js';

for (const runtime of ['Node', 'Edge']) {
  test(`the ${runtime} route of the Next.js app fills the page field by field`, async ({
    page,
  }) => {
    await page.goto(nextUrl);
    await page.getByRole('radio', { name: runtime }).check();
    await page.getByRole('button', { name: 'Ask' }).click();

    await expect(page.getByRole('heading', { name: 'Leek and potato soup' })).toBeVisible();
    await expect(page.getByText('35 minutes')).toBeVisible();
    await expect(page.getByRole('status')).toHaveText('streaming');
    const steps = page.getByRole('listitem').filter({ hasText: /Soften|Add|Blend/ });
    await expect(steps).toHaveCount(0);

    await expect(page.getByRole('listitem').filter({ hasText: 'leeks' }).first()).toBeVisible();
    await expect(steps).toHaveCount(3);
    await expect(page.getByRole('status')).toHaveText('complete');
  });
}
