import { recipes } from '../playground/recipes/index.js';
import { expect, test } from './test.js';
import { cut, openWorkbench, restart, run, stop } from './workbench.js';

test('the playground opens without an error', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText('Stand-in model')).toBeVisible();
  expect(errors).toEqual([]);
});

test('every recipe is answered by the model and fits its schema', async ({ page }) => {
  const { answer, status, choose, button } = await openWorkbench(page, 'brief');
  await choose('No delay');
  for (const { title } of recipes) {
    await page.getByRole('link', { name: title }).click();
    await expect(answer).toHaveAccessibleName(`Answer: ${title}`);
    await expect(status).toContainText('Ready');
    await expect(answer.locator('[data-status=complete]')).toHaveCount(0);
    await button(run).click();
    await expect(status).toContainText('fit the schema');
    expect(await answer.locator('[data-status=complete]').count()).toBeGreaterThan(2);
    await expect(answer.locator('[data-status=pending], [data-status=missing]')).toHaveCount(0);
    await expect(answer).toHaveAttribute('aria-busy', 'false');
  }
});

test('an answer in a fence, or in prose, completes as a clean one does', async ({ page }) => {
  const { answer, status, choose, spoil, button } = await openWorkbench(page, 'brief');
  await choose('No delay');
  await button(run).click();
  await expect(status).toContainText('3 fields fit the schema');
  const clean = await answer.innerText();
  for (const fault of ['Fenced', 'Prose']) {
    const asked = page.waitForRequest('**/api/run');
    await spoil(fault);
    await button(run).click();
    expect((await asked).postDataJSON()).toMatchObject({ faults: [fault.toLowerCase()] });
    await expect(status).toContainText('3 fields fit the schema');
    expect(await answer.innerText()).toBe(clean);
  }
});

test('a truncated answer says that it was cut and keeps its fields', async ({ page }) => {
  const { answer, status, error, choose, spoil, button } = await openWorkbench(page, 'brief');
  await choose('No delay');
  await spoil('Truncated');
  await button(run).click();
  await expect(status).toContainText('The model stopped at its limit');
  await expect(error).toContainText('was cut off before its end');
  await expect(answer.locator('[data-field=title]')).toHaveText('Two bulges, one turning planet');
  await expect(answer.locator('[data-status=incomplete]').first()).toBeVisible();
});

test('a model that dies is shown as failed', async ({ page }) => {
  const { answer, status, choose, spoil, button } = await openWorkbench(page, 'brief');
  await choose('No delay');
  await spoil('Model dies');
  await button(run).click();
  await expect(status).toContainText('The model failed');
  await expect(answer.locator('[data-field=title]')).toHaveText('Two bulges, one turning planet');
});

test('a cut connection is shown as lost, keeps what arrived, and the next run completes', async ({
  page,
}) => {
  const { answer, status, error, choose, button } = await openWorkbench(page, 'brief');
  await choose('Slow');
  await button(run).click();
  await expect(answer.locator('[data-field=title]')).toContainText('Two');
  await button(cut).click();
  await expect(status).toContainText('The connection was lost');
  await expect(error).toContainText('connection-lost');
  await expect(answer.locator('[data-field=title]')).toContainText('Two');

  await choose('No delay');
  await button(run).click();
  await expect(status).toContainText('fit the schema');
  await expect(error).toHaveCount(0);
});

test('cut breaks the connection when the server cannot be asked to, and nothing fails unseen', async ({
  page,
}) => {
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  const { answer, status, error, choose, button } = await openWorkbench(page, 'travel');
  await choose('Slow');
  await button(run).click();
  await expect(answer.locator('[data-field=destination]')).toContainText('L');
  await page.context().setOffline(true);
  await button(cut).click();
  await expect(status).toContainText('The connection was lost');
  await expect(error).toContainText('connection');
  await expect(answer.locator('[data-field=destination]')).toContainText('L');
  await expect(answer).toContainText('not received');
  await expect(answer).not.toContainText('not sent');
  expect(errors).toEqual([]);
});

