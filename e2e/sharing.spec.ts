import { pagesUrl } from './servers.js';
import { expect, test } from './test.js';
import { watchRequests } from './watch-requests.js';

test('components with one key share one run and one request; one that comes late sees all of it', async ({
  page,
  prepare,
}) => {
  const text = ['{"title":"Tea","body":"Warm', ' the pot', ' first."}'];
  const model = await prepare({ text, isHeld: true });
  const requests = watchRequests(page);
  await page.goto(`${pagesUrl}/?page=shared&topic=${model.topic}`);
  const reader = (name: string) => page.getByRole('region', { name });
  const expectText = async (names: readonly string[], status: string, body: string) => {
    for (const name of names) {
      await expect(reader(name).getByRole('heading')).toHaveText('Tea');
      await expect(reader(name).locator('[data-field="body"]')).toHaveText(body);
      await expect(reader(name).getByRole('status')).toHaveText(status);
    }
  };

  await reader('Second').getByRole('button', { name: 'Run' }).click();
  await model.say(1);
  await expectText(['First', 'Second'], 'streaming', 'Warm');
  await page.getByRole('button', { name: 'Add a reader' }).click();
  await expectText(['First', 'Second', 'Third'], 'streaming', 'Warm');
  await model.say(1);
  await expectText(['First', 'Second', 'Third'], 'streaming', 'Warm the pot');
  await model.say();
  await expectText(['First', 'Second', 'Third'], 'complete', 'Warm the pot first.');
  expect(requests()).toEqual([model.topic]);
  expect(await model.statuses()).toEqual(['finished']);
});
