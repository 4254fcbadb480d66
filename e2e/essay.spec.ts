import type { Page } from '@playwright/test';
import { violations } from './accessible.js';
import { tabTo, watchFocus } from './focus.js';
import { pagesUrl } from './servers.js';
import { expect, test, type Model } from './test.js';

const body = '## Twice a day\n\nIt does **not** come in, see [here](https://almanac.example).\n';
const hostile =
  '\n<img src=x onerror="alert(1)"> [go](javascript:alert(1)) ![cat](https://evil.example/)\n';
const written = (text: string) => JSON.stringify(text).slice(1, -1);
const pieces = [
  '{"title":"Why the',
  ' tide is late',
  '","body":"',
  written(body.slice(0, body.indexOf('ot**'))),
  written(body.slice(body.indexOf('ot**'))),
  `${written(hostile)}"}`,
];

async function openEssay(page: Page, { topic }: Model) {
  await page.goto(`${pagesUrl}/?page=essay&topic=${topic}`);
  return {
    run: page.getByRole('button', { name: 'Run', exact: true }),
    status: page.getByRole('status'),
    title: page.getByRole('textbox', { name: 'Title' }),
    model: page.getByTestId('model'),
    body: page.getByTestId('body'),
    button: (name: string) => page.getByRole('button', { name, exact: true }),
  };
}

test('a title is edited, kept, undone and given back by keyboard while the model writes on', async ({
  page,
  prepare,
}) => {
  const model = await prepare({ text: pieces, isHeld: true });
  const essay = await openEssay(page, model);
  const { title, button } = essay;
  const { keyboard } = page;
  await tabTo(page, essay.run);
  await keyboard.press('Enter');
  await model.say(1);
  await expect(title).toHaveValue('Why the');
  await tabTo(page, title);
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type('Late tides');
  const moves = await watchFocus(page);
  await model.say(1);
  await expect(essay.model).toHaveText('Why the tide is late');
  await expect(title).toHaveValue('Late tides');
  expect(await moves()).toBe(0);

  await tabTo(page, button('Keep mine'));
  await keyboard.press('Enter');
  await expect(button('Keep mine')).toHaveAttribute('aria-disabled', 'true');
  await expect(button('Keep mine')).toBeFocused();
  await tabTo(page, button('Undo'));
  await keyboard.press('Space');
  await expect(button('Keep mine')).toHaveAttribute('aria-disabled', 'false');
  await expect(title).toHaveValue('Late tides');

  const still = await watchFocus(page);
  await model.say(2);
  await expect(essay.body).toContainText('It does n');
  expect(await still()).toBe(0);
  await expect(button('Undo')).toBeFocused();
  await keyboard.press('Shift+Tab');
  await keyboard.press('Shift+Tab');
  await expect(button('Take the model’s')).toBeFocused();
  await keyboard.press('Enter');
  await expect(title).toHaveValue('Why the tide is late');
  await expect(button('Take the model’s')).toBeFocused();
});

test('text that arrives in a focused input moves neither its caret nor the focus', async ({
  page,
  prepare,
}) => {
  const model = await prepare({ text: pieces, isHeld: true });
  const { run, title } = await openEssay(page, model);
  await run.click();
  await model.say(1);
  await expect(title).toHaveValue('Why the');
  await tabTo(page, title);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  const moves = await watchFocus(page);
  await model.say(1);
  await expect(title).toHaveValue('Why the tide is late');
  const caret = await title.evaluate((input: HTMLInputElement) => input.selectionStart);
  expect(caret).toBe(1);
  expect(await moves()).toBe(0);
});

test('Markdown is read as headings, emphasis and links while it is half written, and runs nothing', async ({
  page,
  prepare,
}) => {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const model = await prepare({ text: pieces, isHeld: true });
  const essay = await openEssay(page, model);
  await expect(essay.body).toHaveText('not yet');
  await essay.run.click();
  await model.say(4);
  await expect(essay.body).toMatchAriaSnapshot(`
    - heading "Twice a day" [level=2]
    - paragraph:
      - text: It does
      - strong: n
  `);
  await expect(essay.body).toHaveAttribute('aria-busy', 'true');
  expect(await violations(page)).toEqual([]);
  await model.say();
  await expect(essay.status).toHaveText('complete');
  await expect(essay.body).toMatchAriaSnapshot(`
    - heading "Twice a day" [level=2]
    - paragraph:
      - text: It does
      - strong: not
      - text: come in, see
      - link "here":
        - /url: https://almanac.example
      - text: .
    - paragraph: /<img src=x onerror=.* go cat/
  `);
  await expect(essay.body).not.toHaveAttribute('aria-busy');
  await expect(essay.body.locator('img')).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
  expect(dialogs).toEqual([]);
  expect(asked.filter((url) => url.includes('evil.example'))).toEqual([]);
});
