// @ts-check
// In: the playground and the machine's Chromium. Out: the pictures of the README in docs/images, taken anew: npm run pictures
// Each is taken in the middle of a run, so no two are alike to the pixel. Knows nothing of what the README says of them.

import { mkdir, writeFile } from 'node:fs/promises';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { ensureChromium } from './ensure-chromium.mjs';
import { encodePng } from './palette-png.mjs';

/** @typedef {import('playwright').Page} Page */

/**
 * @typedef {object} Picture
 * @property {string} name
 * @property {string} at which page of the playground
 * @property {{ width: number; height: number }} viewport
 * @property {number} scale
 * @property {'light' | 'dark'} colorScheme
 * @property {string} moment what is there when it is taken
 */

const desk = { viewport: { width: 1440, height: 900 }, scale: 1, colorScheme: 'light' };
const tall = { ...desk, viewport: { width: 1100, height: 1180 } };
const phone = { viewport: { width: 390, height: 844 }, scale: 2, colorScheme: 'dark' };

const pictures = /** @type {readonly Picture[]} */ ([
  { ...desk, name: 'playground-light', at: 'travel', moment: noteOf(0, 1) },
  { ...phone, name: 'playground-dark-phone', at: 'travel', moment: noteOf(0, 1) },
  { ...tall, name: 'workflow-light', at: 'workflow', moment: findingOf(2) },
]);

/**
 * @param {number} day
 * @param {number} stop
 */
function noteOf(day, stop) {
  return `[data-field="days[${day}].stops[${stop}].note"][data-status=streaming]`;
}

/** @param {number} task */
function findingOf(task) {
  return `.task:nth-child(${task}) .finding[data-state=done]`;
}

const folder = new URL('../docs/images/', import.meta.url);
const server = await createServer({
  configFile: 'e2e/playground.vite.config.ts',
  logLevel: 'error',
  server: { host: '127.0.0.1', port: 0 },
});
const browser = await chromium.launch({
  executablePath: await ensureChromium(),
  chromiumSandbox: false,
  args: ['--disable-gpu', '--font-render-hinting=none', '--disable-lcd-text'],
});
try {
  await mkdir(folder, { recursive: true });
  await server.listen();
  const [url = ''] = server.resolvedUrls?.local ?? [];
  for (const picture of pictures) {
    const file = new URL(`${picture.name}.png`, folder);
    const png = await take(url, picture);
    await writeFile(file, png);
    console.log(`docs/images/${picture.name}.png: ${Math.round(png.length / 1000)} KB`);
  }
} finally {
  await browser.close();
  await server.close();
}

/**
 * @param {string} url
 * @param {Picture} picture
 * @returns {Promise<Buffer>}
 */
async function take(url, { at, viewport, scale, colorScheme, moment }) {
  const page = await browser.newPage({ viewport, colorScheme, deviceScaleFactor: scale });
  await page.addInitScript(() => localStorage.setItem('settings', '{"speed":"slow"}'));
  await page.goto(`${url}#/${at}`);
  await page.getByRole('region', { name: 'Fieldwise devtools' }).waitFor();
  await page.getByRole('button', { name: 'Run' }).click();
  await page.locator(moment).first().waitFor({ state: 'attached', timeout: 60_000 });
  const shot = await page.screenshot();
  const pixels = await readPixels(page, shot);
  await page.close();
  return encodePng(pixels);
}

/**
 * The browser reads its own picture: no library for that is needed.
 *
 * @param {Page} page
 * @param {Buffer} png
 * @returns {Promise<import('./palette-png.mjs').Pixels>}
 */
async function readPixels(page, png) {
  const read = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('The browser has no canvas.');
    context.drawImage(image, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
    let text = '';
    for (let at = 0; at < data.length; at += 30_000)
      text += String.fromCharCode(...data.subarray(at, at + 30_000));
    return { width, height, rgba: btoa(text) };
  }, png.toString('base64'));
  return { ...read, rgba: Buffer.from(read.rgba, 'base64') };
}
