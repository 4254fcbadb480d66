import { recipes } from '../playground/recipes/index.js';
import { violations } from './accessible.js';
import { expect, test } from './test.js';
import { openWorkbench, run } from './workbench.js';

test('an answer that does not fit its schema says where and why', async ({ page }) => {
  const { answer, status, error, events, choose, button } = await openWorkbench(page, 'brief');
  await choose('No delay');
  await choose('Wrong types');
  await button(run).click();
  await expect(status).toContainText('does not fit the schema: 2 fields kept, 2 invalid');

  const title = answer.getByRole('heading');
  await expect(title.locator('[data-status=invalid]')).toHaveText('42');
  expect(await title.ariaSnapshot()).toContain('expected string');
  await expect(answer.getByText('exactly 2 items')).toBeVisible();
  await expect(error.getByRole('listitem')).toHaveText([/^title .*string/, /^points .*2 items/]);
  await expect(page.getByRole('status')).toContainText(/2 invalid.*title: .*string.*points: /);

  const timeline = page.getByRole('table', { name: 'When each field started' });
  await expect(timeline.getByRole('row').nth(1)).toContainText(/title.*invalid/);
  await expect(timeline.getByRole('row').nth(1).locator('[data-state=invalid]')).toBeAttached();
  await expect(timeline).not.toContainText('cut');
  await expect(page.getByText('2 fields done, 2 invalid')).toBeVisible();
  const row = events.getByRole('row').filter({ hasText: 'title' }).last();
  await expect(row).toContainText(/✗ invalid\s*title\s*42 Invalid input/);
});

test('every recipe survives an answer of wrong types, and axe finds nothing in it', async ({
  page,
}) => {
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  const { answer, status, choose, button } = await openWorkbench(page, 'brief');
  await choose('No delay');
  await choose('Wrong types');
  for (const { title } of recipes) {
    await page.getByRole('link', { name: title }).click();
    await expect(answer).toHaveAccessibleName(`Answer: ${title}`);
    await button(run).click();
    await expect(status).toContainText('does not fit the schema');
    await expect(answer.locator('[data-issue]').first()).toBeVisible();
    await expect(answer.locator('.bone, [data-status=incomplete]')).toHaveCount(0);
    expect(await violations(page), title).toEqual([]);
  }
  expect(errors).toEqual([]);
});

test('what the stand-in writes around an answer is shown where it is chosen', async ({ page }) => {
  const { choose } = await openWorkbench(page, 'brief');
  await choose('Fenced');
  await expect(page.getByText('```json { … } ```')).toBeVisible();
  await choose('Prose');
  await expect(page.getByText(/^Sure![^]*\{ … \}[^]*changed\.$/)).toBeVisible();
  await choose('Clean');
  await expect(page.getByText('{ … }')).toHaveCount(0);
});
