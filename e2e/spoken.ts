// In: a page. Out: what its polite live regions came to say, in order, as a screen reader would hear it.
// Each is heard from when it is watched on: what stood in it before is not read out.
// Knows nothing of what is on the page.

import type { Page } from '@playwright/test';

declare global {
  interface Window {
    spoken?: string[];
  }
}

/** Starts to listen; the function returned tells what was said. */
export async function listen(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const spoken: string[] = [];
    window.spoken = spoken;
    for (const region of document.querySelectorAll('[role=status], [aria-live=polite]')) {
      const hear = () => {
        if (region.textContent !== '') spoken.push(region.textContent);
      };
      new MutationObserver(hear).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    }
  });
  return () => page.evaluate(() => window.spoken ?? []);
}
