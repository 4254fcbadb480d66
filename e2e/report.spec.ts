import { openReport, reportPieces } from './report.js';
import { expect, test } from './test.js';

test('a report arrives field by field, from the model over the route into the page', async ({
  page,
  prepare,
}) => {
  const model = await prepare({ text: reportPieces, isHeld: true });
  const report = await openReport(page, model);
  await expect(report.title).toHaveText('untitled');
  await report.press('Run');
  await expect(report.status).toHaveText('connecting');

  await model.say(1);
  await expect(report.title).toHaveText('Tea in the');
  await expect(report.title).toHaveAttribute('aria-busy', 'true');
  await model.say(1);
  await expect(report.title).toHaveText('Tea in the afternoon');
  await expect(report.title).not.toHaveAttribute('aria-busy');
  await expect(page.getByText('Score: unknown')).toBeVisible();
  await model.say(1);
  await expect(report.items).toHaveText(['warm', 'ca']);
  await expect(page.getByText('Score: 9')).toBeVisible();
  await model.say();
  await expect(report.status).toHaveText('complete');
  await expect(report.items).toHaveText(['warm', 'calm']);
  await expect(report.body).toHaveText('Pour slowly.');
  expect(await model.statuses()).toEqual(['finished']);
});
