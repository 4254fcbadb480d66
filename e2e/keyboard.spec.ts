import { violations } from './accessible.js';
import { tabTo, watchFocus } from './focus.js';
import { openReport, reportPieces } from './report.js';
import { expect, test } from './test.js';

test('a run is started, stopped and repeated by keyboard alone, and streaming never moves the focus', async ({
  page,
  prepare,
}) => {
  const model = await prepare({ text: reportPieces, isHeld: true });
  const report = await openReport(page, model);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await tabTo(page, report.topic);
  await page.keyboard.press('Enter');
  await model.say(1);
  await expect(report.title).toHaveText('Tea in the');
  await expect(report.topic).toBeFocused();

  await tabTo(page, button('Stop'));
  await page.keyboard.press('Space');
  await expect(report.status).toHaveText('stopped');
  await tabTo(page, button('Try again'));
  const moves = await watchFocus(page);
  await page.keyboard.press('Enter');
  await model.say();
  await expect(report.status).toHaveText('complete');
  await expect(button('Try again')).toBeFocused();
  expect(await moves()).toBe(0);
});

test('axe finds nothing before, during and after a run, nor after an error', async ({
  page,
  prepare,
}) => {
  const model = await prepare({ text: reportPieces, isHeld: true });
  const report = await openReport(page, model);
  expect(await violations(page)).toEqual([]);
  await report.press('Run');
  await expect(report.status).toHaveText('connecting');
  expect(await violations(page)).toEqual([]);
  await model.say(3);
  await expect(report.items).toHaveText(['warm', 'ca']);
  expect(await violations(page)).toEqual([]);
  await model.cut();
  await expect(report.alert).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await model.say();
  await report.press('Try again');
  await expect(report.status).toHaveText('complete');
  expect(await violations(page)).toEqual([]);
});