test('what is not there was not sent by a model that ended, and not received by a reader who stopped', async ({
  page,
}) => {
  const { answer, status, choose, spoil, button } = await openWorkbench(page, 'travel');
  await choose('Slow');
  await button(run).click();
  await expect(answer.locator('[data-field=destination]')).toContainText('L');
  await button(stop).click();
  await expect(answer).toContainText('not received');
  await expect(answer).not.toContainText('not sent');

  await choose('No delay');
  await spoil('Truncated');
  await button(run).click();
  await expect(status).toContainText('stopped at its limit');
  await expect(answer).toContainText('not sent');
  await expect(answer).not.toContainText('not received');
});

test('how the model writes is remembered on the next visit', async ({ page }) => {
  const { status, choose, spoil, button } = await openWorkbench(page, 'brief');
  await choose('No delay');
  await choose('Block');
  await spoil('Truncated');
  await page.reload();
  for (const name of ['No delay', 'Block'])
    await expect(page.getByRole('radio', { name, exact: true })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Truncated' })).toBeChecked();
  await button(run).click();
  await expect(status).toContainText('stopped at its limit');
});

test('stop keeps what arrived, and the answer can be run again', async ({ page }) => {
  const { answer, status, choose, button } = await openWorkbench(page, 'article');
  await choose('Slow');
  await button(run).click();
  await expect(answer.locator('[data-status=streaming]').last()).not.toBeEmpty();
  await button(stop).click();
  await expect(status).toContainText('kept');
  await expect(answer).toHaveAttribute('data-status', 'stopped');
  const kept = await answer.innerText();
  expect(kept).not.toBe('');

  await choose('No delay');
  await button(run).click();
  await expect(status).toContainText('fit the schema');
  expect(await answer.innerText()).not.toBe(kept);
});

test('the devtools show what happened, field by field and event by event', async ({ page }) => {
  const { status, choose, button, events, timeline, view } = await openWorkbench(page, 'brief');
  await choose('No delay');
  await button(run).click();
  await expect(status).toContainText('3 fields fit the schema');
  await expect(timeline.getByRole('row')).toHaveCount(6);
  await expect(timeline.getByRole('row').nth(2)).toContainText(/title\s*\d+/);
  await view('Events');
  await expect(events.getByRole('row').last()).toContainText('complete');
});

test('a restart while a run streams is measured by itself, from its own beginning', async ({
  page,
}) => {
  const { answer, status, choose, button, figure, events, view } = await openWorkbench(
    page,
    'brief',
  );
  await choose('Slow');
  await button(run).click();
  await expect(answer.locator('[data-field=title]')).toContainText('Two');
  await choose('Fast');
  await button(restart).click();
  await expect(status).toContainText('3 fields fit the schema');
  // Only a log that was still open when the last event came is as long as that event is late.
  await view('Events');
  const lastEvent = await events.getByRole('row').last().getByRole('gridcell').first().innerText();
  const elapsed = await figure('Elapsed').innerText();
  expect(toMs(elapsed)).toBeGreaterThanOrEqual(toMs(lastEvent) - ROUNDING_MS);
  expect(toMs(elapsed)).toBeGreaterThan(toMs(await figure('First field').innerText()));
});

/** Figures above a second are written to a tenth of it. */
const ROUNDING_MS = 100;

/** `412 ms` and `3.2 s` as a number. */
function toMs(text: string): number {
  const amount = Number.parseFloat(text.replaceAll(',', ''));
  return text.endsWith(' ms') ? amount : amount * 1000;
}

test('the devtools are lit as the page is', async ({ page }) => {
  await openWorkbench(page, 'brief');
  const bar = page.getByRole('region', { name: 'Fieldwise devtools' });
  for (const [theme, colour] of [
    ['Light', 'rgb(255, 255, 255)'],
    ['Dark', 'rgb(22, 25, 29)'],
  ] as const) {
    await page.getByRole('radio', { name: theme, exact: true }).check();
    await expect(bar).toHaveCSS('background-color', colour);
  }
});
