import { violations } from './accessible.js';
import { expect, test } from './test.js';
import { openWorkbench, run } from './workbench.js';

const schemaField = 'Schema of the answer';

test('a schema that is written is read while it is typed, and its answer is shown from it alone', async ({
  page,
}) => {
  const { answer, status, choose, button } = await openWorkbench(page, 'own');
  await choose('No delay');
  await button(run).click();
  await expect(status).toContainText('fit the schema');
  await expect(answer.locator('[data-field="stops[2].minutes"]')).toHaveText(/\d+/);
  expect(await violations(page)).toEqual([]);

  await page.getByLabel(schemaField).fill(`z.object({
  harbour: z.string(),
  depth: z.number().min(2).max(2),
})`);
  await expect(status).toContainText('Ready');
  await button(run).click();
  await expect(status).toContainText('2 fields fit the schema');
  await expect(answer.locator('[data-field=depth]')).toHaveText('2');
  await expect(answer).toContainText('Harbour');
});

test('what cannot be read says where and what to do, is run by nobody, and leaves the answer there', async ({
  page,
}) => {
  const { answer, status, choose, button } = await openWorkbench(page, 'own');
  await choose('No delay');
  await button(run).click();
  await expect(status).toContainText('fit the schema');
  const field = page.getByLabel(schemaField);
  await field.fill(
    'z.object({\n  title: z.string().transform(() => (document.title = "run")),\n})',
  );
  await expect(page.locator('.own-problem')).toHaveText(
    /^Line 2, column 35: .*functions are not read/,
  );
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(answer.locator('[data-field=title]')).not.toBeEmpty();
  expect(await violations(page)).toEqual([]);
  expect(await page.title()).toBe('Fieldwise playground');

  await page.reload();
  await expect(field).toHaveValue(/transform/);
  await expect(page.locator('.own-problem')).toContainText('Line 2, column 35');
});

test('a recipe’s answer is laid out by hand or from its schema, while it streams and after', async ({
  page,
}) => {
  const { answer, status, choose, button } = await openWorkbench(page, 'travel');
  await choose('Fast');
  await button(run).click();
  await expect(answer.locator('.travel')).toBeVisible();
  await choose('From the schema');
  await expect(answer.locator('.travel')).toHaveCount(0);
  await expect(answer.getByText('Budget per day')).toBeVisible();
  await expect(status).toContainText('53 fields fit the schema');
  await expect(answer.locator('[data-field="days[2].dinner.dish"]')).not.toBeEmpty();
  expect(await violations(page)).toEqual([]);
  await choose('By hand');
  await expect(answer.locator('.travel')).toContainText('Lisbon');
});

test('a form that the model fills in keeps what a reader enters, and offers what the model wrote', async ({
  page,
}) => {
  const { answer, status, choose, button } = await openWorkbench(page, 'booking');
  await answer.getByLabel('Name').fill('Mine');
  await choose('No delay');
  await button(run).click();
  await expect(status).toContainText('7 fields fit the schema');
  await expect(answer.getByLabel('Name')).toHaveValue('Mine');
  await expect(answer.getByLabel('Room')).toHaveValue('family');
  await expect(answer.getByLabel('Breakfast')).toBeChecked();
  expect(await violations(page)).toEqual([]);
  await answer.getByRole('button', { name: 'Take “Noor Haddad”' }).click();
  await expect(answer.getByLabel('Name')).toHaveValue('Noor Haddad');
});
