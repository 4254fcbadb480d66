import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { tabTo } from './focus.js';
import { expect, test } from './test.js';
import { cut, openWorkbench, run, stop } from './workbench.js';

/** The parts of the page that only a workflow has. */
function partsOf(page: Page) {
  return {
    node: (name: string) => page.locator(`[data-node="${name}"]`),
    findings: (state: string) => page.locator(`.finding[data-state=${state}]`),
    gain: page.locator('.time-gain'),
    approval: page.locator('.approval'),
    approve: page.getByRole('button', { name: 'Approve' }),
    report: page.locator('.report'),
    log: page.getByRole('log'),
  };
}

test('tasks come to something while the plan is still being written', async ({ page }) => {
  const { status, choose, button } = await openWorkbench(page, 'workflow');
  const { node } = partsOf(page);
  await choose('Slow');
  await button(run).click();
  await expect(status).toContainText('Planning');
  await page.waitForFunction(() => {
    const isFound = document.querySelector('.finding[data-state=done]') !== null;
    const isPlanned = document.querySelector('[data-field=risk][data-status=complete]') !== null;
    return isFound && !isPlanned;
  });
  await expect(node('find')).toHaveAttribute('data-state', 'active');
  await expect(node('report')).toHaveAttribute('data-state', 'idle');
  await button(stop).click();
  await expect(status).toContainText(/^Stopped: \d findings? kept/);
});

test('a person approves, and the report is written field by field', async ({ page }) => {
  const { answer, status, figure, choose, button } = await openWorkbench(page, 'workflow');
  const { node, findings, gain, approval, approve, report, log } = partsOf(page);
  await choose('No delay');
  await expect(status).toContainText('Ready');
  await button(run).click();
  await expect(status).toContainText('Waiting for you');
  await expect(findings('done')).toHaveCount(5);
  await expect(gain).toContainText(
    /while the plan was still being written, [\d.,]+ m?s before its end/,
  );
  await expect(figure('Head start')).toContainText(/\d/);
  await expect(node('plan')).toHaveAttribute('data-state', 'done');
  await expect(node('approve')).toHaveAttribute('data-state', 'waiting');
  await expect(approval).toContainText('All 5 findings are there');
  await expect(report).toHaveCount(0);

  await approve.click();
  await expect(status).toContainText('Complete: the report is written');
  await expect(approval).toContainText('You approved.');
  await expect(approval).toBeFocused();
  await expect(report.getByRole('heading', { level: 2 })).toHaveText('Bread from sunlight');
  await expect(report.locator('[data-status=complete]').last()).toBeVisible();
  await expect(answer.locator('[data-status=pending], .bone')).toHaveCount(1);
  await expect(node('report')).toHaveAttribute('data-state', 'done');
  await expect(answer).toHaveAttribute('aria-busy', 'false');
  for (const said of [
    'Complete: the plan',
    'Complete: Who else has done it',
    'You are asked',
    'Complete: the report',
  ])
    await expect(log).toContainText(said);
});

