// In: a page that shows an answer when told to. Out: what it says of that, and what the main thread worked for it.
// A fresh context for each page, so that none finds what another left.
// Knows nothing of what is shown.

import type { Browser } from 'playwright';

/** What the main thread worked, in milliseconds of its own time. */
export interface MainThread {
  readonly scriptMs: number;
  readonly taskMs: number;
}

/**
 * Waits for the page's function of that name and calls it.
 * @throws {Error} when the page failed, or did not show the answer
 */
export async function measurePage<Result extends { readonly isRight: boolean }>(
  browser: Browser,
  url: string,
  name: string,
): Promise<Result & MainThread> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const failures: string[] = [];
    page.on('pageerror', (error) => failures.push(error.message));
    await page.goto(url);
    await page.waitForFunction((key) => key in window, name);
    const session = await context.newCDPSession(page);
    // What the main thread worked, whatever else the machine did meanwhile.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const milliseconds = async (metric: string) => {
      const { metrics } = await session.send('Performance.getMetrics');
      return (metrics.find((each) => each.name === metric)?.value ?? Number.NaN) * 1000;
    };
    const scriptFrom = await milliseconds('ScriptDuration');
    const taskFrom = await milliseconds('TaskDuration');
    // What the function gives, its page declares.
    const result = await page.evaluate<Result, string>(
      (key) => (window as never as Record<string, () => Result>)[key]?.() as Result,
      name,
    );
    const scriptMs = (await milliseconds('ScriptDuration')) - scriptFrom;
    const taskMs = (await milliseconds('TaskDuration')) - taskFrom;
    if (failures.length > 0 || !result.isRight)
      throw new Error(`${url} did not show the answer. ${failures.join(' ')}`);
    return { ...result, scriptMs, taskMs };
  } finally {
    await context.close();
  }
}
