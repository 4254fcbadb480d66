import { expect, type Page, test } from '@playwright/test';
import { recordResponse, recordRun, type Recording } from 'fieldwise/testing';
import {
  serveRecording,
  waitForField,
  type ServedRecording,
  type ServeRecordingOptions,
} from 'fieldwise/testing/playwright';
import { reportPieces } from './report.js';
import { pagesUrl } from './servers.js';

const api = '**/api/run';

const record = () => recordRun(reportPieces, { now: () => 0 });

async function open(
  page: Page,
  recording: Parameters<typeof serveRecording>[2],
  options?: ServeRecordingOptions,
): Promise<ServedRecording> {
  const served = await serveRecording(page, api, recording, options);
  await page.goto(`${pagesUrl}/?page=report&topic=tea`);
  await page.getByRole('button', { name: 'Run' }).click();
  return served;
}

test('a recorded answer is served in pieces, each when it is let through', async ({ page }) => {
  const served = await open(page, await record(), { isHeld: true });
  served.say();
  const title = await waitForField(page, 'title', { status: 'streaming' });
  await expect(title).toHaveText('Tea in the');
  served.say();
  await waitForField(page, '/title');
  await expect(title).toHaveText('Tea in the afternoon');
  await expect(page.getByRole('status')).toHaveText('streaming');
  served.finish();
  await waitForField(page, 'items[1]');
  await expect(page.getByRole('status')).toHaveText('complete');
  await expect(page.getByTestId('body')).toHaveText('Pour slowly.');
  expect(served.requests).toMatchObject([
    { url: `${pagesUrl}/api/run`, method: 'POST', body: '{"topic":"tea"}', status: 'finished' },
  ]);
});

test('a field is found by any notation, however the page writes it', async ({ page }) => {
  await page.setContent(
    ['items.0', '/items/1', 'items[2]']
      .map((path) => `<p data-field="${path}" data-status="complete">${path}</p>`)
      .join(''),
  );
  for (const [index, shown] of ['items.0', '/items/1', 'items[2]'].entries())
    for (const path of [`items.${index}`, `/items/${index}`, `items[${index}]`])
      await expect(await waitForField(page, path, { timeoutMs: 5000 })).toHaveText(shown);
});

test('a page that leaves is heard of', async ({ page }) => {
  const served = await open(page, await record(), { isHeld: true });
  served.say();
  await waitForField(page, 'title', { status: ['streaming', 'complete'] });
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('status')).toHaveText('stopped');
  await expect.poll(() => served.requests.map(({ status }) => status)).toEqual(['aborted']);
});

test('a cut connection is one in the browser, and the next request may fare better', async ({
  page,
}) => {
  const recording = await record();
  let asked = 0;
  const served = await open(page, () => ({ ...recording, isCut: asked++ === 0 }));
  await expect(page.getByRole('alert')).toContainText('connection-lost');
  expect(served.requests[0]?.status).toBe('cut');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('status')).toHaveText('complete');
});

test('a recorded refusal is one again', async ({ page }) => {
  const refusal = Response.json(
    { error: { code: 'unauthorized', message: 'No.' } },
    { status: 401 },
  );
  const { response, recording } = recordResponse(refusal);
  await response.text();
  await open(page, await recording);
  await expect(page.getByRole('alert')).toContainText('unauthorized: No.');
});

test('a field that does not come is told beside those that are there', async ({ page }) => {
  await open(page, await record());
  await waitForField(page, 'score');
  await expect(waitForField(page, 'scores', { timeoutMs: 1 })).rejects.toThrow(
    /No element shows scores as complete\. The page shows: .*score complete/,
  );
});

test('of another origin, and not at all when it is closed', async ({ page }) => {
  const recording: Recording = {
    version: 1,
    contentType: 'text/plain',
    text: 'a',
    ends: [1],
    atMs: [0],
  };
  const served = await serveRecording(page, 'http://elsewhere.test/*', recording);
  await page.goto(`${pagesUrl}/?page=report`);
  const ask = () =>
    page.evaluate(async () => {
      const options = { method: 'POST', headers: { 'x-of': 'mine' }, body: '{}' };
      const response = await fetch('http://elsewhere.test/api', options).catch(() => undefined);
      return response?.text();
    });
  expect(await ask()).toBe('a');
  await served.close();
  expect(await ask()).toBeUndefined();
});
