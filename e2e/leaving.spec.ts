import type { Page } from '@playwright/test';
import { openReport, type ReportPage, reportPieces } from './report.js';
import { expect, test } from './test.js';

const ways: Readonly<Record<string, (page: Page, report: ReportPage) => Promise<unknown>>> = {
  'unmounting the components': (_, report) => report.press('Report'),
  'going to another page': (page) => page.goto('about:blank'),
  'closing the tab': (page) => page.close(),
};

for (const [way, leave] of Object.entries(ways)) {
  test(`${way} in the middle of an answer aborts the model's call`, async ({ page, prepare }) => {
    const model = await prepare({ text: reportPieces, isHeld: true });
    const report = await openReport(page, model);
    await report.press('Run');
    await model.say(1);
    await expect(report.title).toHaveText('Tea in the');
    expect(await model.statuses()).toEqual(['running']);

    await leave(page, report);
    await expect.poll(model.statuses).toEqual(['aborted']);
  });
}

test('unmounting before the first byte aborts the call', async ({ page, prepare }) => {
  const model = await prepare({ text: reportPieces, isHeld: true });
  const report = await openReport(page, model);
  await report.press('Run');
  await expect.poll(model.statuses).toEqual(['running']);

  await report.press('Report');
  await expect.poll(model.statuses).toEqual(['aborted']);
});

test('a reload in the middle of an answer leaves nothing running, and the page can run again', async ({
  page,
  prepare,
}) => {
  const model = await prepare({ text: reportPieces, isHeld: true });
  const report = await openReport(page, model);
  await report.press('Run');
  await model.say(1);
  await expect(report.title).toHaveText('Tea in the');

  await page.reload();
  await expect(report.status).toHaveText('idle');
  await expect(report.title).toHaveText('untitled');
  await expect.poll(model.statuses).toEqual(['aborted']);
  await model.say();
  await report.press('Run');
  await expect(report.status).toHaveText('complete');
  expect(await model.statuses()).toEqual(['aborted', 'finished']);
});
