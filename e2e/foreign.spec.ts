import { openReport, reportPieces } from './report.js';
import { expect, test } from './test.js';

test.describe('a route made for useObject, with the AI SDK alone', () => {
  test('renders field by field', async ({ page, prepare }) => {
    const model = await prepare({ text: reportPieces, isHeld: true });
    const report = await openReport(page, model, 'foreign');
    await report.press('Run');
    await expect(report.status).toHaveText('connecting');

    await model.say(1);
    await expect(report.title).toHaveText('Tea in the');
    await expect(report.title).toHaveAttribute('aria-busy', 'true');
    await model.say(1);
    await expect(report.title).toHaveText('Tea in the afternoon');
    await expect(report.title).not.toHaveAttribute('aria-busy');
    // The number may go on; useObject would show it by now.
    await expect(page.getByText('Score: unknown')).toBeVisible();
    await model.say(1);
    await expect(page.getByText('Score: 9')).toBeVisible();
    await expect(report.items).toHaveText(['warm', 'ca']);
    await model.say();
    await expect(report.status).toHaveText('complete');
    await expect(report.body).toHaveText('Pour slowly.');
    expect(await model.statuses()).toEqual(['finished']);
  });

  test('is left by Stop, and its model with it', async ({ page, prepare }) => {
    const model = await prepare({ text: reportPieces, isHeld: true });
    const report = await openReport(page, model, 'foreign');
    await report.press('Run');
    await model.say(2);
    await expect(report.title).toHaveText('Tea in the afternoon');
    await report.press('Stop');
    await expect(report.status).toHaveText('stopped');
    await expect(report.title).toHaveText('Tea in the afternoon');
    await expect.poll(model.statuses).toEqual(['aborted']);
  });

  test('that is cut off says so, where its own hook would look finished', async ({
    page,
    prepare,
  }) => {
    const model = await prepare({ text: reportPieces.slice(0, 2) });
    const report = await openReport(page, model, 'foreign');
    await report.press('Run');
    await expect(report.alert).toContainText('truncated:');
    await expect(report.title).toHaveText('Tea in the afternoon');
  });
});
