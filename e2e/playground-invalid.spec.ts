import { recipes } from '../playground/recipes/index.js';
import { violations } from './accessible.js';
import { tabTo, watchFocus } from './focus.js';
import { expect, test } from './test.js';
import { openWorkbench, run } from './workbench.js';

test('an answer that does not fit its schema says where and why', async ({ page }) => {
  const { answer, status, error, events, timeline, announced, view, choose, spoil, button } =
    await openWorkbench(page, 'brief');
  await choose('No delay');
  await spoil('Wrong types');
  await button(run).click();
  await expect(status).toContainText('does not fit the schema: 2 fields kept, 2 invalid');

  const title = answer.getByRole('heading');
  await expect(title.locator('[data-status=invalid]')).toHaveText('42');
  expect(await title.ariaSnapshot()).toContain('expected string');
  await expect(answer.getByText('exactly 2 items')).toBeVisible();
  await expect(error.getByRole('listitem')).toHaveText([/^title .*string/, /^points .*2 items/]);
  await expect(announced).toContainText(/2 invalid.*title: .*string.*points: /);

  await expect(timeline.getByRole('row').nth(2)).toContainText(/title.*invalid/);
  await expect(timeline).not.toContainText('cut');
  await view('Events');
  const row = events.getByRole('row').filter({ hasText: 'title' }).last();
  await expect(row).toContainText(/invalid\s*title\s*42 Invalid input/);
});

test('fields that do not fit are asked for anew by keyboard, one by one, until the answer fits', async ({
  page,
}) => {
  const { answer, status, error, announced, view, choose, spoil, button } = await openWorkbench(
    page,
    'brief',
  );
  await choose('No delay');
  await spoil('Wrong types');
  await button(run).click();
  await expect(status).toContainText('2 fields kept, 2 invalid');
  const title = answer.getByRole('heading');
  const points = answer.getByRole('listitem').filter({ visible: true });
  const first = await points.first().textContent();

  let send = () => {};
  const held = new Promise<void>((resolve) => (send = resolve));
  await page.route('/api/run', async (route) => {
    await held;
    await route.continue();
  });
  const askForTitle = error.getByRole('button', { name: 'Ask again for title' });
  await tabTo(page, askForTitle);
  const moves = await watchFocus(page);
  await page.keyboard.press('Enter');
  const asking = error.getByRole('button', { name: 'Asking again for title' });
  await expect(asking).toBeFocused();
  await expect(title.locator('[data-status]')).toHaveAttribute('aria-busy', 'true');
  expect(await moves()).toBe(0);
  expect(await violations(page)).toEqual([]);
  send();
  await expect(title.locator('[data-status=complete]')).not.toHaveText('42');
  await expect(error.getByRole('listitem')).toHaveText([/^points .*2 items/]);
  await expect(answer).toBeFocused();
  await expect(status).toContainText('3 fields kept, 1 invalid');

  await tabTo(page, error.getByRole('button', { name: 'Ask again for points' }));
  await page.keyboard.press('Enter');
  await expect(error).toHaveCount(0);
  await expect(points).toHaveCount(2);
  await expect(points.first()).toHaveText(first ?? '');
  await expect(answer).toBeFocused();
  await expect(status).toContainText('Complete: 4 fields fit the schema');
  await expect(announced).toContainText('4 fields');
  await view('Tree');
  const tree = page.getByRole('treegrid');
  await expect(tree.getByRole('row', { name: 'title' })).toContainText('complete');
  await expect(tree).not.toContainText('invalid');
  expect(await violations(page)).toEqual([]);
});

for (const { id } of recipes) {
  test(`${id} survives an answer of wrong types, and axe finds nothing in it`, async ({ page }) => {
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    const { answer, status, choose, spoil, button } = await openWorkbench(page, id);
    await choose('No delay');
    await spoil('Wrong types');
    await button(run).click();
    await expect(status).toContainText('does not fit the schema');
    await expect(answer.locator('[data-issue]').first()).toBeVisible();
    await expect(answer.locator('.bone, [data-status=incomplete]')).toHaveCount(0);
    expect(await violations(page)).toEqual([]);
    expect(errors).toEqual([]);
  });
}

test('what the stand-in writes around an answer is shown where it is chosen', async ({ page }) => {
  const { spoil } = await openWorkbench(page, 'brief');
  await spoil('Fenced');
  await expect(page.getByText('```json {"a": … } ```')).toBeVisible();
  await spoil('Prose');
  await expect(page.getByText(/^Sure![^]*\{"a": … \}[^]*changed\.$/)).toBeVisible();
  await spoil();
  await expect(page.locator('.sample')).toHaveCount(0);
});
