import { countRenders, readJournal } from './journal.js';
import { openReport } from './report.js';
import { expect, test } from './test.js';

const words = [
  'Tea 🫖',
  ' <b>warms</b>',
  ' &amp; calms;',
  ' "so"',
  ' they',
  ' say —',
  ' naïvely',
  '.',
];

test('a paragraph grows under the reader’s selection without one render of React, and ends exact', async ({
  page,
  prepare,
}) => {
  const pieces = words.map((word) => JSON.stringify(word).slice(1, -1));
  const model = await prepare({
    text: ['{"title":"","score":1,"items":[],"body":"', 'First:', ...pieces, '"}'],
    isHeld: true,
  });
  const report = await openReport(page, model);
  const renders = async () => countRenders(await readJournal(page)).get('body');
  await report.press('Run');
  await model.say(2);
  await expect(report.body).toHaveText('First:');
  const [before, node] = [await renders(), await report.body.evaluateHandle((p) => p.firstChild)];
  await report.body.dblclick({ position: { x: 8, y: 8 } });

  for (const count of words.keys()) {
    await model.say(1);
    await expect(report.body).toHaveText(`First:${words.slice(0, count + 1).join('')}`);
  }
  expect(await renders()).toBe(before);
  await model.say();
  await expect(report.status).toHaveText('complete');
  expect(await report.body.textContent()).toBe(`First:${words.join('')}`);
  expect(await report.body.evaluate((p, first) => p.firstChild === first, node)).toBe(true);
  expect(await page.evaluate(() => String(getSelection()))).toBe('First');
  await expect(report.body).toHaveAttribute('data-status', 'complete');
});
