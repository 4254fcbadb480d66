import { openReport } from './report.js';
import { expect, test } from './test.js';
import { watchText } from './watch-text.js';

test('submitting B while A streams leaves only B, and stop is for B', async ({ page, prepare }) => {
  const say = (title: string) => [
    `{"title":"${title} begins`,
    ' and goes on","items":["of ',
    title,
    '"],"score":1,"body":""}',
  ];
  const [a, b] = [
    await prepare({ text: say('Alder'), isHeld: true }),
    await prepare({ text: say('Birch'), isHeld: true }),
  ];
  const report = await openReport(page, a);
  await report.press('Run');
  await a.say(3);
  await expect(report.items).toHaveText(['of Alder']);

  await report.topic.fill(b.topic);
  await report.press('Run');
  await expect(report.title).toHaveText('untitled');
  await expect(report.items).toHaveCount(0);
  const shown = await watchText(page);
  await expect.poll(a.statuses).toEqual(['aborted']);
  await a.say();
  await b.say(3);
  await expect(report.title).toHaveText('Birch begins and goes on');
  await expect(report.items).toHaveText(['of Birch']);
  expect((await shown()).join('\n')).not.toContain('Alder');

  await report.press('Stop');
  await expect(report.status).toHaveText('stopped');
  await expect(report.items).toHaveText(['of Birch']);
  await expect.poll(b.statuses).toEqual(['aborted']);
  expect(await a.statuses()).toEqual(['aborted']);
});

test('of many submits in one task only the last is answered', async ({ page, prepare }) => {
  const model = await prepare({ text: ['{"title":"Once', '","items":[],"score":1,"body":""}'] });
  const report = await openReport(page, model);
  await page.getByRole('button', { name: 'Run' }).evaluate((run: HTMLButtonElement) => {
    for (let count = 0; count < 10; count++) run.click();
  });
  await expect(report.status).toHaveText('complete');
  await expect(report.title).toHaveText('Once');
  const finished = (await model.statuses()).filter((status) => status !== 'aborted');
  expect(finished).toEqual(['finished']);
});
