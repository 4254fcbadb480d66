import { openReport, type ReportPage, reportPieces } from './report.js';
import { expect, test } from './test.js';

/** The title is final, the second item half there. */
async function expectHalf({ title, items }: ReportPage): Promise<void> {
  await expect(title).toHaveText('Tea in the afternoon');
  await expect(items).toHaveText(['warm', 'ca']);
}

test('a model that fails after the first byte is shown as an error, and what arrived is kept', async ({
  page,
  prepare,
}) => {
  const model = await prepare({ text: reportPieces, failAfter: 3 });
  const report = await openReport(page, model);
  await report.press('Run');
  await expect(report.alert).toContainText('model-failed');
  await expect(report.status).toHaveText('error');
  await expectHalf(report);
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  expect(await model.statuses()).toEqual(['failed']);
});

test('a broken connection is shown as lost, what arrived is kept, and a retry completes', async ({
  page,
  prepare,
}) => {
  const model = await prepare({ text: reportPieces, isHeld: true });
  const report = await openReport(page, model);
  await report.press('Run');
  await model.say(3);
  await expectHalf(report);

  await model.cut();
  await expect(report.alert).toContainText('connection-lost');
  await expect(report.status).toHaveText('error');
  await expectHalf(report);
  await expect.poll(model.statuses).toEqual(['aborted']);

  await model.say();
  await report.press('Try again');
  await expect(report.status).toHaveText('complete');
  await expect(report.items).toHaveText(['warm', 'calm']);
  await expect(report.alert).toHaveCount(0);
  expect(await model.statuses()).toEqual(['aborted', 'finished']);
});

test('without a network a submit is answered with an error, and with one again it completes', async ({
  page,
  context,
  prepare,
}) => {
  const model = await prepare({ text: reportPieces });
  const report = await openReport(page, model);
  await context.setOffline(true);
  await report.press('Run');
  await expect(report.alert).toContainText('connection-failed');
  await expect(report.status).toHaveText('error');
  expect(await model.calls()).toEqual([]);

  await context.setOffline(false);
  await report.press('Try again');
  await expect(report.status).toHaveText('complete');
});

test('an answer that does not fit the schema is shown as invalid', async ({ page, prepare }) => {
  const model = await prepare({ text: '{"title":"Tea","score":"many","items":[],"body":""}' });
  const report = await openReport(page, model);
  await report.press('Run');
  await expect(report.alert).toContainText('invalid-output');
  await expect(report.title).toHaveText('Tea');
});