test('a person writes another title, by keyboard alone', async ({ page }) => {
  const { status, choose, button } = await openWorkbench(page, 'workflow');
  const { approval, report } = partsOf(page);
  await choose('No delay');
  await tabTo(page, button(run));
  await page.keyboard.press('Enter');
  await expect(status).toContainText('Waiting for you');
  await expect(button(run)).toHaveCount(0);
  await tabTo(page, page.getByRole('button', { name: 'Change the title' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByLabel('Title of the report'));
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Ovens and roofs');
  await page.keyboard.press('Enter');
  await expect(status).toContainText('under your title');
  await expect(approval).toBeFocused();
  await expect(report.getByRole('heading', { level: 2 })).toHaveText('Ovens and roofs');
});

test('a person refuses, and nothing is written', async ({ page }) => {
  const { status, choose, button } = await openWorkbench(page, 'workflow');
  const { approval, report } = partsOf(page);
  await choose('No delay');
  await button(run).click();
  await button(/^Refuse/).click();
  await expect(status).toContainText('refused, and nothing was written');
  await expect(approval).toContainText('You refused.');
  await expect(report).toContainText('no model was asked for it');
});

test('a task that fails ends all of it, or only itself, as the policy says', async ({ page }) => {
  const { status, error, choose, button } = await openWorkbench(page, 'workflow');
  const { node, findings, approval, approve, report } = partsOf(page);
  await choose('No delay');
  await page.getByRole('checkbox', { name: 'A task fails' }).check();
  await button(run).click();
  await expect(approval).toContainText('4 of 5 findings are there');
  await expect(findings('failed')).toContainText('model-failed');
  await expect(node('find')).toHaveAttribute('data-state', 'failed');
  await approve.click();
  await expect(status).toContainText('Complete: the report is written');

  await choose('End all of it');
  await button(run).click();
  await expect(status).toContainText(/^The model failed: \d findings? kept/);
  await expect(error).toContainText('model-failed');
  await expect(findings('failed')).toHaveCount(1);
  await expect(approve).toHaveCount(0);
  await expect(report).toHaveCount(0);
});

test('a connection that is cut while a person is asked takes the question with it, and the next run completes', async ({
  page,
}) => {
  const { status, error, choose, button } = await openWorkbench(page, 'workflow');
  const { approve, findings } = partsOf(page);
  await choose('No delay');
  await button(run).click();
  await expect(status).toContainText('Waiting for you');
  await button(cut).click();
  await expect(status).toContainText('The connection was lost: 5 findings kept');
  await expect(error).toContainText('connection-lost');
  await expect(approve).toHaveCount(0);
  await expect(findings('done')).toHaveCount(5);

  await button(run).click();
  await approve.click();
  await expect(status).toContainText('Complete: the report is written');
});

test('an answer that does not get through leaves the question open, and says so', async ({
  page,
}) => {
  const { status, choose, button } = await openWorkbench(page, 'workflow');
  const { approval, approve } = partsOf(page);
  await choose('No delay');
  await button(run).click();
  await expect(status).toContainText('Waiting for you');
  await page.context().setOffline(true);
  await approve.click();
  await expect(approval.getByRole('alert')).not.toBeEmpty();
  await page.context().setOffline(false);
  await approve.click();
  await expect(status).toContainText('Complete: the report is written');
});

test('the page goes to the question, and back to the top with the next run', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const { status, choose, button } = await openWorkbench(page, 'workflow');
  const { approve } = partsOf(page);
  await choose('No delay');
  await button(run).click();
  await expect(status).toContainText('Waiting for you');
  await expect(approve).toBeInViewport({ ratio: 1 });
  await approve.click();
  await expect(status).toContainText('Complete: the report is written');
  await expect(page.getByLabel('Topic')).not.toBeInViewport();
  await choose('Slow');
  await button(run).click();
  await expect(page.getByLabel('Topic')).toBeInViewport();
  await button(stop).click();
});

test('a topic of the reader’s own is kept, shared by a link, and answered', async ({ page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const { status, choose, button } = await openWorkbench(page, 'workflow');
  const { approve } = partsOf(page);
  await page.getByLabel('Topic').fill('Why is the sea salt?');
  await page.getByRole('checkbox', { name: 'A task fails' }).check();
  await choose('No delay');
  await page.getByRole('button', { name: 'Copy a link to this' }).click();
  await expect(page.getByText('Link copied.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());

  await page.evaluate(() => localStorage.clear());
  await page.goto('about:blank');
  await page.goto(link);
  await expect(page).toHaveURL(/#\/workflow$/);
  await expect(page.getByLabel('Topic')).toHaveValue('Why is the sea salt?');
  await expect(page.getByRole('checkbox', { name: 'A task fails' })).toBeChecked();
  await button(run).click();
  await approve.click();
  await expect(status).toContainText('Complete: the report is written');
});

test('the code that is shown is the code that runs', async ({ page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await openWorkbench(page, 'workflow');
  await page.getByText('The code behind this answer').press('Enter');
  for (const path of ['playground/workflow/flow.ts', 'playground/server/workflow-route.ts']) {
    await page.getByRole('button', { name: `Copy ${path}` }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await readFile(new URL(`../${path}`, import.meta.url), 'utf8'));
  }
});
