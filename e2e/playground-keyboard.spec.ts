import { tabTo, watchFocus } from './focus.js';
import { expect, test } from './test.js';
import { openWorkbench, run, stop } from './workbench.js';

test('a recipe is chosen, paced, run, stopped and run again by keyboard alone', async ({
  page,
}) => {
  const { answer, status, button } = await openWorkbench(page, 'brief');
  const { keyboard } = page;
  const speed = (name: string) => page.getByRole('radio', { name, exact: true });
  await expect(status).toContainText('Ready');
  await tabTo(page, page.getByRole('link', { name: /article/i }));
  await keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/article$/);
  await tabTo(page, speed('Typical'));
  await keyboard.press('ArrowLeft');
  await expect(speed('Slow')).toBeChecked();

  await tabTo(page, button(run));
  await keyboard.press('Enter');
  await expect(answer.locator('[data-status=streaming]').last()).not.toBeEmpty();
  await tabTo(page, button(stop));
  await keyboard.press('Space');
  await expect(answer).toHaveAttribute('data-status', 'stopped');
  await expect(button(stop)).toBeFocused();

  await keyboard.press('Control+Enter');
  await expect(answer).toHaveAttribute('data-status', 'streaming');
  await keyboard.press('Escape');
  await expect(answer).toHaveAttribute('data-status', 'stopped');
});

test('the skip link leads past the menu to the answer', async ({ page }) => {
  const { answer, status } = await openWorkbench(page, 'brief');
  await expect(status).toContainText('Ready');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the answer' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(answer).toBeFocused();
  await expect(answer).toHaveAccessibleName(/two points/);
});

test('nothing that streams in moves the focus', async ({ page }) => {
  const { status, choose, button } = await openWorkbench(page, 'product');
  await choose('Fast');
  await tabTo(page, button(run));
  const moves = await watchFocus(page);
  await page.keyboard.press('Enter');
  await expect(status).toContainText('fit the schema');
  await expect(button(run)).toBeFocused();
  expect(await moves()).toBe(0);
});
