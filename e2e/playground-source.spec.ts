import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { violations } from './accessible.js';
import { expect, test } from './test.js';
import { cut, openWorkbench, run } from './workbench.js';

const LONG = 'One word after another. '.repeat(30);
const SAID = `Here you are: {"title": "Pasted by hand", "points": ["One", "${LONG}"]} Anything else?`;

test('raw output that is pasted streams as a model would stream it, broken as it is asked to be', async ({
  page,
}) => {
  const { answer, status, choose, spoil, button } = await openWorkbench(page, 'brief');
  await choose('Paste');
  await expect(page.getByText('Still to enter: The text to stream.')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(status).toContainText('Ready');
  await page.getByLabel('What the model said').fill(SAID);
  await choose('Slow');
  await button(run).click();
  await expect(answer.locator('[data-field=title]')).toContainText('Pasted');
  await button(cut).click();
  await expect(status).toContainText('The connection was lost');

  await choose('No delay');
  await button(run).click();
  await expect(status).toContainText('3 fields fit the schema');
  await expect(answer.getByRole('heading')).toHaveText('Pasted by hand');
  await spoil('Model dies');
  await button(run).click();
  await expect(status).toContainText('The model failed');
});

test('the recorded answer is there to be edited, and a field that does not fit can be asked for anew', async ({
  page,
}) => {
  const { status, error, choose, spoil, button } = await openWorkbench(page, 'brief');
  await choose('Paste');
  await choose('No delay');
  await page.getByRole('button', { name: 'Fill in the recorded answer' }).click();
  await expect(page.getByLabel('What the model said')).toHaveValue(/Two bulges/);
  await spoil('Wrong types');
  await button(run).click();
  await expect(status).toContainText('2 invalid');
  await error.getByRole('button', { name: 'Ask again for title' }).click();
  await expect(status).toContainText('1 invalid');
});

test('an endpoint of one’s own is asked by the server, and its key is in no address, body or export', async ({
  page,
}) => {
  const { status, choose, button } = await openWorkbench(page, 'brief');
  const { host } = (await (await page.request.get('/api/model')).json()) as { host: string };
  await choose('Endpoint');
  await expect(page.getByText('Still to enter: A URL that begins with http')).toBeVisible();
  await page.getByLabel('Base URL').fill(`http://${host}/v1`);
  await page.getByRole('textbox', { name: 'Model' }).fill('stand-in/instant/token/clean');
  await page.getByLabel('Key').fill('not-to-be-told');
  expect(await violations(page)).toEqual([]);
  const asked = page.waitForRequest('**/api/run');
  await button(run).click();
  await expect(status).toContainText('3 fields fit the schema');
  const request = await asked;
  expect(request.headers()['x-playground-key']).toBe('not-to-be-told');
  expect(request.url() + request.postData()).not.toContain('not-to-be-told');
  const stored = await page.evaluate(() => JSON.stringify(localStorage));
  expect(stored).not.toContain('not-to-be-told');

  await page.reload();
  await expect(page.getByLabel('Base URL')).toHaveValue(`http://${host}/v1`);
  await expect(page.getByLabel('Key')).toHaveValue('');
});

test('a connection that is cut before anything came is told as lost', async ({ page }) => {
  const silent = createServer(() => undefined);
  const asked = once(silent.listen(0, '127.0.0.1'), 'request');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const { status, choose, button } = await openWorkbench(page, 'brief');
  await choose('Endpoint');
  await page.getByLabel('Base URL').fill(`http://127.0.0.1:${port}/v1`);
  await page.getByRole('textbox', { name: 'Model' }).fill('one-that-says-nothing');
  await button(run).click();
  await asked;
  await button(cut).click();
  await expect(status).toContainText('The connection was lost');
  silent.closeAllConnections();
  silent.close();
});

test('an answer broken in every way a text can be completes as a clean one does', async ({
  page,
}) => {
  const { answer, status, choose, spoil, button } = await openWorkbench(page, 'travel');
  await choose('No delay');
  await spoil('Fenced', 'Prose', 'Thinking', 'No quotes', 'Commas');
  await button(run).click();
  await expect(status).toContainText('53 fields fit the schema');
  await expect(answer.locator('[data-field=destination]')).toHaveText('Lisbon');
});

test('on a slow network the answer comes packet by packet, and is whole', async ({ page }) => {
  const { answer, status, choose, button } = await openWorkbench(page, 'brief');
  await choose('Fast');
  await choose('Block');
  await choose('Halting');
  await button(run).click();
  await expect(answer).toHaveAttribute('data-status', 'streaming');
  await expect(status).toContainText('3 fields fit the schema');
});

test('a race over the same text counts chunks, time and renders of both ways to read it', async ({
  page,
}) => {
  const { choose, spoil } = await openWorkbench(page, 'brief');
  await choose('No delay');
  await spoil('Commas');
  const section = page.locator('details', { hasText: 'Race it' });
  await section.locator('summary').press('Enter');
  const lane = (name: string) => page.getByRole('region', { name, exact: true });
  const figure = async (name: string, of: string) =>
    Number(await lane(name).locator(`[data-figure="${of}"]`).getAttribute('data-count'));
  for (const name of ['Fieldwise', 'partial-json'])
    await expect(lane(name).locator('[data-done=true]')).toBeAttached();
  const chunks = await figure('Fieldwise', 'Chunks');
  expect(chunks).toBeGreaterThan(20);
  expect(await figure('partial-json', 'Chunks')).toBe(chunks);
  const renders = await figure('Fieldwise', 'Renders of fields');
  expect(await figure('partial-json', 'Renders of fields')).toBeGreaterThan(renders);
  await expect(lane('Fieldwise').locator('[data-path="points[1]"]')).toContainText('Earth turns');
  // The devtools go on showing what their reader asked for: nothing yet.
  const devtools = page.getByRole('region', { name: 'Fieldwise devtools' });
  await expect(devtools).toContainText('No run yet');
  expect(await violations(page)).toEqual([]);
});
