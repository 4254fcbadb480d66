import type { CDPSession, Page } from '@playwright/test';
import { pagesUrl } from './servers.js';
import { expect, test } from './test.js';

/** Runs so many answers, one after the other, each another one. */
async function run(page: Page, times: number): Promise<void> {
  const statuses = await page.evaluate(async (count) => {
    const ends: string[] = [];
    for (let turn = 0; turn < count; turn += 1) {
      ends.push((await window.runOnce?.(`river ${Math.random()}`)) ?? 'not there');
    }
    return ends;
  }, times);
  expect(new Set(statuses)).toEqual(new Set(['complete']));
}

async function heap(session: CDPSession): Promise<number> {
  // What a first collection frees may hold on to more.
  for (let turn = 0; turn < 3; turn += 1) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

test('a hundred runs leave nothing behind', async ({ page }) => {
  await page.goto(`${pagesUrl}/?page=heap`);
  await page.waitForFunction(() => window.runOnce !== undefined);
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  await run(page, 10);
  const before = await heap(session);
  await run(page, 100);
  const grown = (await heap(session)) - before;
  // One answer's text is 4 KB here, and with its events many times that: kept, a hundred would be seen. The development
  // build of React and the compiled code account for what is allowed.
  expect(grown).toBeLessThan(300_000);
});
