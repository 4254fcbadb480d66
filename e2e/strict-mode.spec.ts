import { pagesUrl } from './servers.js';
import { openReport, reportPieces } from './report.js';
import { expect, test } from './test.js';
import { watchRequests } from './watch-requests.js';

test('StrictMode mounts twice and sends one request for a declared answer', async ({
  page,
  prepare,
}) => {
  const model = await prepare({ text: '{"title":"Tea"}' });
  const requests = watchRequests(page);
  await page.goto(`${pagesUrl}/?page=declared&topic=${model.topic}`);
  await expect(page.getByRole('status')).toHaveText('complete');
  await expect(page.getByRole('heading')).toHaveText('Tea');

  expect(requests()).toEqual([model.topic]);
  expect(await model.statuses()).toEqual(['finished']);
});

test('StrictMode sends one request for a submitted answer', async ({ page, prepare }) => {
  const model = await prepare({ text: reportPieces });
  const requests = watchRequests(page);
  const report = await openReport(page, model);
  await report.press('Run');
  await expect(report.status).toHaveText('complete');

  expect(requests()).toEqual([model.topic]);
  expect(await model.statuses()).toEqual(['finished']);
});
