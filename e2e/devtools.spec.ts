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

  // And what the test kit recorded of a model's text.
  const text = '{"version":1,"pieces":[[0,"```json\\n{\\"title\\":\\"Te"],[5,"a\\"}\\n```"]]}';
  await page
    .getByLabel('Recording to replay')
    .setInputFiles({ name: 'tea.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(page.getByRole('option').nth(2)).toContainText(/Replay of tea\.json.*complete/);
  await expect(page.getByRole('treegrid').getByRole('row').last()).toContainText('"Tea"');
  await page.getByRole('tab', { name: 'Repairs' }).click();
  await expect(page.getByRole('grid')).toContainText('fence');
  await page
    .getByLabel('Recording to replay')
    .setInputFiles({ name: 'no.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
  await expect(page.getByText(/^no\.json: This is no recording/)).toBeVisible();
});

test('what renders is outlined where it stands, and neither the focus nor the pointer is taken', async ({
  page,
  prepare,
}) => {
  const model = await prepare({ text: reportPieces, isHeld: true });
  await page.goto(`${pagesUrl}/?page=tools&topic=${model.topic}`);
  await page.getByRole('button', { name: 'Open the Fieldwise devtools' }).click();
  const run = page.getByRole('button', { name: 'Run' });
  await run.click();
  await page.getByRole('button', { name: 'Highlight renders' }).click();
  await expect(page.locator('.outlines')).toBeAttached();
  await run.focus();
  // They are there for a moment: each is noted as it is drawn.
  const drawn = await page.evaluateHandle(() => {
    const boxes: { x: number; y: number; width: number; pointer: string }[] = [];
    const layer = document
      .querySelector('[data-fieldwise-devtools]')
      ?.shadowRoot?.querySelector('.outlines');
    const note = () => {
      for (const box of layer?.children ?? []) {
        const { x, y, width } = box.getBoundingClientRect();
        boxes.push({ x, y, width, pointer: getComputedStyle(box).pointerEvents });
      }
    };
    if (layer) new MutationObserver(note).observe(layer, { childList: true });
    return boxes;
  });
  await model.say(1);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tea in the');
  await expect.poll(() => drawn.evaluate((boxes) => boxes.length)).toBeGreaterThan(0);
  const heading = await page.getByRole('heading', { level: 1 }).boundingBox();
  expect(await drawn.evaluate((boxes) => boxes)).toContainEqual({
    x: heading?.x,
    y: heading?.y,
    width: heading?.width,
    pointer: 'none',
  });
  await expect(run).toBeFocused();
  await expect(page.locator('.outline')).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
  await model.say();
});

test('the page is rewound by keys while the answer goes on, and is back at its end', async ({
  page,
  prepare,
}) => {
  const model = await prepare({ text: reportPieces, isHeld: true });
  await page.goto(`${pagesUrl}/?page=tools&topic=${model.topic}`);
  await page.getByRole('button', { name: 'Open the Fieldwise devtools' }).click();
  await page.getByRole('button', { name: 'Run' }).click();
  const title = page.getByRole('heading', { level: 1 });
  // One after the other: what arrives together is one piece.
  for (const text of ['Tea in the', 'Tea in the afternoon']) {
    await model.say(1);
    await expect(title).toHaveText(text);
  }

  const slider = page.getByRole('slider', { name: 'Show the page as it was' });
  await expect(slider).toHaveAttribute('aria-valuetext', /^live, /);
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(title).toHaveText('untitled');
  for (const _ of ['answer', 'title', 'its first piece']) await page.keyboard.press('ArrowRight');
  await expect(title).toHaveText('Tea in the');
  await expect(slider).toHaveAttribute('aria-valuetext', /^[\d.,]+ m?s, 3 of \d+ events$/);
  expect(await violations(page)).toEqual([]);

  await model.say();
  await expect(page.getByRole('option').first()).toContainText('complete');
  await expect(title).toHaveText('Tea in the');
  await page.keyboard.press('End');
  await expect(title).toHaveText('Tea in the afternoon');
  await expect(page.getByText('Score: 9')).toBeAttached();
});

test('on a phone every column of the waterfall is in sight, and its time has the most room', async ({
  page,
  prepare,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const model = await prepare({ text: reportPieces });
  await page.goto(`${pagesUrl}/?page=tools&topic=${model.topic}`);
  await page.getByRole('button', { name: 'Open the Fieldwise devtools' }).click();
  await page.getByRole('button', { name: 'Run' }).click();
  await expect(page.getByRole('option').first()).toContainText('complete');
  const cells = page.getByRole('grid').getByRole('row').last().getByRole('gridcell');
  await expect(cells).toHaveCount(4);
  const widths: number[] = [];
  for (const cell of await cells.all()) {
    const { x = 0, width = Infinity } = (await cell.boundingBox()) ?? {};
    expect(x + width).toBeLessThanOrEqual(360);
    widths.push(width);
  }
  expect(Math.max(...widths)).toBe(widths[1]);
});
