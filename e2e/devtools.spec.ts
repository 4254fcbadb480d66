import { readFile } from 'node:fs/promises';
import { violations } from './accessible.js';
import { reportPieces } from './report.js';
import { pagesUrl } from './servers.js';
import { expect, test } from './test.js';

test('the devtools are opened, searched and closed by keys that the page does not hear', async ({
  page,
  prepare,
}) => {
  const model = await prepare({ text: reportPieces });
  await page.goto(`${pagesUrl}/?page=tools&topic=${model.topic}`);
  await expect(page.getByRole('button', { name: 'Open the Fieldwise devtools' })).toBeAttached();
  await page.getByRole('button', { name: 'Run' }).click();
  await expect(page.getByText('Score: 9')).toBeAttached();

  const open = page.getByRole('button', { name: 'Open the Fieldwise devtools' });
  await open.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'Waterfall' })).toBeFocused();
  await expect(page.getByRole('grid').getByRole('row')).toContainText([/Field/, /answer/, /title/]);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('calm');
  await expect(page.getByRole('grid').getByRole('row').last()).toContainText('"calm"');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('searchbox')).toHaveValue('');
  await page.keyboard.press('Escape');
  await expect(open).toBeFocused();
  await expect(page.getByLabel('Pressed')).toBeEmpty();
});

test('a run that was exported replays, and looks as it did, whatever the page looks like', async ({
  page,
  prepare,
}) => {
  const model = await prepare({ text: reportPieces });
  await page.goto(`${pagesUrl}/?page=tools&topic=${model.topic}`);
  await page.getByRole('button', { name: 'Open the Fieldwise devtools' }).click();
  await page.getByRole('button', { name: 'Run' }).click();
  await expect(page.getByRole('option').first()).toContainText('complete');
  const tab = page.getByRole('tab', { name: 'Events' });
  await expect(tab).toHaveCSS('font-size', '12px');
  await expect(tab).toHaveCSS('font-style', 'normal');
  expect(await violations(page)).toEqual([]);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const file = await readFile(await (await download).path());
  await page
    .getByLabel('Recording to replay')
    .setInputFiles({ name: 'run.json', mimeType: 'application/json', buffer: file });
  await expect(page.getByRole('option').nth(1)).toContainText(/Replay of .*complete/);
  await page.getByRole('tab', { name: 'Tree' }).click();
  await expect(page.getByRole('treegrid').getByRole('row').last()).toContainText('Pour slowly.');
});
