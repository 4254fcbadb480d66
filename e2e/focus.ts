// In: a page. Out: what has the focus, going there by keyboard alone, and whether the focus ever moved.
// Knows nothing of what the controls do.

import { expect, type Locator, type Page } from '@playwright/test';

declare global {
  interface Window {
    focusMoves?: number;
  }
}

/** Presses Tab until `target` has the focus, as someone without a mouse does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  const hasFocus = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 100; presses++) {
    if (await hasFocus()) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

/** Starts to count how often the focus moves; the function returned tells. */
export async function watchFocus(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    window.focusMoves = 0;
    const count = () => (window.focusMoves = (window.focusMoves ?? 0) + 1);
    document.addEventListener('focusin', count);
    document.addEventListener('focusout', count);
  });
  return () => page.evaluate(() => window.focusMoves ?? 0);
}
