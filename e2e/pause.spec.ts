import { openReport } from './report.js';
import { expect, test } from './test.js';

test('an hour of silence inside a string does not complete it, nor inside a number show it', async ({
  page,
  prepare,
}) => {
  await page.clock.install();
  const text = ['{"title":"Tea', ' time","score":1', '2,"items":[],"body":"', '"}'];
  const model = await prepare({ text, isHeld: true });
  const report = await openReport(page, model);
  const score = page.locator('[data-field="score"]');
  await report.press('Run');

  await model.say(1);
  await expect(report.title).toHaveText('Tea');
  await page.clock.fastForward('01:00:00');
  await expect(report.title).toHaveAttribute('data-status', 'streaming');
  await model.say(1);
  await expect(report.title).toHaveAttribute('data-status', 'complete');
  await page.clock.fastForward('01:00:00');
  await expect(score).toHaveText('unknown');
  await expect(score).toHaveAttribute('data-status', 'pending');
  await expect(report.status).toHaveText('streaming');
  await model.say(1);
  await expect(score).toHaveText('12');
  await model.say();
  await expect(report.status).toHaveText('complete');
});
