// In: a page. Out: every text its main element has shown, in order.
// A spec can then say what was seen on the way, without racing the page.
// Knows nothing of what the texts mean.

import type { Page } from '@playwright/test';

declare global {
  interface Window {
    shownTexts?: string[];
  }
}

/** Starts to note what `main` shows; the function returned gives all of it so far. */
export async function watchText(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.locator('main').evaluate((main: HTMLElement) => {
    const shown = (window.shownTexts = [main.innerText]);
    new MutationObserver(() => shown.push(main.innerText)).observe(main, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  return () => page.evaluate(() => window.shownTexts ?? []);
}

/** The same from the first byte of the next document on, for what its HTML shows before any of its scripts run. */
export async function watchDocument(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const shown: string[] = (window.shownTexts = []);
    const note = () => shown.push(document.querySelector('main')?.innerText ?? '');
    new MutationObserver(note).observe(document, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  return () => page.evaluate(() => window.shownTexts ?? []);
}
