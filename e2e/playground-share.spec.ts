import { violations } from './accessible.js';
import { expect, test } from './test.js';
import { openWorkbench, run } from './workbench.js';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

const copied = () => navigator.clipboard.readText();

test('a link holds what is chosen, and nothing of it stays in the address', async ({ page }) => {
  const first = await openWorkbench(page, 'own');
  await first.choose('Words');
  await first.spoil('Prose', 'Commas');
  await page.getByLabel('Prompt').fill('What is shared?');
  await page.getByLabel('Schema of the answer').fill('z.object({ word: z.string() })');
  await page.getByRole('button', { name: 'Copy a link to this' }).click();
  await expect(page.getByText('Link copied.')).toBeVisible();
  const link = await page.evaluate(copied);

  await page.evaluate(() => localStorage.clear());
  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.getByLabel('Prompt')).toHaveValue('What is shared?');
  await expect(page.getByLabel('Schema of the answer')).toHaveValue(/word/);
  await expect(page.getByRole('radio', { name: 'Words' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Commas' })).toBeChecked();
  await expect(page).toHaveURL(/#\/own$/);
  await first.choose('No delay');
  await first.button(run).click();
  await expect(first.status).toContainText('1 field fit the schema');
});

test('a link that holds nonsense says so and changes nothing', async ({ page }) => {
  const { status } = await openWorkbench(page, 'travel?s=nonsense');
  await expect(page.getByRole('alert')).toContainText('This link holds nothing this page can show');
  await expect(status).toContainText('Ready');
  await expect(page.getByRole('heading', { name: 'Fieldwise' }).first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('the code that makes the view is copied, for a recipe and for a schema of one’s own', async ({
  page,
}) => {
  const { choose } = await openWorkbench(page, 'brief');
  const code = page.locator('details', { hasText: 'The code behind' });
  await code.locator('summary').press('Enter');
  await code.getByRole('button', { name: 'Copy playground/recipes/brief/view.tsx' }).click();
  expect(await page.evaluate(copied)).toContain('export function BriefView');
  await choose('From the schema');
  await code.getByRole('button', { name: 'Copy view.tsx' }).click();
  expect(await page.evaluate(copied)).toContain('<StructuredObject schema={Answer}');

  await page.getByRole('link', { name: 'Your own' }).click();
  await code.locator('summary').press('Enter');
  await code.getByRole('button', { name: 'Copy schema.ts' }).click();
  expect(await page.evaluate(copied)).toContain('export const Answer = z.object({');
});
