import type { Locator, Page } from '@playwright/test';
import { countChanges, countRenders, readJournal } from './journal.js';
import { lineCount } from './pages/lines.js';
import { pagesUrl } from './servers.js';
import { expect, type Model, type Prepare, test } from './test.js';

const words = (from: string) => Array.from({ length: 8 }, (_, index) => `${from}${index} `);
const near = words('near');
const far = words('far');
/** All between the first line and the last, in one flush. */
const between = Array.from({ length: lineCount - 2 }, (_, index) => `"line ${index + 1}",`).join(
  '',
);
const lastPath = `lines[${lineCount - 1}]`;

const prepareLines = (prepare: Prepare) =>
  prepare({ text: ['{"lines":["', ...near, `",${between}"`, ...far, '"]}'], isHeld: true });

const fieldOf = (page: Page, path: string) => page.locator(`[data-field="${path}"]`);

const rendersOf = async (page: Page, path: string) =>
  countRenders(await readJournal(page)).get(path) ?? 0;

/** Begins a run, and lets the first line begin. */
async function run(page: Page, model: Model, query = ''): Promise<void> {
  await page.goto(`${pagesUrl}/?page=long&topic=${model.topic}${query}`);
  await page.getByRole('button', { name: 'Run' }).click();
  await model.say(1);
  await expect(fieldOf(page, 'lines[0]')).toHaveCount(1);
}

/** Lets the model say one piece, and waits until the run knows; the page may not. */
async function grow(page: Page, model: Model, path: string): Promise<void> {
  const changes = async () => countChanges(await readJournal(page)).get(path) ?? 0;
  const before = await changes();
  await model.say(1);
  await expect.poll(changes).toBe(before + 1);
}

/** Lets the last line begin, on a page that knows by then that it is off the screen. */
async function beginLast(page: Page, model: Model): Promise<Locator> {
  const last = fieldOf(page, lastPath);
  await model.say(near.length + 1);
  await expect(last).toHaveCount(1);
  // A browser tells of a new element with the frame that has it.
  await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  });
  await expect(last).not.toBeInViewport();
  return last;
}

test('of 1,000 fields, those on the screen are never behind', async ({ page, prepare }) => {
  const model = await prepareLines(prepare);
  await run(page, model);
  for (const count of near.keys()) {
    await grow(page, model, 'lines[0]');
    // Asked once: nothing is waited for.
    const text = await fieldOf(page, 'lines[0]').textContent();
    expect(text).toBe(near.slice(0, count + 1).join(''));
  }
  expect(await rendersOf(page, 'lines[0]')).toBe(near.length);
});

test('one off the screen renders when it is scrolled to, and is up to date then', async ({
  page,
  prepare,
}) => {
  const model = await prepareLines(prepare);
  await run(page, model);
  const last = await beginLast(page, model);
  const before = await rendersOf(page, lastPath);
  for (const _ of far.slice(1)) await grow(page, model, lastPath);
  expect(await rendersOf(page, lastPath)).toBe(before);
  expect(await last.textContent()).toBe('');

  await page.getByRole('list').evaluate((list) => list.scrollTo(0, list.scrollHeight));
  await expect(last).toHaveText(far.slice(0, -1).join('').trim());
  expect(await rendersOf(page, lastPath)).toBe(before + 1);
  await grow(page, model, lastPath);
  expect(await last.textContent()).toBe(far.join(''));
});

test('at the end all show what they are, unseen ones in the very render that says so', async ({
  page,
  prepare,
}) => {
  const model = await prepareLines(prepare);
  await run(page, model);
  const last = await beginLast(page, model);
  for (const _ of far) await grow(page, model, lastPath);
  expect(await last.textContent()).toBe('');
  await model.say();
  await expect(page.getByRole('status')).toHaveText('complete');
  const texts = await page.locator('li [data-status="complete"]').allTextContents();
  expect(texts).toHaveLength(lineCount);
  expect([texts.at(0), texts.at(1), texts.at(-1)]).toEqual([near.join(''), 'line 1', far.join('')]);
});

test('what nobody scrolls to follows all the same', async ({ page, prepare }) => {
  const model = await prepareLines(prepare);
  await run(page, model, '&throttleMs=100');
  const last = await beginLast(page, model);
  for (const _ of far) await grow(page, model, lastPath);
  await expect(last).toHaveText(far.join('').trim());
  await expect(last).not.toBeInViewport();
});
