import { expect, test, type Page } from '@playwright/test';
import { violations } from './accessible.js';
import { nextUrl } from './servers.js';
import { watchDocument } from './watch-text.js';

const url = `${nextUrl}/server`;
const FIELDS = ['Leek and potato soup', 'A soup for the first cold evening', 'Soften the sliced'];

/** What the page asks of its server by itself, beside its own files. */
function watchCalls(page: Page): () => readonly string[] {
  const calls: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') calls.push(new URL(request.url()).pathname);
  });
  return () => calls;
}

test('the server sends each field as HTML when it is closed', async () => {
  const { body } = await fetch(url);
  const decoder = new TextDecoder();
  const counts = new Set<number>();
  let html = '';
  for await (const chunk of body ?? []) {
    html += decoder.decode(chunk, { stream: true });
    counts.add(FIELDS.filter((text) => markup(html).includes(text)).length);
  }
  const places = FIELDS.map((text) => markup(html).indexOf(text));
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  expect(places[0]).toBeGreaterThan(0);
  expect([...counts].filter((count) => count > 0).length).toBeGreaterThan(1);
});

/** HTML without its scripts, which carry the client components' data. */
function markup(html: string): string {
  return html.replaceAll(/<script[^]*?<\/script>/g, '');
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the fields arrive one by one, too', async ({ page }) => {
    const seen = new Set<number>();
    const loaded = page.goto(url, { waitUntil: 'load' });
    let count = 0;
    while (count < FIELDS.length) {
      const html = markup(await page.content().catch(() => ''));
      count = FIELDS.filter((text) => html.includes(text)).length;
      seen.add(count);
    }
    await loaded;
    expect([...seen].filter((number) => number > 0).length).toBeGreaterThan(1);
  });
});

test('a client component goes on with the answer, without asking for it', async ({ page }) => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    const text = message.text();
    // The app has no icon, which a browser asks for all the same.
    if (message.type() === 'error' && !text.includes('404')) faults.push(text);
  });
  const calls = watchCalls(page);
  const shown = await watchDocument(page);
  await page.goto(url);
  const card = page.locator('article').nth(1);
  const status = page.getByRole('status');
  await expect(status).toHaveText('complete');
  await expect(card.getByRole('heading', { level: 2 })).toHaveText('Leek and potato soup');
  await expect(card.getByText(/^Blend half of it/)).toBeVisible();
  await expect(card.getByText('floury potatoes')).toHaveCount(1);
  expect(calls()).toEqual([]);
  expect(faults).toEqual([]);
  const texts = await shown();
  expect(texts.some((text) => text.includes('streaming') && !text.includes('Blend'))).toBe(true);

  await page.getByRole('button', { name: 'Again' }).click();
  await expect.poll(calls).toEqual(['/api/dish']);
  await expect(card.getByText(/^Blend half of it/)).toBeVisible();
  await expect(status).toHaveText('complete');
  expect(calls()).toEqual(['/api/dish']);
});

test('the page does not wait for ever, is reached from the other one, and is sound for everyone', async ({
  page,
}) => {
  const calls = watchCalls(page);
  await page.goto(nextUrl);
  await page.getByRole('link', { name: 'See one cooked on the server' }).press('Enter');
  await expect(page.getByText('not there in time')).toBeVisible();
  await expect(page.getByRole('status')).toHaveText('complete');
  await expect(page.getByText(/^Blend half of it/)).toBeVisible();
  expect(calls()).toEqual([]);
  expect(await violations(page)).toEqual([]);
});
