import { openReport, reportPieces } from './report.js';
import { expect, test } from './test.js';

test('stop keeps what has arrived and aborts the call', async ({ page, prepare }) => {
  const model = await prepare({ text: reportPieces, isHeld: true });
  const report = await openReport(page, model);
  await report.press('Run');
  await model.say(3);
  await expect(report.items).toHaveText(['warm', 'ca']);

  await report.press('Stop');
  await expect(report.status).toHaveText('stopped');
  await expect.poll(model.statuses).toEqual(['aborted']);
  await model.say();
  await expect(report.title).toHaveText('Tea in the afternoon');
  await expect(report.title).toHaveAttribute('data-status', 'complete');
  await expect(report.items).toHaveText(['warm', 'ca']);
  await expect(page.locator('[data-field="items[1]"]')).toHaveAttribute(
    'data-status',
    'incomplete',
  );
  await expect(report.body).toHaveAttribute('data-status', 'missing');
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  await expect(report.alert).toHaveCount(0);
});

test('stop before the first byte leaves an empty page and no call', async ({ page, prepare }) => {
  const model = await prepare({ text: reportPieces, isHeld: true });
  const report = await openReport(page, model);
  await report.press('Run');
  await expect(report.status).toHaveText('connecting');
  await expect.poll(model.statuses).toEqual(['running']);

  await report.press('Stop');
  await expect(report.status).toHaveText('stopped');
  await expect(report.title).toHaveText('untitled');
  await expect(report.alert).toHaveCount(0);
  await expect.poll(model.statuses).toEqual(['aborted']);
});

test('after a stop the same can be asked again', async ({ page, prepare }) => {
  const model = await prepare({ text: reportPieces, isHeld: true });
  const report = await openReport(page, model);
  await report.press('Run');
  await model.say(1);
  await expect(report.title).toHaveText('Tea in the');
  await report.press('Stop');
  await expect.poll(model.statuses).toEqual(['aborted']);

  await model.say();
  await report.press('Try again');
  await expect(report.status).toHaveText('complete');
  await expect(report.body).toHaveText('Pour slowly.');
  expect(await model.statuses()).toEqual(['aborted', 'finished']);
});
